import { lineMark } from '../../japanese/lineMarks.ts';
import { sentences } from '../../japanese/sentences.ts';
import type { Article, Clause } from '../document.ts';
import { squeeze } from './squeeze.ts';
import { pieces } from './withoutEcho.ts';

/** A place in an article's text, UTF-16, end exclusive. */
export interface Slice {
  readonly start: number;
  readonly end: number;
}

/** Shorter quotations say nothing alone: they are widened to their sentence, or refused. */
const LEAST_QUOTE = 8;
const MOST_WIDENED = 300;
/** Where a quotation stands, first in the clause, else anywhere in its article; undefined where it does not. */
export function findQuote(quote: string, article: Article, clause: Clause): Slice | undefined {
  return findWithin(quote, article, clause) ?? findWithin(quote, article, { start: 0, end: article.text.length });
}

function findWithin(quote: string, article: Article, within: Slice): Slice | undefined {
  const source = squeeze(article.text.slice(within.start, within.end));
  let from = 0;
  let first: number | undefined;
  for (const piece of pieces(quote)) {
    const words = squeeze(piece).text;
    const found = [words, words.replace(/[。.]$/u, '')].map((one) => ({ one, at: source.text.indexOf(one, from) }));
    const hit = found.find(({ one, at }) => one !== '' && at >= 0);
    if (hit === undefined) return undefined;
    first ??= hit.at;
    from = hit.at + hit.one.length;
  }
  if (first === undefined) return undefined;
  const alone = source.text.indexOf(source.text.slice(first, from), first + 1) < 0;
  if (from - first < LEAST_QUOTE && (!alone || !saysSomething(source.text.slice(first, from)))) return undefined;
  const slice = { start: within.start + source.original(first), end: within.start + source.original(from - 1) + 1 };
  return from - first < LEAST_QUOTE ? sentenceOf(slice, article) : withoutMark(slice, article);
}

/** 「する。」 and 「ものとする」 stand everywhere and prove nothing. */
function saysSomething(words: string): boolean {
  return [...words].filter((sign) => /[\p{sc=Han}\p{sc=Katakana}\p{N}a-z]/iu.test(sign)).length >= 2;
}

/** The slice widened to the whole sentences it touches, without the number of their clause. */
export function sentenceOf(slice: Slice, article: Article): Slice {
  const touched = sentences(article.text).filter(({ start, end }) => start < slice.end && end > slice.start);
  const start = Math.min(slice.start, ...touched.map((sentence) => sentence.start));
  const end = Math.max(slice.end, ...touched.map((sentence) => sentence.end));
  return withoutMark({ start, end }, article);
}

/** The slice widened to its whole clause, where that is short enough to be shown. */
export function clauseOf(slice: Slice, article: Article): Slice {
  const clause = clauseAt(slice, article);
  if (clause === undefined || clause.end - clause.start > MOST_WIDENED) return slice;
  return withoutMark({ start: Math.min(clause.start, slice.start), end: Math.max(clause.end, slice.end) }, article);
}

/** The clause in which a slice begins. */
export function clauseAt(slice: Slice, article: Article): Clause | undefined {
  return article.clauses.find((clause) => clause.start <= slice.start && slice.start < clause.end);
}

/** Leaves out white space and the number of the 項 or 号 that a slice begins with. */
function withoutMark({ start, end }: Slice, article: Article): Slice {
  const begins = article.clauses.some((clause) => clause.start === start);
  const text = article.text.slice(start, end);
  const mark = begins ? (lineMark(text)?.length ?? 0) : 0;
  const blank = text.slice(mark).length - text.slice(mark).trimStart().length;
  return { start: start + mark + blank, end: end - (text.length - text.trimEnd().length) };
}
