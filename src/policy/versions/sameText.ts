import type { Article } from '../document.ts';

/** Characters that are compared at a time; two rules of different matter share few runs of this length. */
const RUN = 6;
/** Of long documents the beginning is enough. */
const COMPARED = 40_000;

/** How much of the shorter of two documents stands in the other, from 0 to 1. */
export function sharedText(one: readonly Article[], other: readonly Article[]): number {
  const [a, b] = [runsOf(one), runsOf(other)];
  const [few, many] = a.size <= b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const run of few) if (many.has(run)) shared += 1;
  return few.size === 0 ? 0 : shared / few.size;
}

function runsOf(articles: readonly Article[]): Set<string> {
  let text = '';
  for (const article of articles) {
    text += article.text.normalize('NFKC').replaceAll(/[\s、。]/g, '');
    if (text.length > COMPARED) break;
  }
  const runs = new Set<string>();
  for (let at = 0; at + RUN <= Math.min(text.length, COMPARED); at += 1) runs.add(text.slice(at, at + RUN));
  return runs;
}
