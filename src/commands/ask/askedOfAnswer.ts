import { type CheckedStatement, citationOf } from '../../policy/citations.ts';
import type { Article, Clause } from '../../policy/document.ts';
import type { Hit } from '../../policy/library.ts';
import { quoteSlice } from '../../policy/quoting/quoteSlice.ts';

/** Clauses of an article that is asked for in full. */
const MOST_CLAUSES = 8;
const anyWords = (): number => 0;

/** 「それは何条？」: the places on which the answer before stands, each with its words. */
export function placesOf(cited: readonly Hit[]): CheckedStatement[] {
  return cited.map((hit) => {
    const { document, article, clause } = hit;
    const caption = article.caption === '' || article.caption === article.label ? '' : `（${article.caption}）`;
    const text = `${document.title}の${article.label}${clause.label}${caption}です。`;
    return { text, citation: citationOf(hit, quoteSlice(article, clause, anyWords)) };
  });
}

/** 「もっと詳しく」: the article on which the answer before stands first of all, clause by clause. */
export function wholeArticleOf([first]: readonly Hit[]): CheckedStatement[] {
  if (first === undefined) return [];
  return clausesInOrder(first.article).map((clause) => {
    const citation = citationOf({ ...first, clause }, quoteSlice(first.article, clause, anyWords));
    return { text: citation.quote.replaceAll(/\s*\n\s*/g, '　'), citation };
  });
}

/** The 項 of an article with their 号, else its clauses as they are. */
function clausesInOrder({ clauses }: Article): readonly Clause[] {
  const paragraphs = clauses.filter(({ id }) => /^p\d+$/.test(id));
  return (paragraphs.length > 0 ? paragraphs : clauses).slice(0, MOST_CLAUSES);
}
