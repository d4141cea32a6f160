import type { Slice } from '../citing/findQuote.ts';
import type { Article, Clause } from '../document.ts';
import type { Hit, RuleLibrary } from '../library.ts';
import { itemsEnd } from '../quoting/itemsEnd.ts';
import { rowWithHeader, tablesIn } from '../tables.ts';

/** What a found clause cannot be understood without: a place it refers to, rows of its 別表, a term's definition. */
export interface Companion {
  readonly kind: 'reference' | 'row' | 'definition';
  /** The term that is defined. */
  readonly term?: string;
  readonly hit: Hit;
  /** The words to show: one piece of the article's text. */
  readonly slice: Slice;
  /** The same words to be read: a row with the names of its columns. */
  readonly text: string;
  /** Position of the hit that needs it, among those given. */
  readonly of: number;
}

/** A found clause, and the part of it that is quoted where that is known. */
export interface Leaning {
  readonly hit: Hit;
  readonly slice?: Slice;
}

export interface CompanionBounds {
  /** How many of each kind for one clause, and for all of them. */
  readonly each: number;
  readonly all: number;
  /** Characters of all of them together. */
  readonly characters: number;
  /** 1: what the clauses refer to; 2: what that refers to as well. */
  readonly depth: 1 | 2;
  /** Only the first so many of the clauses are looked at; all where it is not said. */
  readonly of?: number;
}

/** A longer 項 is left to the article's text. */
const LONGEST = 400;
/** Rows of one table. */
const MOST_ROWS = 3;

/**
 * What found clauses lean on, nearest first: rows of the tables they refer to that hold the question's words, the places
 * they refer to, the definitions of their terms. Nothing comes twice, nor what was found itself; cycles end there.
 * @param held how much of the question a text holds, 0 to 1
 */
export function companionsOf(
  found: readonly Leaning[],
  library: RuleLibrary,
  held: (text: string) => number,
  bounds: CompanionBounds,
): Companion[] {
  const taken = new Set(found.map(({ hit }) => keyOf(hit.article.id, hit.clause.id)));
  const companions: Companion[] = [];
  let characters = 0;
  const take = (candidates: readonly Companion[]): void => {
    let count = 0;
    for (const companion of candidates) {
      const key = keyOf(companion.hit.article.id, companion.hit.clause.id);
      if (taken.has(key) || count >= bounds.each || companions.length >= bounds.all) continue;
      if (characters + companion.text.length > bounds.characters) continue;
      taken.add(key);
      companions.push(companion);
      characters += companion.text.length;
      count += 1;
    }
  };
  for (const [of, leaning] of found.slice(0, bounds.of).entries()) {
    const referred = referredBy(leaning, library, held, of);
    take(referred.filter(({ kind }) => kind === 'row'));
    take(referred.filter(({ kind }) => kind === 'reference'));
    take(definitionsFor(leaning, library, of));
  }
  if (bounds.depth === 2) {
    const first = companions.filter(({ kind }) => kind === 'reference');
    for (const { hit, slice, of } of first) take(referredBy({ hit, slice }, library, held, of));
  }
  return companions;
}

const keyOf = (article: string, clause: string): string => `${article} ${clause}`;

type Score = (text: string) => number;

function referredBy({ hit, slice }: Leaning, library: RuleLibrary, held: Score, of: number): Companion[] {
  const { start, end } = slice ?? hit.clause;
  return library.related
    .referencesIn(hit.article)
    .filter((reference) => (reference.start >= start && reference.end <= end) || reference.end === 0)
    .flatMap((reference): Companion[] => {
      const article = library.article(reference.article);
      if (article === undefined) return [];
      const rows = rowsFor(article, held);
      if (rows.length > 0)
        return rows.flatMap(({ clause, text }) => companion('row', library, article, clause, clause, { text, of }));
      const clause = article.clauses.find(({ id }) => id === reference.clause) ?? bestClause(article, held);
      if (clause === undefined) return [];
      const whole = reference.clause === undefined && isSole(article);
      const words = whole ? { start: 0, end: article.text.length } : withItems(article, clause);
      if (words.end - words.start > LONGEST) return [];
      return companion('reference', library, article, clause, words, { of });
    });
}

function companion(
  kind: Companion['kind'],
  library: RuleLibrary,
  article: Article,
  clause: Clause,
  { start, end }: Slice,
  more: { readonly of: number; readonly text?: string; readonly term?: string },
): Companion[] {
  const document = library.document(article.document);
  if (document === undefined) return [];
  const standing = library.standing(document.id);
  const hit = { document, article, clause, score: 0, ...(standing && { standing }) };
  return [{ kind, hit, slice: { start, end }, text: article.text.slice(start, end), ...more }];
}

/** The rows of an annex's tables that hold most of the question's words; none where no row holds any. */
function rowsFor(article: Article, held: Score): { clause: Clause; text: string }[] {
  const rows = tablesIn(article).flatMap((table) =>
    table.rows.map((clause) => ({ clause, text: rowWithHeader(table, clause), own: held(clause.text) })),
  );
  const best = Math.max(0, ...rows.map(({ own }) => own));
  if (best === 0) return [];
  return rows.filter(({ own }) => own === best).slice(0, MOST_ROWS);
}

function bestClause({ clauses }: Article, held: Score): Clause | undefined {
  return clauses.reduce<Clause | undefined>(
    (best, clause) => (best === undefined || held(clause.text) > held(best.text) ? clause : best),
    undefined,
  );
}

/** True where an article has no second 項. */
function isSole({ clauses }: Article): boolean {
  return !clauses.some(({ id }) => /^p(?:[2-9]|\d\d)/.test(id));
}

/** A 項 together with the 号 it announces, where they are short enough to be read. */
function withItems(article: Article, clause: Clause): Slice {
  return { start: clause.start, end: itemsEnd(article, clause, clause.start, LONGEST) ?? clause.end };
}

function definitionsFor({ hit, slice }: Leaning, library: RuleLibrary, of: number): Companion[] {
  const { start, end } = slice ?? hit.clause;
  const terms = library.related.termsIn(hit.article.text.slice(start, end), hit.article);
  return terms.flatMap((definition): Companion[] => {
    const article = library.article(definition.article);
    const clause = article?.clauses.find(({ id }) => id === definition.clause);
    // A term that the very words define needs no definition beside them.
    const isHere = definition.article === hit.article.id && definition.start < end && definition.end > start;
    if (article === undefined || clause === undefined || isHere) return [];
    return companion('definition', library, article, clause, definition, { term: definition.term, of });
  });
}
