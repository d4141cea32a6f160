import { type ArticleHead, articleHead, numberedHead } from './articleHead.ts';
import { type ArticleNumber, compareNumbers } from './articleNumbers.ts';
import { captionLine } from './captions.ts';
import type { Line } from './lines.ts';
import { type AnnexHead, annexHead, partHead, supplementHead } from './partHeads.ts';

/** What a line is in the structure of its document. */
export type Token =
  | { readonly kind: 'part'; readonly depth: number; readonly text: string }
  | { readonly kind: 'article'; readonly head: ArticleHead }
  | { readonly kind: 'caption'; readonly caption: string; readonly line: Line }
  | { readonly kind: 'supplement'; readonly note: string; readonly body: string }
  | { readonly kind: 'annex'; readonly head: AnnexHead }
  | { readonly kind: 'heading'; readonly level: number; readonly line: Line }
  | { readonly kind: 'line'; readonly line: Line };

/**
 * How a document counts: by 条, by bare numbers (第1　趣旨), or not at all, by headings (a manual).
 */
export type Counting = 'articles' | 'numbers' | 'headings';

/** Looks through the lines for what counts them: a certain 第1条 makes a rule, 第1 and 第2 with titles a 要領. */
export function countingOf(lines: readonly Line[]): Counting {
  const texts = lines.filter((line) => line.cells === undefined);
  const firsts = (head: (line: Line) => ArticleHead | undefined): Set<number | undefined> =>
    new Set(texts.map((line) => head(line)?.number[0]));
  if (firsts(sureHead).has(1)) return 'articles';
  const numbers = firsts((line) => numberedHead(line.text));
  if (numbers.has(1) && numbers.has(2)) return 'numbers';
  return firsts((line) => articleHead(line.text)).has(1) ? 'articles' : 'headings';
}

function sureHead(line: Line): ArticleHead | undefined {
  const head = articleHead(line.text, line.heading !== undefined);
  return head?.sure ? head : undefined;
}

/**
 * Tells what a line is.
 * @param last number of the article before it, against which a doubtful head is held
 */
export function tokenOf(line: Line, counting: Counting, last: ArticleNumber | undefined): Token {
  if (line.cells !== undefined) return { kind: 'line', line };
  const isHeading = line.heading !== undefined;
  const head =
    counting === 'articles'
      ? articleHead(line.text, isHeading)
      : counting === 'numbers'
        ? numberedHead(line.text)
        : undefined;
  if (head !== undefined && fits(head, last)) return { kind: 'article', head };
  const supplement = supplementHead(line.text);
  if (supplement !== undefined) return { kind: 'supplement', ...supplement };
  const annex = annexHead(line.text);
  if (annex !== undefined) return { kind: 'annex', head: annex };
  const part = partHead(line.text);
  if (part !== undefined) return { kind: 'part', ...part };
  const caption = counting === 'headings' ? undefined : captionLine(line.text);
  if (caption !== undefined) return { kind: 'caption', caption, line };
  return isHeading ? { kind: 'heading', level: line.heading ?? 1, line } : { kind: 'line', line };
}

/** A sure head may leave articles out or begin again at 1; a doubtful one has to be the very next. */
function fits(head: ArticleHead, last: ArticleNumber | undefined): boolean {
  const [main = 0] = head.number;
  if (last === undefined) return main === 1 || head.sure;
  if (head.sure && (main === 1 || compareNumbers(head.number, last) > 0)) return true;
  return head.number.length === 1
    ? main === (last[0] ?? 0) + 1
    : main === last[0] && compareNumbers(head.number, last) > 0;
}
