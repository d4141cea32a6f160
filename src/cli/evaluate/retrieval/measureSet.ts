import { loadWords } from '../../../japanese/words.ts';
import { libraryOver } from '../../../policy/buildLibrary.ts';
import type { RuleBook } from '../../../policy/document.ts';
import type { Hit, RuleLibrary } from '../../../policy/library.ts';
import type { FindMeaning, Meaning } from '../../../policy/meaning.ts';
import { wordsOf } from '../../../policy/search/articleWords.ts';
import { segmentOf } from '../../../policy/search/segment.ts';
import { buildSegment } from '../../../policy/search/segmentBuild.ts';
import { bigramBaseline } from './bigramBaseline.ts';
import { type KeptMeaning, keptMeaning } from './keptMeaning.ts';
import type { SetQuestion } from './questionSets.ts';
import { firstRank } from './scores.ts';
import type { Step } from './steps.ts';

/** What one step found for each question. */
export interface StepRanks {
  readonly name: string;
  readonly articles: number[];
  /** Of the questions whose official answer names clauses. */
  readonly clauses: number[];
  /** Milliseconds of each question. */
  readonly ms: number[];
}

/** As the scoring tool of the project's sets asks. */
const HITS = 30;
const RANKED = 10;

/** Ranks of one set by the baseline and by each step. */
export async function measureSet(
  books: readonly RuleBook[],
  questions: readonly SetQuestion[],
  steps: readonly Step[],
  findMeaning: FindMeaning | undefined,
  ready: () => Promise<void>,
  onProgress: (done: number, total: number) => void,
): Promise<{ readonly ranks: readonly StepRanks[]; readonly library: RuleLibrary }> {
  const words = await loadWords();
  const segment = segmentOf(
    await buildSegment(books, {
      ofTitle: ({ title }) => words.contentWords(title),
      ofArticle: (article) => wordsOf(article, words),
    }),
  );
  const meaning: Meaning | undefined = await findMeaning?.([{ passages: segment.passages }]);
  await ready();
  const kept: KeptMeaning | undefined = meaning && keptMeaning(meaning);
  const rankings = await Promise.all(
    steps
      .filter((step) => !step.meaning || kept !== undefined)
      .map(async ({ name, weights, dictionary, meaning: uses }) => {
        const parts = { weights, dictionary, ...(uses && kept && { findMeaning: kept.findMeaning }) };
        return { library: await libraryOver([{ segment }], parts), ranks: emptyRanks(name) };
      }),
  );
  const baseline = bigramBaseline(books);
  const plain = emptyRanks('2文字の並び（BM25、条単位）');
  for (const [done, question] of questions.entries()) {
    onProgress(done, questions.length);
    kept?.nextQuestion();
    const from = performance.now();
    const ids = baseline(question.question, RANKED);
    plain.ms.push(performance.now() - from);
    plain.articles.push(firstRank(ids, (id) => isGold(question, id)));
    for (const { library, ranks } of rankings) {
      const started = performance.now();
      const { hits } = await library.search(question.question, HITS);
      ranks.ms.push(performance.now() - started + (kept?.spared() ?? 0));
      enter(ranks, question, hits);
    }
  }
  const last = rankings.at(-1);
  if (last === undefined) throw new RangeError('no steps');
  return { ranks: [plain, ...rankings.map(({ ranks }) => ranks)], library: last.library };
}

function emptyRanks(name: string): StepRanks {
  return { name, articles: [], clauses: [], ms: [] };
}

function enter(ranks: StepRanks, question: SetQuestion, hits: readonly Hit[]): void {
  const articles = [...new Set(hits.map(({ article }) => article.id))].slice(0, RANKED);
  ranks.articles.push(firstRank(articles, (id) => isGold(question, id)));
  const clauses = question.gold.flatMap(({ id, clauses: named }) => named.map((clause) => ({ id, clause })));
  if (clauses.length === 0) return;
  const right = ({ article, clause }: Hit) =>
    clauses.some(
      (gold) => gold.id === article.id && (clause.id === gold.clause || clause.id.startsWith(`${gold.clause}-`)),
    );
  ranks.clauses.push(firstRank(hits.slice(0, RANKED), right));
}

/** True where the article is an official answer to the question. */
export function isGold({ gold }: SetQuestion, article: string): boolean {
  return gold.some(({ id }) => id === article);
}
