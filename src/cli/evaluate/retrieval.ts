import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { composeMeaning } from '../../composeMeaning.ts';
import type { EmbeddingConfig } from '../../config.ts';
import { KanameError, toKanameError } from '../../errors.ts';
import { complain } from '../output.ts';
import { measureSet } from './retrieval/measureSet.ts';
import { booksOf, foreignQuestions, questionsOf, setsIn } from './retrieval/questionSets.ts';
import { measureRefusal } from './retrieval/refusal.ts';
import { rankingTable, refusalTable, thresholdTable } from './retrieval/report.ts';
import { steps } from './retrieval/steps.ts';
import { SUMMARY_SET } from './summary/summarySet.ts';

export interface RetrievalOptions {
  /** Folder of the question sets and their corpora. */
  readonly sets: string;
  /** `dev`, or what another half of the sets is called. */
  readonly split: string;
  /** Where vectors are kept between runs. */
  readonly work: string;
  /** Only this set. */
  readonly only?: string;
  readonly embedding: EmbeddingConfig;
}

/** A question may wait for its vector here: the figures are to be the same on a busy machine. */
const QUESTION_MS = 60_000;

/** Measures what each step of the search brings, on every set; Markdown, one section a set. */
export async function evaluateRetrieval({ sets, split, work, only, embedding }: RetrievalOptions): Promise<string[]> {
  const sections: string[] = [];
  const all = setsIn(sets, split);
  const captions = all.find(({ withoutCaptions }) => withoutCaptions);
  const chosen = all.filter(({ name }) => only === undefined || name === only);
  if (chosen.length === 0) {
    const names = [...all.map(({ name }) => name), SUMMARY_SET].join('、');
    throw new KanameError('wrong_call', `--only は、${names} のいずれかで指定してください。`);
  }
  for (const set of chosen) {
    const dataDir = join(work, set.name);
    mkdirSync(dataDir, { recursive: true });
    const meaning = composeMeaning(embedding, {
      dataDir,
      questionMs: QUESTION_MS,
      onTrouble: (thrown) => complain(toKanameError(thrown).sentence),
    });
    complain(`${set.name}：規程を読み、ベクトルを用意しています…`);
    const questions = questionsOf(set);
    const books = await booksOf(set);
    const { ranks, library } = await measureSet(
      books,
      questions,
      steps(),
      meaning.findMeaning,
      meaning.made,
      (done, total) => {
        if (done % 50 === 0) complain(`${set.name}：${done}／${total}問`);
      },
    );
    const { articles, clauses } = library.size;
    const size = `${questions.length}問、${articles.toLocaleString('ja-JP')}条、${clauses.toLocaleString('ja-JP')}条項`;
    sections.push(`### ${set.name}：${set.about}`, size, rankingTable(ranks));
    const foreign =
      set.name === 'staff'
        ? foreignQuestions(sets, split)
        : set.name === 'nta' && captions
          ? questionsOf(captions).map(({ question }) => ({ question, kind: 'ほかの法令の見出し' }))
          : [];
    if (foreign.length > 0) {
      sections.push(
        `#### ${set.name}：答えるか控えるか`,
        refusalTable(await measureRefusal(library, questions, foreign)),
      );
    }
    await meaning.close();
  }
  return [...sections, '### 答えるかどうかのしきい値', thresholdTable()];
}
