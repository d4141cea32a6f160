import { lineMark } from '../../japanese/lineMarks.ts';
import { type Sentence, sentences } from '../../japanese/sentences.ts';
import type { Slice } from '../citing/findQuote.ts';
import type { Article, Clause } from '../document.ts';
import { type Table, tableOf } from '../tables.ts';
import { itemsEnd } from './itemsEnd.ts';

const LONGEST_QUOTE = 300;
/** With the 号 that a sentence announces; a list that is longer still is left to the article's text. */
const LONGEST_LIST = 600;
/** A sentence that says nothing without the one before it. */
const dependent = /^(?:ただし|但し|この場合|前段|なお)|も、?同様とする。?$/u;
/** 「次に掲げるときは、…」「次のいずれかに該当し、…」: a sentence that says nothing without its 号. */
const announces = /次(?:に掲げる|に定める|の各号|の(?:いずれ|どれ)か|のとおり)|(?:当該|以下の|下記の)各号/u;

/**
 * What is quoted of a clause: its best sentence with the provisos after it, and with the sentence that a proviso
 * qualifies; a 号 together with the words that lead to it, and such words together with all their 号, where they stand
 * near; a row of a table with the names of its columns.
 */
export function quoteSlice(article: Article, clause: Clause, score: (text: string) => number): Slice {
  const table = tableOf(article, clause);
  if (table !== undefined) return rowSlice(table, clause);
  const parts = sentences(article.text.slice(clause.start, clause.end));
  if (parts.length === 0) return { start: clause.start, end: clause.end };
  let first = 0;
  for (const [at, part] of parts.entries()) if (score(part.text) > score(parts[first]?.text ?? '') + 1e-9) first = at;
  while (first > 0 && dependent.test(parts[first]?.text ?? '')) first -= 1;
  const last = withProvisos(parts, first);
  const start = clause.start + (parts[first]?.start ?? 0);
  const spoken = clause.start + (parts[last]?.end ?? 0);
  const announced = last === parts.length - 1 && parts.slice(first, last + 1).some(({ text }) => announces.test(text));
  const end = (announced ? itemsEnd(article, clause, start, LONGEST_LIST) : undefined) ?? spoken;
  const lead = first === 0 ? leadOf(article, clause, end) : undefined;
  return withoutMark(article, { start: lead ?? start, end });
}

/** A row from the row on that names the columns, where they stand near; else the row alone. */
function rowSlice({ header }: Table, { start, end }: Clause): Slice {
  return { start: header !== undefined && end - header.start <= LONGEST_QUOTE ? header.start : start, end };
}

function withProvisos(parts: readonly Sentence[], first: number): number {
  const start = parts[first]?.start ?? 0;
  let last = first;
  for (let next = first + 1; next < parts.length; next++) {
    const part = parts[next];
    if (!part || !dependent.test(part.text) || part.end - start > LONGEST_QUOTE) break;
    last = next;
  }
  return last;
}

/** Where the paragraph begins to which a 号 belongs, if the slice from there is short enough to be read. */
function leadOf(article: Article, clause: Clause, end: number): number | undefined {
  const item = /^(.*)-[is]\d+$/.exec(clause.id)?.[1];
  const lead = article.clauses.find(({ id }) => id === item);
  return lead !== undefined && end - lead.start <= LONGEST_QUOTE ? lead.start : undefined;
}

function withoutMark(article: Article, { start, end }: Slice): Slice {
  const begins = article.clauses.some((clause) => clause.start === start);
  const mark = begins ? (lineMark(article.text.slice(start, end))?.length ?? 0) : 0;
  return { start: start + mark, end };
}
