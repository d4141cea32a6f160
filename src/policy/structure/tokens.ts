import type { ArticleHead } from './articleHead.ts';
import type { Counting } from './articleOrder.ts';
import { captionLine } from './captions.ts';
import type { Line } from './lines.ts';
import { type AnnexHead, annexHead, partHead, supplementHead } from './partHeads.ts';

/** What a line is in the structure of its document. */
export type Token =
  | { readonly kind: 'part'; readonly depth: number; readonly text: string }
  | { readonly kind: 'article'; readonly head: ArticleHead }
  | { readonly kind: 'caption'; readonly caption: string }
  | { readonly kind: 'supplement'; readonly note: string; readonly body: string }
  | { readonly kind: 'annex'; readonly head: AnnexHead }
  | { readonly kind: 'heading'; readonly level: number }
  | { readonly kind: 'line' };

/**
 * Tells what a line is.
 * @param head the head of the article that it opens, where `articleHeads` found that it does
 */
export function tokenOf(line: Line, counting: Counting, head: ArticleHead | undefined): Token {
  if (head !== undefined) return { kind: 'article', head };
  if (line.cells !== undefined) return { kind: 'line' };
  const supplement = supplementHead(line.text);
  if (supplement !== undefined) return { kind: 'supplement', ...supplement };
  const annex = annexHead(line.text);
  if (annex !== undefined) return { kind: 'annex', head: annex };
  const part = partHead(line.text);
  if (part !== undefined) return { kind: 'part', ...part };
  const caption = counting === 'headings' ? undefined : captionLine(line.text);
  if (caption !== undefined) return { kind: 'caption', caption };
  return line.heading === undefined ? { kind: 'line' } : { kind: 'heading', level: line.heading };
}
