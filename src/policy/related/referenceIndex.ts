import type { Article, RuleBook } from '../document.ts';
import { type ArticlePlaces, articlePlaces } from './articlePlaces.ts';
import { baseNames, documentNames, shortNames } from './documentNames.ts';
import { type Lookup, type Reference, readReferences } from './readReferences.ts';

export type { Reference } from './readReferences.ts';

/** What the articles of a library refer to among themselves. */
export interface ReferenceIndex {
  /** The references in an article's text, in their order; those to places the library has not are left out. */
  referencesIn(article: Article): readonly Reference[];
  /** The other articles that an article refers to, each once, in their order. */
  referencesOf(article: Article): readonly Article[];
}

/**
 * References between articles: 「前条」 「第5条第1項」 「別表第1」 within a document, and other documents by title, by the
 * short name the text gives them (「以下「法」という。」) or by that of the act a decree or circular belongs to. Building
 * costs next to nothing: documents and articles are read when they are first asked for, and kept.
 */
export function indexReferences(books: readonly RuleBook[]): ReferenceIndex {
  const names = documentNames(books.map(({ document }) => document));
  const byId = new Map(books.map((book) => [book.document.id, book]));
  const places = new Map<string, ArticlePlaces>();
  const lookups = new Map<string, Lookup>();
  const found = new WeakMap<Article, readonly Reference[]>();

  const placesOf = (document: string): ArticlePlaces | undefined => {
    const book = byId.get(document);
    if (book === undefined) return undefined;
    const known = places.get(document) ?? articlePlaces(book.articles);
    places.set(document, known);
    return known;
  };
  const lookupOf = (id: string): Lookup | undefined => {
    const known = lookups.get(id);
    const book = byId.get(id);
    const own = placesOf(id);
    if (known !== undefined || book === undefined || own === undefined) return known;
    const { document, articles } = book;
    const made = { names, shortNames: shortNames(articles, names, baseNames(document, names)), own, placesOf };
    lookups.set(id, made);
    return made;
  };
  const referencesIn = (article: Article): readonly Reference[] => {
    const lookup = found.has(article) ? undefined : lookupOf(article.document);
    const references = found.get(article) ?? (lookup ? readReferences(article, lookup) : []);
    found.set(article, references);
    return references;
  };
  return {
    referencesIn,
    referencesOf: (article) => [
      ...new Set(
        referencesIn(article).flatMap((reference) => (reference.article === article ? [] : [reference.article])),
      ),
    ],
  };
}
