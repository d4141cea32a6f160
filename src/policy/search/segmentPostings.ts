import type { PostingLists, Postings } from './postings.ts';

/** A segment's postings, and which of its units were replaced since. */
export interface PostingPart {
  readonly lists: PostingLists;
  /** 1 for each unit that was replaced; absent where none was. */
  readonly isDead?: Uint8Array;
}

/**
 * The postings of several segments as one: units are numbered through, and how rare a term is, is counted over all of
 * them without the replaced units, as if they were one index. Replaced units still get scores, which the caller drops.
 */
export class SegmentedPostings implements Postings {
  readonly units: number;
  readonly #parts: readonly PostingPart[];
  /** Position of each part's first unit. */
  readonly #firsts: readonly number[];
  readonly #alive: number;
  /** Counting past replaced units takes a walk through the list, so it is remembered. */
  readonly #frequencies = new Map<string, number>();
  readonly #isWhole: boolean;

  constructor(parts: readonly PostingPart[]) {
    this.#parts = parts;
    let units = 0;
    let alive = 0;
    const firsts: number[] = [];
    for (const { lists, isDead } of parts) {
      firsts.push(units);
      units += lists.units;
      alive += isDead === undefined ? lists.units : isDead.reduce((sum, dead) => sum + (1 - dead), 0);
    }
    this.#firsts = firsts;
    this.units = units;
    this.#alive = alive;
    this.#isWhole = alive === units;
  }

  add(terms: ReadonlyMap<string, number>, scores: Float64Array): void {
    for (const [term, weight] of terms) {
      const factor = weight * this.idf(term);
      for (const [at, { lists }] of this.#parts.entries()) lists.add(term, factor, scores, this.#firsts[at] ?? 0);
    }
  }

  frequency(term: string): number {
    const known = this.#frequencies.get(term);
    if (known !== undefined) return known;
    let count = 0;
    for (const { lists, isDead } of this.#parts) count += lists.frequency(term, isDead);
    if (!this.#isWhole) {
      if (this.#frequencies.size >= MOST_REMEMBERED) this.#frequencies.clear();
      this.#frequencies.set(term, count);
    }
    return count;
  }

  idf(term: string): number {
    const n = this.frequency(term);
    return Math.log(1 + (this.#alive - n + 0.5) / (n + 0.5));
  }

  impact(term: string, unit: number): number {
    for (let at = this.#parts.length - 1; at >= 0; at--) {
      const first = this.#firsts[at] ?? 0;
      if (unit >= first) return this.#parts[at]?.lists.impact(term, unit - first) ?? 0;
    }
    return 0;
  }
}

const MOST_REMEMBERED = 10_000;
