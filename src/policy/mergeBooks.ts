import type { Article, RuleBook, RuleDocument } from './document.ts';

/**
 * Books of one document (a law whose articles come in several files) as one, each article once: of two with the same id
 * the first counts.
 */
export function mergeBooks(books: readonly RuleBook[]): RuleBook[] {
  const merged = new Map<string, { document: RuleDocument; articles: Article[] }>();
  const seen = new Set<string>();
  for (const { document, articles } of books) {
    const book = merged.get(document.id) ?? { document, articles: [] };
    merged.set(document.id, book);
    for (const article of articles) {
      if (seen.has(article.id)) continue;
      seen.add(article.id);
      book.articles.push(article);
    }
  }
  return [...merged.values()];
}
