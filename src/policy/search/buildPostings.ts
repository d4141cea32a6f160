import { type Postings, TypedPostings } from './postings.ts';

/** One field of BM25F: how much a term counts there and how strongly the field's length tells against it. */
export interface FieldWeight {
  readonly weight: number;
  readonly b: number;
}

/**
 * Collects units of several fields and turns them into postings by BM25F (Robertson, Zaragoza & Taylor 2004): field
 * frequencies are normalised by the field's length, weighted, summed, and saturated once.
 */
export class PostingsBuilder {
  readonly #fields: readonly FieldWeight[];
  readonly #saturation: number;
  readonly #ids = new Map<string, number>();
  readonly #units: (readonly Uint32Array[])[] = [];

  constructor(fields: readonly FieldWeight[], saturation: number) {
    this.#fields = fields;
    this.#saturation = saturation;
  }

  /** @param fields the unit's tokens, in the order of the field weights */
  add(fields: readonly (readonly string[])[]): void {
    this.#units.push(fields.map((tokens) => Uint32Array.from(tokens, (token) => this.#id(token))));
  }

  build(): Postings {
    const means = this.#fields.map((_, field) => meanLength(this.#units, field));
    const counts = new Uint32Array(this.#ids.size + 1);
    const weighted = this.#units.map((unit) => {
      const terms = this.#weigh(unit, means);
      for (const id of terms.ids) counts[id + 1] = (counts[id + 1] ?? 0) + 1;
      return terms;
    });
    for (let id = 0; id < this.#ids.size; id++) counts[id + 1] = (counts[id + 1] ?? 0) + (counts[id] ?? 0);
    const next = counts.slice();
    const total = counts[this.#ids.size] ?? 0;
    const where = new Uint32Array(total);
    const impacts = new Float32Array(total);
    for (const [unit, terms] of weighted.entries()) {
      for (const [at, id] of terms.ids.entries()) {
        const place = next[id] ?? 0;
        next[id] = place + 1;
        where[place] = unit;
        impacts[place] = terms.impacts[at] ?? 0;
      }
    }
    return new TypedPostings(this.#units.length, this.#ids, counts, where, impacts);
  }

  #id(token: string): number {
    const known = this.#ids.get(token);
    if (known !== undefined) return known;
    this.#ids.set(token, this.#ids.size);
    return this.#ids.size - 1;
  }

  #weigh(unit: readonly Uint32Array[], means: readonly number[]): { ids: Uint32Array; impacts: Float32Array } {
    const sums = new Map<number, number>();
    for (const [field, tokens] of unit.entries()) {
      const { weight, b } = this.#fields[field] ?? { weight: 0, b: 0 };
      const each = weight / (1 - b + (b * tokens.length) / (means[field] || 1));
      for (const id of tokens) sums.set(id, (sums.get(id) ?? 0) + each);
    }
    const ids = Uint32Array.from(sums.keys());
    const impacts = Float32Array.from(sums.values(), (sum) => sum / (sum + this.#saturation));
    return { ids, impacts };
  }
}

function meanLength(units: readonly (readonly Uint32Array[])[], field: number): number {
  let sum = 0;
  for (const unit of units) sum += unit[field]?.length ?? 0;
  return sum / Math.max(1, units.length);
}
