import type { Citation } from '../answer.ts';

/** An article's lines (one clause a line) before, on and after a quotation. */
export interface ArticleView {
  readonly before: readonly string[];
  readonly quoted: readonly string[];
  readonly after: readonly string[];
}

/** Finds the clauses a quotation stands in; where it is not found, everything is `before`. */
export function aroundQuote({ articleText, quote }: Pick<Citation, 'articleText' | 'quote'>): ArticleView {
  const lines = articleText.split('\n');
  const start = articleText.indexOf(quote);
  if (quote === '' || start < 0) return { before: lines, quoted: [], after: [] };
  const first = articleText.slice(0, start).split('\n').length - 1;
  const last = first + quote.split('\n').length;
  return { before: lines.slice(0, first), quoted: lines.slice(first, last), after: lines.slice(last) };
}

export const LEFT_OUT = '（条文の一部を省略しています。全文は規程集でご確認ください。）';

/** Cuts an article at the borders of its clauses to about `limit` characters around the quotation, and says so. */
export function cutArticle(citation: Citation, limit: number): string {
  if (citation.articleText.length <= limit) return citation.articleText;
  const { before, quoted, after } = aroundQuote(citation);
  const kept = [...quoted];
  let left = limit - kept.join('\n').length;
  const above = quoted.length > 0 ? before.toReversed() : [];
  const below = quoted.length > 0 ? after : before;
  for (let i = 0; i < Math.max(above.length, below.length); i += 1) {
    const next = below[i];
    const previous = above[i];
    left -= (next?.length ?? 0) + (previous?.length ?? 0);
    if (left < 0) break;
    if (next !== undefined) kept.push(next);
    if (previous !== undefined) kept.unshift(previous);
  }
  return kept.length === 0 ? '' : [...kept, LEFT_OUT].join('\n');
}
