import type { TermTable } from './segmentTerms.ts';

/** Where each term stands in the units (articles or clauses) of all segments, and how much it counts there. */
export interface Postings {
  /** Positions, those of replaced units among them. */
  readonly units: number;
  /** Adds `weight` × idf × impact of every listed term to `scores[unit]`. */
  add(terms: ReadonlyMap<string, number>, scores: Float64Array): void;
  /** How many units hold the term. */
  frequency(term: string): number;
  /** BM25's inverse document frequency; that of a term seen nowhere is the highest. */
  idf(term: string): number;
  /** The impact (0 to 1) of the term in one unit. */
  impact(term: string, unit: number): number;
}

/** The arrays of one segment's postings, 8 bytes for each term and unit. */
export interface PostingArrays {
  /** The postings of term n stand from `starts[n]` to `starts[n + 1]`. */
  readonly starts: Uint32Array;
  /** The unit of each posting, ascending within a term. */
  readonly where: Uint32Array;
  readonly impacts: Float32Array;
}

/** The postings of one segment, its units counted from 0. */
export class PostingLists {
  readonly units: number;
  readonly #terms: TermTable;
  readonly #arrays: PostingArrays;

  constructor(units: number, terms: TermTable, arrays: PostingArrays) {
    this.units = units;
    this.#terms = terms;
    this.#arrays = arrays;
  }

  /** How many units hold the term, without those that `isDead` marks. */
  frequency(term: string, isDead?: Uint8Array): number {
    const [from, to] = this.#range(term);
    if (isDead === undefined) return to - from;
    let alive = 0;
    for (let at = from; at < to; at++) if (isDead[this.#arrays.where[at] ?? 0] !== 1) alive += 1;
    return alive;
  }

  /** Adds `factor` × impact to the score of every unit that holds the term; unit n stands at `first + n`. */
  add(term: string, factor: number, scores: Float64Array, first: number): void {
    const [from, to] = this.#range(term);
    const { where, impacts } = this.#arrays;
    for (let at = from; at < to; at++) {
      const unit = first + (where[at] ?? 0);
      scores[unit] = (scores[unit] ?? 0) + factor * (impacts[at] ?? 0);
    }
  }

  /** Units of one term stand in ascending order: a binary search finds one. */
  impact(term: string, unit: number): number {
    const { where, impacts } = this.#arrays;
    let [low, high] = this.#range(term);
    const end = high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((where[middle] ?? 0) < unit) low = middle + 1;
      else high = middle;
    }
    return low < end && where[low] === unit ? (impacts[low] ?? 0) : 0;
  }

  #range(term: string): [number, number] {
    const { starts } = this.#arrays;
    const id = this.#terms.find(term);
    return id < 0 ? [0, 0] : [starts[id] ?? 0, starts[id + 1] ?? 0];
  }
}
