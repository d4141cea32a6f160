import { KanameError } from '../../errors.ts';
import type { LanguageModel, ModelEvent } from '../languageModel.ts';
import type { Task } from '../task.ts';
import { fillTemplate } from './draft.ts';
import type { SentenceVectors } from './sentenceVectors.ts';
import { summarize } from './summarize.ts';
import { summarizeWithVectors } from './withVectors.ts';

/**
 * The engine that needs no language model: it selects sentences and fills in forms, and answers in the same forms as a
 * model that writes. The whole result comes as one text event. Clauses are quoted by the room of the rules itself
 * (policy/quotes.ts), which knows the office's words.
 *
 * @param vectors makes summaries by meaning beside words; without it, and where it is late, words alone decide
 *
 * Its `run` throws KanameError `needs_model` for answers, rewriting and free conversation, `cancelled` for an aborted signal.
 */
export function createExtractive(vectors?: SentenceVectors): LanguageModel {
  return {
    name: 'extractive',
    writes: false,
    async *run(task, signal): AsyncGenerator<ModelEvent> {
      refuseIfCancelled(signal);
      const text = await result(task, signal, vectors);
      refuseIfCancelled(signal);
      yield { kind: 'text', delta: text };
      yield { kind: 'end', finish: 'stop', use: { prompt: 0, completion: 0 } };
    },
  };
}

async function result(task: Task, signal: AbortSignal, vectors: SentenceVectors | undefined): Promise<string> {
  switch (task.kind) {
    case 'summarize':
      return JSON.stringify(vectors ? await summarizeWithVectors(task, vectors, signal) : summarize(task));
    case 'answer':
      throw new KanameError(
        'needs_model',
        '規程を自分の言葉で説明するには言語モデルの接続が必要です。該当する条文は、そのまま引用してお示しできます。',
      );
    case 'draft':
      return fillTemplate(task);
    case 'rewrite':
      throw new KanameError(
        'needs_model',
        '文章の書き換えには言語モデルの接続が必要です。文案の欄は直接編集できますので、お手数ですが手直ししてお使いください。',
      );
    case 'converse':
      throw new KanameError(
        'needs_model',
        '自由な相談には言語モデルの接続が必要です。「要約」「文案」「規程」は今のままお使いいただけます。',
      );
  }
}

function refuseIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new KanameError('cancelled', '処理を中止しました。');
}
