import type { PostingArrays } from './postings.ts';

/** One field of BM25F: how much a term counts there and how strongly the field's length tells against it. */
export interface FieldWeight {
  readonly weight: number;
  readonly b: number;
}

/** Units weighed before other work of the process gets a turn. */
const UNITS_AT_ONCE = 2_000;

/**
 * Collects units of several fields and turns them into postings by BM25F (Robertson, Zaragoza & Taylor 2004): field
 * frequencies are normalised by the field's length, weighted, summed, and saturated once.
 */
export class PostingsBuilder {
  readonly #fields: readonly FieldWeight[];
  readonly #saturation: number;
  readonly #units: (readonly Uint32Array[])[] = [];

  constructor(fields: readonly FieldWeight[], saturation: number) {
    this.#fields = fields;
    this.#saturation = saturation;
  }

  /** @param fields the numbers of the unit's terms, in the order of the field weights */
  add(fields: readonly Uint32Array[]): void {
    this.#units.push(fields);
  }

  /** The mean length of each field, against which the lengths are normalised. */
  means(): Float64Array {
    return Float64Array.from(this.#fields, (_, field) => {
      let sum = 0;
      for (const unit of this.#units) sum += unit[field]?.length ?? 0;
      return sum / Math.max(1, this.#units.length);
    });
  }

  /**
   * @param rank the place of each term, by its number
   * @param means those of this builder, or of the segment beside which this one is searched
   */
  async build(rank: Uint32Array, means: Float64Array): Promise<PostingArrays> {
    const starts = new Uint32Array(rank.length + 1);
    const weighted: { ids: Uint32Array; impacts: Float32Array }[] = [];
    for (const unit of this.#units) {
      const terms = this.#weigh(unit, means, rank);
      for (const id of terms.ids) starts[id + 1] = (starts[id + 1] ?? 0) + 1;
      weighted.push(terms);
      if (weighted.length % UNITS_AT_ONCE === 0) await othersTurn();
    }
    for (let id = 0; id < rank.length; id++) starts[id + 1] = (starts[id + 1] ?? 0) + (starts[id] ?? 0);
    const next = starts.slice();
    const total = starts[rank.length] ?? 0;
    const where = new Uint32Array(total);
    const impacts = new Float32Array(total);
    for (const [unit, terms] of weighted.entries()) {
      for (let at = 0; at < terms.ids.length; at++) {
        const id = terms.ids[at] ?? 0;
        const place = next[id] ?? 0;
        next[id] = place + 1;
        where[place] = unit;
        impacts[place] = terms.impacts[at] ?? 0;
      }
      if (unit % UNITS_AT_ONCE === UNITS_AT_ONCE - 1) await othersTurn();
    }
    return { starts, where, impacts };
  }

  #weigh(unit: readonly Uint32Array[], means: Float64Array, rank: Uint32Array) {
    const sums = new Map<number, number>();
    for (const [field, tokens] of unit.entries()) {
      const { weight, b } = this.#fields[field] ?? { weight: 0, b: 0 };
      const each = weight / (1 - b + (b * tokens.length) / (means[field] || 1));
      for (const id of tokens) sums.set(id, (sums.get(id) ?? 0) + each);
    }
    const ids = Uint32Array.from(sums.keys(), (id) => rank[id] ?? 0);
    const impacts = Float32Array.from(sums.values(), (sum) => sum / (sum + this.#saturation));
    return { ids, impacts };
  }
}

const othersTurn = () => new Promise<void>((resume) => setImmediate(resume));
