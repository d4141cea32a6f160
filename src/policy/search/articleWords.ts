import type { Words } from '../../japanese/words.ts';
import type { Article } from '../document.ts';

/** The base forms of an article's words. Finding them takes longer than all else, so they are kept with the article. */
export interface ArticleWords {
  readonly chapter: readonly string[];
  readonly caption: readonly string[];
  /** One list for each clause, in their order. */
  readonly clauses: readonly (readonly string[])[];
}

/** The base forms of an article, found once when it is read. */
export function wordsOf(article: Article, words: Pick<Words, 'contentWords'>): ArticleWords {
  return {
    chapter: words.contentWords(article.chapter.join(' ')),
    caption: words.contentWords(article.caption),
    clauses: article.clauses.map((clause) => words.contentWords(clause.text)),
  };
}
