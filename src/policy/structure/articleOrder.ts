import { type ArticleHead, articleHead, numberedHead } from './articleHead.ts';
import { type ArticleNumber, compareNumbers } from './articleNumbers.ts';
import { captionLine } from './captions.ts';
import type { Line } from './lines.ts';
import { annexHead, supplementHead } from './partHeads.ts';

/** How a document counts: by 条, by bare numbers (第1　趣旨), or not at all, by its headings (a manual). */
export type Counting = 'articles' | 'numbers' | 'headings';

interface Candidate {
  readonly at: number;
  readonly head: ArticleHead;
  /** A line with a caption beside it is an article rather than a row that begins with a reference to one. */
  readonly weight: number;
}

/**
 * Looks through the lines for what counts them: a certain 第1条 makes a rule, and so do three articles of an extract
 * where they outnumber its other headings; 第1 and 第2 with titles make a 要領.
 */
export function countingOf(lines: readonly Line[]): Counting {
  const heads = (counting: Counting): ArticleHead[] => lines.flatMap((line) => headOf(line, counting) ?? []);
  const hasNumber = (among: readonly ArticleHead[], number: number): boolean =>
    among.some((head) => head.number[0] === number);
  const articles = heads('articles');
  const sure = articles.filter((head) => head.sure);
  const headings = lines.filter((line) => line.heading !== undefined && headOf(line, 'articles') === undefined).length;
  if (hasNumber(sure, 1) || (sure.length >= 3 && sure.length > headings)) return 'articles';
  const numbers = heads('numbers');
  if (hasNumber(numbers, 1) && hasNumber(numbers, 2)) return 'numbers';
  return hasNumber(articles, 1) ? 'articles' : 'headings';
}

/**
 * The lines that open an article, by their index. In each part of the document (the rule, a 附則, a 別表) those are
 * taken that form the longest rising sequence, so that a row 「第36条　市町村長　市長」 between 第31条 and 第32条
 * hides none of the articles after it. Doubtful heads (第3条この規程は) have to be the very next number.
 */
export function articleHeads(lines: readonly Line[], counting: Counting): Map<number, ArticleHead> {
  const heads = new Map<number, ArticleHead>();
  if (counting === 'headings') return heads;
  let segment: Candidate[] = [];
  let doubtful: Candidate[] = [];
  const close = (): void => {
    const sure = risingHeads(segment);
    for (const { at, head } of withDoubtful(sure, doubtful)) heads.set(at, head);
    segment = [];
    doubtful = [];
  };
  for (const [at, line] of lines.entries()) {
    const head = headOf(line, counting);
    if (head === undefined) {
      if (line.cells === undefined && (supplementHead(line.text) ?? annexHead(line.text)) !== undefined) close();
      continue;
    }
    const startsOver = head.number.length === 1 && head.number[0] === 1;
    if (startsOver && head.sure && segment.length + doubtful.length > 0) close();
    const besides = [lines[at - 1], lines[at + 1]].some((near) => captionLine(near?.text ?? '') !== undefined);
    const candidate = { at, head, weight: head.caption !== '' || besides || line.heading !== undefined ? 2 : 1 };
    if (head.sure) segment.push(candidate);
    else doubtful.push(candidate);
  }
  close();
  return heads;
}

function headOf(line: Line, counting: Counting): ArticleHead | undefined {
  if (line.cells !== undefined) return undefined;
  return counting === 'numbers' ? numberedHead(line.text) : articleHead(line.text, line.heading !== undefined);
}

/** The heaviest strictly rising sequence of heads. */
function risingHeads(candidates: readonly Candidate[]): Candidate[] {
  const best: { weight: number; before: number }[] = [];
  let heaviest = -1;
  for (const [at, { head, weight }] of candidates.entries()) {
    let entry = { weight, before: -1 };
    for (let earlier = 0; earlier < at; earlier += 1) {
      const end = candidates[earlier]?.head;
      const sum = (best[earlier]?.weight ?? 0) + weight;
      if (end && sum > entry.weight && compareNumbers(end.until ?? end.number, head.number) < 0)
        entry = { weight: sum, before: earlier };
    }
    best.push(entry);
    if (entry.weight > (best[heaviest]?.weight ?? 0)) heaviest = at;
  }
  const rising: Candidate[] = [];
  for (let at = heaviest; at >= 0; at = best[at]?.before ?? -1) {
    const candidate = candidates[at];
    if (candidate !== undefined) rising.unshift(candidate);
  }
  return rising;
}

/** Adds the doubtful heads that are exactly the next number where they stand. */
function withDoubtful(sure: readonly Candidate[], doubtful: readonly Candidate[]): Candidate[] {
  const taken: Candidate[] = [];
  let last: ArticleNumber = [0];
  for (const candidate of [...sure, ...doubtful].sort((one, other) => one.at - other.at)) {
    const { head, at } = candidate;
    const after = sure.find((later) => later.at > at)?.head.number;
    const fits = isNext(head.number, last) && (after === undefined || compareNumbers(head.number, after) < 0);
    if (!head.sure && !fits) continue;
    taken.push(candidate);
    last = head.until ?? head.number;
  }
  return taken;
}

function isNext(number: ArticleNumber, last: ArticleNumber): boolean {
  if (number.length === 1) return number[0] === (last[0] ?? 0) + 1;
  return number[0] === last[0] && compareNumbers(number, last) > 0;
}
