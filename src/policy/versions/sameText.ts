import type { Article, RuleDocument } from '../document.ts';

/** The articles of a document, by its id. */
export type OpenDocument = (id: string) => readonly Article[];

/** Characters that are compared at a time; two rules of different matter share few runs of this length. */
const RUN = 6;
/** Of long documents the beginning is enough. */
const COMPARED = 40_000;

/** Of a document with more runs, a sample says as much: those whose hash ends in these bits. */
const MANY = 2_000;
const SAMPLED = 0b11;

/** What is compared of a document. */
interface ComparedText {
  /** Hashes of the runs, each once, in ascending order. */
  readonly runs: Int32Array;
  readonly isSample: boolean;
  readonly clauses: number;
}

/** A document is opened once, however often it is compared: every question asks anew which versions are copies. */
const known = new WeakMap<RuleDocument, ComparedText>();

/** How much of the shorter of two documents stands in the other, from 0 to 1. */
export function sharedText(one: RuleDocument, other: RuleDocument, open: OpenDocument): number {
  const [first, second] = [comparedText(one, open), comparedText(other, open)];
  const isSample = first.isSample || second.isSample;
  const runsIn = (text: ComparedText) => (isSample && !text.isSample ? sampleOf(text.runs) : text.runs);
  const [a, b] = [runsIn(first), runsIn(second)];
  let shared = 0;
  for (let [at, beside] = [0, 0]; at < a.length && beside < b.length; ) {
    const [here, there] = [a[at] ?? 0, b[beside] ?? 0];
    if (here === there) shared += 1;
    if (here <= there) at += 1;
    if (there <= here) beside += 1;
  }
  const few = Math.min(a.length, b.length);
  return few === 0 ? 0 : shared / few;
}

/** How many clauses a document has. */
export function clausesIn(document: RuleDocument, open: OpenDocument): number {
  return comparedText(document, open).clauses;
}

function comparedText(document: RuleDocument, open: OpenDocument): ComparedText {
  const before = known.get(document);
  if (before !== undefined) return before;
  const articles = open(document.id);
  const found = { ...runsOf(articles), clauses: articles.reduce((sum, one) => sum + one.clauses.length, 0) };
  known.set(document, found);
  return found;
}

function runsOf(articles: readonly Article[]): Pick<ComparedText, 'runs' | 'isSample'> {
  let text = '';
  for (const article of articles) {
    text += article.text.normalize('NFKC').replaceAll(/[\s、。]/g, '');
    if (text.length > COMPARED) break;
  }
  const all = new Int32Array(Math.max(0, Math.min(text.length, COMPARED) - RUN + 1));
  for (let at = 0; at < all.length; at += 1) {
    let hash = 0;
    for (let unit = at; unit < at + RUN; unit += 1) hash = (Math.imul(hash, 0x01000193) + text.charCodeAt(unit)) | 0;
    all[at] = hash;
  }
  const isSample = all.length > MANY;
  const runs = (isSample ? sampleOf(all) : all).sort();
  let kept = 0;
  for (let at = 0; at < runs.length; at += 1) {
    const hash = runs[at] ?? 0;
    if (kept > 0 && hash === runs[kept - 1]) continue;
    runs[kept] = hash;
    kept += 1;
  }
  return { runs: runs.slice(0, kept), isSample };
}

function sampleOf(runs: Int32Array): Int32Array {
  return runs.filter((hash) => (hash & SAMPLED) === 0);
}
