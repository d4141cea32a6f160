import { embeddingModel, sentenceVectorsOf } from '../../composeMeaning.ts';
import type { EmbeddingConfig } from '../../config.ts';
import { toKanameError } from '../../errors.ts';
import { summarize } from '../../models/extractive/summarize.ts';
import { summarizeWithVectors } from '../../models/extractive/withVectors.ts';
import type { SummarizeResult, SummarizeTask } from '../../models/task.ts';
import { readSpeech } from '../../summary/readSpeech.ts';
import { complain } from '../output.ts';
import { bigramF, mean, pairedGain } from './summary/bigramScore.ts';
import { recordsTable } from './summary/sampleRecords.ts';
import type { SummarizedText } from './summary/summarySet.ts';
import { table } from './table.ts';

interface Way {
  readonly name: string;
  readonly summarize: (task: SummarizeTask) => Promise<SummarizeResult>;
}

const QUESTION_MS = 60_000;

/** Summaries without a language model against the authors' own, and decisions and tasks of the sample records; Markdown. */
export async function evaluateSummaries(
  texts: readonly SummarizedText[],
  embedding: EmbeddingConfig,
): Promise<string[]> {
  const model = embeddingModel(embedding, QUESTION_MS);
  const vectors = model && sentenceVectorsOf(model, (thrown) => complain(toKanameError(thrown).sentence));
  const ways: Way[] = [
    { name: '言葉だけ', summarize: async (task) => summarize(task) },
    ...(vectors
      ? [
          {
            name: '言葉と意味',
            summarize: (task: SummarizeTask) => summarizeWithVectors(task, vectors, new AbortController().signal),
          },
        ]
      : []),
  ];
  const lead = texts.map(({ document, reference }) => bigramF(document.slice(0, reference.length), reference));
  const rows: string[][] = [['冒頭（公式の概要と同じ字数）', f(lead), '', '', '']];
  for (const way of ways) rows.push(...(await measured(texts, way, lead)));
  await model?.close();
  return [
    '### 要約：国税庁タックスアンサーの本文から、公式の「概要」を再現する',
    `${texts.length}件、平均${Math.round(mean(texts.map(({ document }) => document.length))).toLocaleString('ja-JP')}字（公式の概要は平均${Math.round(mean(texts.map(({ reference }) => reference.length)))}字）`,
    table(['', '2文字の並びのF', '冒頭との差（95%区間）', '同じ字数の冒頭との差（95%区間）', '平均の字数'], rows),
    '#### 要約：見本の会議録の決定と宿題',
    await recordsTable(),
  ];
}

/** The short summary by itself, and with its points. */
async function measured(texts: readonly SummarizedText[], way: Way, lead: readonly number[]): Promise<string[][]> {
  const short: string[] = [];
  const long: string[] = [];
  for (const { document } of texts) {
    const { summary, points } = await way.summarize({ kind: 'summarize', sentences: readSpeech(document).sentences });
    short.push(summary);
    long.push(summary + points.map(({ text }) => text).join(''));
    if (short.length % 20 === 0) complain(`要約（${way.name}）：${short.length}／${texts.length}件`);
  }
  const row = (name: string, said: readonly string[]): string[] => {
    const scores = said.map((text, at) => bigramF(text, texts[at]?.reference ?? ''));
    const sameLength = texts.map(({ document, reference }, at) =>
      bigramF(document.slice(0, said[at]?.length ?? 0), reference),
    );
    return [
      `${name}（${way.name}）`,
      f(scores),
      gain(lead, scores),
      gain(sameLength, scores),
      String(Math.round(mean(said.map(({ length }) => length)))),
    ];
  };
  return [row('要約3文以内', short), row('要約と要点', long)];
}

const share = (value: number) => value.toFixed(3).replace(/^0/, '');
const signed = (value: number) => `${value < 0 ? '−' : '+'}${share(Math.abs(value))}`;
const f = (scores: readonly number[]) => share(mean(scores));

function gain(before: readonly number[], after: readonly number[]): string {
  const { gain: middle, margin } = pairedGain(before, after);
  return `${signed(middle)}（${signed(middle - margin)}～${signed(middle + margin)}）`;
}
