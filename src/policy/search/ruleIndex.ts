import { best } from './best.ts';
import { mixScores } from './mixScores.ts';
import type { Postings } from './postings.ts';
import type { ReadQuestion } from './readQuestion.ts';
import { SegmentedPostings } from './segmentPostings.ts';
import { deadArticles, deadClauses, type SegmentPart } from './segmentTable.ts';
import { type SearchWeights, searchWeights } from './weights.ts';

/** A clause's place in the index with its score: comparable within one question only. */
export interface Ranked {
  readonly article: number;
  readonly clause: number;
  readonly score: number;
  /** True where the question names the place. */
  readonly named?: boolean;
}

/** The lexical side of the search. Another side (vectors) gives articles and clauses scores by the same positions. */
export interface RuleIndex {
  readonly articleGrams: Postings;
  readonly articleWords: Postings;
  /** Score of every article by its position. */
  scoreArticles(question: ReadQuestion): Float64Array;
  /** How near each article is: mostly its nearest clause, a little all of them; NaN where no clause has a value. */
  nearnessOfArticles(ofClauses: Float32Array): Float32Array;
  /**
   * Clauses of the best articles, best first; the article's score and the clause's own make one.
   * @param meaning cosines by the position of the clause among all, and their share beside the words
   */
  rank(question: ReadQuestion, articleScores: Float64Array, limit: number, meaning?: WeighedMeaning): Ranked[];
}

/** What the meaning says of every clause, and how much it counts. */
export interface WeighedMeaning {
  readonly cosines: Float32Array;
  readonly weight: number;
}

/** Articles looked into for clauses, at least. */
const ARTICLES_OPENED = 60;
/** The lexical side over all segments; replaced articles and clauses score 0 and have no nearness. */
export function indexOf(
  parts: readonly SegmentPart[],
  firstClause: Uint32Array,
  weights: SearchWeights = searchWeights,
): RuleIndex {
  const sides = (level: 'articles' | 'clauses', deadOf: (part: SegmentPart) => Uint8Array | undefined): Sides => {
    const side = (name: 'grams' | 'words') =>
      new SegmentedPostings(
        parts.map((part) => {
          const isDead = deadOf(part);
          return { lists: part.segment[name][level], ...(isDead && { isDead }) };
        }),
      );
    return { grams: side('grams'), words: side('words') };
  };
  const articles = sides('articles', deadArticles);
  const clauses = sides('clauses', deadClauses);
  return new LexicalIndex(
    articles,
    clauses,
    firstClause,
    weights,
    deadAmong(parts, deadArticles),
    deadAmong(parts, deadClauses),
  );
}

/** Positions over all segments. */
function deadAmong(parts: readonly SegmentPart[], deadOf: typeof deadArticles): Uint32Array {
  const found: number[] = [];
  let first = 0;
  for (const part of parts) {
    for (const [at, dead] of deadOf(part)?.entries() ?? []) if (dead === 1) found.push(first + at);
    first += deadOf === deadArticles ? part.segment.documentOf.length : (part.segment.firstClause.at(-1) ?? 0);
  }
  return Uint32Array.from(found);
}

interface Sides {
  readonly grams: Postings;
  readonly words: Postings;
}

class LexicalIndex implements RuleIndex {
  readonly articleGrams: Postings;
  readonly articleWords: Postings;
  readonly #clauses: Sides;
  readonly #firstClause: Uint32Array;
  readonly #weights: SearchWeights;
  /** Positions of replaced articles and clauses. */
  readonly #deadArticles: Uint32Array;
  readonly #deadClauses: Uint32Array;

  constructor(
    articles: Sides,
    clauses: Sides,
    firstClause: Uint32Array,
    weights: SearchWeights,
    deadArticles: Uint32Array,
    deadClauses: Uint32Array,
  ) {
    this.articleGrams = articles.grams;
    this.articleWords = articles.words;
    this.#clauses = clauses;
    this.#firstClause = firstClause;
    this.#weights = weights;
    this.#deadArticles = deadArticles;
    this.#deadClauses = deadClauses;
  }

  scoreArticles(question: ReadQuestion): Float64Array {
    return mixed(
      { grams: this.articleGrams, words: this.articleWords },
      question,
      this.#weights.words,
      this.#deadArticles,
    );
  }

  nearnessOfArticles(ofClauses: Float32Array): Float32Array {
    const { allClauses } = this.#weights;
    const found = new Float32Array(this.#firstClause.length - 1).fill(Number.NaN);
    for (let article = 0; article < found.length; article++) {
      let sum = 0;
      let count = 0;
      let nearest = Number.NEGATIVE_INFINITY;
      for (let at = this.#firstClause[article] ?? 0; at < (this.#firstClause[article + 1] ?? 0); at++) {
        const value = ofClauses[at] ?? Number.NaN;
        if (Number.isNaN(value)) continue;
        sum += value;
        count += 1;
        nearest = Math.max(nearest, value);
      }
      if (count > 0) found[article] = (1 - allClauses) * nearest + allClauses * (sum / count);
    }
    return found;
  }

  rank(question: ReadQuestion, articleScores: Float64Array, limit: number, meaning?: WeighedMeaning): Ranked[] {
    const weights = this.#weights;
    const ofWords = mixed(this.#clauses, question, this.#weights.words, this.#deadClauses);
    const clauseScores = mixScores(ofWords, meaning?.cosines ?? new Float32Array(), meaning?.weight ?? 0);
    const found: Ranked[] = [];
    for (const article of best(articleScores, Math.max(ARTICLES_OPENED, limit))) {
      const base = (1 - weights.clause) * (articleScores[article] ?? 0);
      const first = this.#firstClause[article] ?? 0;
      const own = clauseScores.subarray(first, this.#firstClause[article + 1] ?? first);
      const order = [...own.keys()].sort((one, other) => (own[other] ?? 0) - (own[one] ?? 0) || one - other);
      for (const [rank, clause] of order.slice(0, limit).entries()) {
        const score = (base + weights.clause * (own[clause] ?? 0)) * weights.furtherClause ** rank;
        found.push({ article, clause, score });
      }
    }
    return found.sort((one, other) => other.score - one.score).slice(0, limit);
  }
}

function mixed({ grams, words }: Sides, question: ReadQuestion, shareOfWords: number, dead: Uint32Array): Float64Array {
  const scores = new Float64Array(grams.units);
  const ofWords = new Float64Array(words.units);
  grams.add(question.grams, scores);
  words.add(question.words, ofWords);
  for (let at = 0; at < scores.length; at++) {
    scores[at] = (1 - shareOfWords) * (scores[at] ?? 0) + shareOfWords * (ofWords[at] ?? 0);
  }
  for (const at of dead) scores[at] = 0;
  return scores;
}
