import type { Article, RuleBook, RuleDocument } from './document.ts';
import { narrowest } from './structure/readers.ts';

/**
 * Books of one document (a law whose articles come in several files) as one, each article once: of two with the same id
 * the first counts. Whoever one of the files keeps out may not read the whole. An id that another document's article
 * has (two versions of a law in article JSONL) gets the document's id behind it.
 * @param taken ids of articles elsewhere, each with its document's
 */
export function mergeBooks(books: readonly RuleBook[], taken: ReadonlyMap<string, string> = new Map()): RuleBook[] {
  const merged = new Map<string, { document: RuleDocument; articles: Article[] }>();
  const owners = new Map(taken);
  for (const { document, articles } of books) {
    const book = merged.get(document.id) ?? { document, articles: [] };
    book.document = withReadersOf(book.document, document);
    merged.set(document.id, book);
    for (const article of articles) {
      const owner = owners.get(article.id);
      const id = owner === undefined || owner === document.id ? article.id : `${article.id}＠${document.id}`;
      if (owners.has(id)) continue;
      owners.set(id, document.id);
      book.articles.push(id === article.id ? article : { ...article, id });
    }
  }
  return [...merged.values()];
}

function withReadersOf(document: RuleDocument, other: RuleDocument): RuleDocument {
  if (other.readers === document.readers) return document;
  const readers = narrowest([document.readers ?? 'everyone', other.readers ?? 'everyone']);
  return readers === 'everyone' ? document : { ...document, readers };
}
