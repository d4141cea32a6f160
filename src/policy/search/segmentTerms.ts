/** The terms of a segment in two arrays: sorted by their UTF-16 units, found by binary search, never made into strings. */
export class TermTable {
  readonly size: number;
  /** UTF-16 units of all terms, one behind the other. */
  readonly #units: Uint16Array;
  /** Where each term begins, and the end. */
  readonly #starts: Uint32Array;

  constructor(units: Uint16Array, starts: Uint32Array) {
    this.size = starts.length - 1;
    this.#units = units;
    this.#starts = starts;
  }

  /** The number of a term, or -1. */
  find(term: string): number {
    let low = 0;
    let high = this.size - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const order = this.#compare(term, middle);
      if (order === 0) return middle;
      if (order < 0) high = middle - 1;
      else low = middle + 1;
    }
    return -1;
  }

  #compare(term: string, at: number): number {
    const start = this.#starts[at] ?? 0;
    const length = (this.#starts[at + 1] ?? start) - start;
    const shared = Math.min(term.length, length);
    for (let unit = 0; unit < shared; unit++) {
      const difference = term.charCodeAt(unit) - (this.#units[start + unit] ?? 0);
      if (difference !== 0) return difference;
    }
    return term.length - length;
  }
}

/** Gives terms numbers in the order in which they come, and in the end their place among all of them. */
export class TermCollector {
  readonly #ids = new Map<string, number>();

  get size(): number {
    return this.#ids.size;
  }

  /** The numbers of tokens, repetitions kept. */
  idsOf(tokens: readonly string[]): Uint32Array {
    return Uint32Array.from(tokens, (token) => {
      const known = this.#ids.get(token);
      if (known !== undefined) return known;
      this.#ids.set(token, this.#ids.size);
      return this.#ids.size - 1;
    });
  }

  /** The arrays of a `TermTable`, and `rank[id]`: the place in it of the term that was given this number. */
  sorted(): { readonly units: Uint16Array; readonly starts: Uint32Array; readonly rank: Uint32Array } {
    const terms = [...this.#ids.keys()].sort();
    const rank = new Uint32Array(terms.length);
    const starts = new Uint32Array(terms.length + 1);
    for (const [at, term] of terms.entries()) {
      rank[this.#ids.get(term) ?? 0] = at;
      starts[at + 1] = (starts[at] ?? 0) + term.length;
    }
    const units = new Uint16Array(starts[terms.length] ?? 0);
    for (const [at, term] of terms.entries()) {
      const start = starts[at] ?? 0;
      for (let unit = 0; unit < term.length; unit++) units[start + unit] = term.charCodeAt(unit);
    }
    return { units, starts, rank };
  }
}
