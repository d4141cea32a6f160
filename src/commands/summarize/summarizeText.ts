import { KanameError } from '../../errors.ts';
import type { LanguageModel } from '../../models/languageModel.ts';
import { parseSummary } from '../../models/resultJson.ts';
import type { SummarizeResult, SummarizeTask } from '../../models/task.ts';
import type { Place } from '../../reading/places.ts';
import { checkSummary } from '../../summary/checkSummary.ts';
import { chunks } from '../../summary/chunks.ts';
import { mergeResults } from '../../summary/mergeResults.ts';
import { readSpeech } from '../../summary/readSpeech.ts';
import type { SpokenSentence } from '../../summary/speech.ts';
import type { Summary } from '../../summary/summary.ts';
import { writeText } from '../streamText.ts';

/** Characters of a text that go to a language model at once: about 4,000 tokens, so that small contexts hold them. */
const PART_CHARACTERS = 4000;

export interface SummarizeTools {
  readonly model: LanguageModel;
  /** Takes over a part for which the model fails. */
  readonly extractive: LanguageModel;
}

/** A text with where its parts stand, as `readSpeech` takes them. */
export interface PlacedSource {
  readonly text: string;
  readonly places?: readonly Place[];
}

export interface SummaryProgress {
  readonly done: number;
  readonly parts: number;
}

/**
 * Summarizes a text part by part and traces every item to its sentence; yields how far it is.
 * @throws KanameError `cancelled` when the signal is aborted; a failing model does not throw
 */
export async function* summarizeText(
  { model, extractive }: SummarizeTools,
  { text, places }: PlacedSource,
  now: Date,
  signal: AbortSignal,
): AsyncGenerator<SummaryProgress, Summary> {
  const speech = readSpeech(text, places);
  const parts = model.writes ? chunks(speech.sentences, PART_CHARACTERS) : [speech.sentences];
  const results: SummarizeResult[] = [];
  let failures = 0;
  for (const part of parts) {
    yield { done: results.length, parts: parts.length };
    const task = taskOf(part);
    const result = await attempt(model, task, signal);
    if (result === undefined) failures++;
    results.push(result ?? (await attempt(extractive, task, signal)) ?? nothing);
  }
  const summary = await checkSummary(mergeResults(results), speech, now);
  return failures === 0
    ? summary
    : { ...summary, warnings: [...summary.warnings, failureNote(failures, parts.length)] };
}

const nothing: SummarizeResult = { summary: '', points: [], decisions: [], actions: [] };

function taskOf(sentences: readonly SpokenSentence[]): SummarizeTask {
  return {
    kind: 'summarize',
    sentences: sentences.map(({ id, text, speaker }) => ({ id, text, ...(speaker !== undefined && { speaker }) })),
  };
}

/** Undefined where the model failed; a person's stop is passed on. */
async function attempt(
  model: LanguageModel,
  task: SummarizeTask,
  signal: AbortSignal,
): Promise<SummarizeResult | undefined> {
  try {
    return parseSummary((await writeText(model, task, signal)).text, task);
  } catch (thrown) {
    if (signal.aborted || (thrown instanceof KanameError && thrown.code === 'cancelled')) throw thrown;
    return undefined;
  }
}

function failureNote(failures: number, parts: number): string {
  const which = parts === 1 ? '' : `${parts}つに分けたうちの${failures}つについて、`;
  return `${which}言語モデルから応答がなかったため、重要な文を抜き出してまとめました。`;
}
