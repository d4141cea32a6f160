import type { Article, RuleBook, RuleDocument } from '../document.ts';
import { narrowest, type Readers } from '../structure/readers.ts';

/** What a file holds, and sentences about what could not be read of it. */
export interface ReadBooks {
  readonly books: readonly RuleBook[];
  readonly notes: readonly string[];
  /** The reading ended before its time (too slow, too much memory): another time, or elsewhere, it may come to its end. */
  readonly isCutShort?: true;
}

/** A piece of what a file holds. */
export interface BookPart {
  readonly document?: RuleDocument;
  readonly articles?: readonly Article[];
  /** Stated for the whole law that the document is a version of. */
  readonly readers?: Readers;
  readonly notes?: readonly string[];
  /** The notes are about single lines. */
  readonly ofLines?: boolean;
}

/** Notes about single lines of one file; the rest is counted. */
const MOST_NOTES = 20;

/** Puts the pieces of one file together: what a document's later lines say of it counts, of its readers the narrowest. */
export function booksOfParts(parts: readonly BookPart[]): ReadBooks {
  const books = new Map<string, { document: RuleDocument; articles: Article[] }>();
  const limits = new Map<string, Readers>();
  for (const { document, articles = [], readers } of parts) {
    if (document === undefined) continue;
    const book = books.get(document.id) ?? { document, articles: [] };
    book.document = document;
    for (const article of articles) book.articles.push(article);
    books.set(document.id, book);
    if (readers !== undefined)
      limits.set(document.title, narrowest([limits.get(document.title) ?? 'everyone', readers]));
  }
  const limited = ({ document, articles }: RuleBook): RuleBook => {
    const readers = limits.get(document.title) ?? 'everyone';
    return { document: readers === 'everyone' ? document : { ...document, readers }, articles };
  };
  return {
    books: [...books.values()].filter(({ articles }) => articles.length > 0).map(limited),
    notes: notesOf(parts),
  };
}

function notesOf(parts: readonly BookPart[]): string[] {
  const ofLines = parts.filter((part) => part.ofLines).flatMap(({ notes = [] }) => notes);
  const whole = parts.filter((part) => !part.ofLines).flatMap(({ notes = [] }) => notes);
  const more = ofLines.length - MOST_NOTES;
  const told = more > 0 ? [...ofLines.slice(0, MOST_NOTES), `ほかに${more}行、読み取れない行があります。`] : ofLines;
  return [...told, ...whole];
}
