import type { Article, Clause } from '../document.ts';

/**
 * Where the last of a clause's 号 ends, if what begins at `start` is up to there no longer than `longest`; undefined
 * where it is, or has none.
 */
export function itemsEnd(article: Article, clause: Clause, start: number, longest: number): number | undefined {
  const items = article.clauses.filter(({ id, start: at }) => id.startsWith(`${clause.id}-`) && at >= clause.end);
  const end = Math.max(0, ...items.map((item) => item.end));
  return end > 0 && end - start <= longest ? end : undefined;
}
