import type { RuleBook } from '../document.ts';
import type { ArticleWords } from './articleWords.ts';
import { best } from './best.ts';
import { PostingsBuilder } from './buildPostings.ts';
import { grams } from './grams.ts';
import { mixScores } from './mixScores.ts';
import type { Postings } from './postings.ts';
import type { ReadQuestion } from './readQuestion.ts';
import { weights } from './weights.ts';

/** A clause's place in the index with its score: comparable within one question only. */
export interface Ranked {
  readonly article: number;
  readonly clause: number;
  readonly score: number;
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
/** Articles indexed before other work of the process gets a turn. */
const ARTICLES_AT_ONCE = 200;

/** @param wordsOf the base forms of article `n`; articles are numbered in the order of the books */
export async function indexRules(
  books: readonly RuleBook[],
  titleWords: (book: RuleBook) => readonly string[],
  wordsOf: (article: number) => ArticleWords,
): Promise<RuleIndex> {
  const articles = { grams: articleBuilder(), words: articleBuilder() };
  const clauses = { grams: clauseBuilder(), words: clauseBuilder() };
  /** Position of each article's first clause, and the end. */
  const firstClause: number[] = [0];
  let position = 0;
  for (const book of books) {
    const title = { grams: grams(book.document.title), words: titleWords(book) };
    for (const article of book.articles) {
      const words = wordsOf(position);
      const clauseGrams = article.clauses.map((clause) => grams(clause.text));
      articles.grams.add([title.grams, grams(article.chapter.join(' ')), grams(article.caption), clauseGrams.flat()]);
      articles.words.add([title.words, words.chapter, words.caption, words.clauses.flat()]);
      for (const found of clauseGrams) clauses.grams.add([found]);
      for (const found of words.clauses) clauses.words.add([found]);
      position += 1;
      firstClause.push((firstClause[position - 1] ?? 0) + article.clauses.length);
      if (position % ARTICLES_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const built = { grams: articles.grams.build(), words: articles.words.build() };
  return new LexicalIndex(built, { grams: clauses.grams.build(), words: clauses.words.build() }, firstClause);
}

const articleBuilder = () => new PostingsBuilder(weights.articleFields, weights.articleSaturation);
const clauseBuilder = () => new PostingsBuilder(weights.clauseFields, weights.clauseSaturation);

interface Sides {
  readonly grams: Postings;
  readonly words: Postings;
}

class LexicalIndex implements RuleIndex {
  readonly articleGrams: Postings;
  readonly articleWords: Postings;
  readonly #clauses: Sides;
  readonly #firstClause: readonly number[];

  constructor(articles: Sides, clauses: Sides, firstClause: readonly number[]) {
    this.articleGrams = articles.grams;
    this.articleWords = articles.words;
    this.#clauses = clauses;
    this.#firstClause = firstClause;
  }

  scoreArticles(question: ReadQuestion): Float64Array {
    return mixed({ grams: this.articleGrams, words: this.articleWords }, question);
  }

  nearnessOfArticles(ofClauses: Float32Array): Float32Array {
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
      if (count > 0) found[article] = (1 - weights.allClauses) * nearest + weights.allClauses * (sum / count);
    }
    return found;
  }

  rank(question: ReadQuestion, articleScores: Float64Array, limit: number, meaning?: WeighedMeaning): Ranked[] {
    const ofWords = mixed(this.#clauses, question);
    const clauseScores = meaning ? mixScores(ofWords, meaning.cosines, meaning.weight) : ofWords;
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

function mixed({ grams, words }: Sides, question: ReadQuestion): Float64Array {
  const scores = new Float64Array(grams.units);
  const ofWords = new Float64Array(words.units);
  grams.add(question.grams, scores);
  words.add(question.words, ofWords);
  for (let at = 0; at < scores.length; at++) {
    scores[at] = (1 - weights.words) * (scores[at] ?? 0) + weights.words * (ofWords[at] ?? 0);
  }
  return scores;
}
