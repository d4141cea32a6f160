/** Where each term stands and how much it counts there, in typed arrays: 8 bytes for each term and unit. */
export interface Postings {
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

/** Postings by term: those of term `ids.get(term)` stand from `starts[id]` to `starts[id + 1]`, units ascending. */
export class TypedPostings implements Postings {
  readonly units: number;
  readonly #ids: ReadonlyMap<string, number>;
  readonly #starts: Uint32Array;
  readonly #where: Uint32Array;
  readonly #impacts: Float32Array;

  constructor(
    units: number,
    ids: ReadonlyMap<string, number>,
    starts: Uint32Array,
    where: Uint32Array,
    impacts: Float32Array,
  ) {
    this.units = units;
    this.#ids = ids;
    this.#starts = starts;
    this.#where = where;
    this.#impacts = impacts;
  }

  add(terms: ReadonlyMap<string, number>, scores: Float64Array): void {
    for (const [term, weight] of terms) {
      const [from, to] = this.#range(term);
      if (from === to) continue;
      const factor = weight * this.idf(term);
      for (let at = from; at < to; at++) {
        const unit = this.#where[at] ?? 0;
        scores[unit] = (scores[unit] ?? 0) + factor * (this.#impacts[at] ?? 0);
      }
    }
  }

  frequency(term: string): number {
    const [from, to] = this.#range(term);
    return to - from;
  }

  idf(term: string): number {
    const n = this.frequency(term);
    return Math.log(1 + (this.units - n + 0.5) / (n + 0.5));
  }

  /** Units of one term stand in ascending order: a binary search finds one. */
  impact(term: string, unit: number): number {
    let [low, high] = this.#range(term);
    const end = high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#where[middle] ?? 0) < unit) low = middle + 1;
      else high = middle;
    }
    return low < end && this.#where[low] === unit ? (this.#impacts[low] ?? 0) : 0;
  }

  #range(term: string): [number, number] {
    const id = this.#ids.get(term);
    return id === undefined ? [0, 0] : [this.#starts[id] ?? 0, this.#starts[id + 1] ?? 0];
  }
}
