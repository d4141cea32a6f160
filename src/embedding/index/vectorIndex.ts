import { embeddingError } from '../embeddingErrors.ts';
import type { Vectors } from '../store/vectors.ts';
import { VectorTable } from './vectorTable.ts';

/** The vectors of passages in memory, compared with questions. Passages are named by their position in `keys`. */
export interface VectorIndex {
  /** Passages, and how many of them have a vector by now. */
  readonly size: number;
  readonly filled: number;
  /**
   * The cosine of every passage with a question, exactly and over all passages; NaN where one has no vector yet. Of
   * several (one question put in several ways) the mean of their cosines. About 10 ms for 100,000 passages of 384 dimensions.
   * @throws KanameError `model_unavailable` where the question's vector is of another model
   */
  cosines(...questions: readonly Float32Array[]): Float32Array;
  /** The passages nearest to a question, best first. */
  nearest(question: Float32Array, limit: number): { readonly position: number; readonly cosine: number }[];
  /** Takes over what was made since, under these keys or all that are missing; gives how many vectors that were. */
  refresh(keys?: readonly string[]): Promise<number>;
}

export interface VectorIndexParts {
  /** The key of each passage (`vectors.keyOf`), in the order in which the rest of the search numbers them. */
  readonly keys: readonly string[];
  readonly vectors: Vectors;
  /** The index before this one: what both hold is copied from it and not read again. */
  readonly previous?: VectorIndex;
}

/** From this many vectors on their mean is what they have in common; below, it would be what they say. */
const LEAST_TO_CENTRE = 50;
/** The mean and the distances from it are computed anew once this share of vectors has come. */
const GROWTH = 1.05;

/**
 * Builds the index from the kept vectors; other work of the process gets its turn in between. They are compared after
 * the mean of all passages is taken off each passage and the mean of questions in general off the question: e5's
 * vectors all point one way, and what they share says nothing.
 */
export async function createVectorIndex({ keys, vectors, previous }: VectorIndexParts): Promise<VectorIndex> {
  const index = new CentredIndex(keys, vectors);
  if (previous instanceof CentredIndex) await index.copyFrom(previous);
  await index.refresh();
  return index;
}

class CentredIndex implements VectorIndex {
  readonly size: number;
  readonly #vectors: Vectors;
  /** Passages with the same key share a row. */
  readonly #rows = new Map<string, number>();
  readonly #rowOf: Int32Array;
  #table = new VectorTable(0, 0);
  #questionMean: Float32Array | undefined;
  #mean = new Float32Array();
  /** Each row's length after centring. */
  #lengths = new Float32Array();
  #centredAt = 0;

  constructor(keys: readonly string[], vectors: Vectors) {
    this.size = keys.length;
    this.#vectors = vectors;
    this.#rowOf = Int32Array.from(keys, (key) => {
      const row = this.#rows.get(key) ?? this.#rows.size;
      this.#rows.set(key, row);
      return row;
    });
  }

  get filled(): number {
    return this.#rowOf.reduce((sum, row) => sum + (this.#table.has(row) ? 1 : 0), 0);
  }

  cosines(...questions: readonly Float32Array[]): Float32Array {
    const cosines = new Float32Array(this.size).fill(Number.NaN);
    if (this.#table.filled === 0) return cosines;
    if (questions.some(({ length }) => length !== this.#table.dimensions)) throw embeddingError('unusable');
    this.#centre();
    const isCentred = this.#isCentred();
    const asked = this.#direction(questions, isCentred);
    const products = this.#table.products(asked);
    const shared = isCentred ? product(this.#mean, asked) : 0;
    for (let position = 0; position < cosines.length; position++) {
      const row = this.#rowOf[position] ?? 0;
      if (!this.#table.has(row)) continue;
      const length = this.#lengths[row] ?? 0;
      cosines[position] = length > 0 ? ((products[row] ?? 0) - shared) / length : 0;
    }
    return cosines;
  }

  nearest(question: Float32Array, limit: number): { readonly position: number; readonly cosine: number }[] {
    return [...this.cosines(question)]
      .map((cosine, position) => ({ position, cosine }))
      .filter(({ cosine }) => !Number.isNaN(cosine))
      .sort((one, other) => other.cosine - one.cosine)
      .slice(0, limit);
  }

  /** The mean of the questions, each of length 1: its product with a passage is the mean of their cosines. */
  #direction(questions: readonly Float32Array[], isCentred: boolean): Float32Array {
    const sum = new Float32Array(this.#table.dimensions);
    for (const question of questions) {
      const own = isCentred ? question.map((value, at) => value - (this.#questionMean?.[at] ?? 0)) : question;
      const length = Math.sqrt(product(own, own)) * questions.length;
      if (length > 0) for (const [at, value] of own.entries()) sum[at] = (sum[at] ?? 0) + value / length;
    }
    return sum;
  }

  async refresh(keys?: readonly string[]): Promise<number> {
    this.#questionMean ??= this.#vectors.questionMean();
    const missing = new Set<string>();
    for (const key of keys ?? this.#rows.keys()) if (!this.#table.has(this.#rows.get(key) ?? -1)) missing.add(key);
    if (missing.size === 0) return 0;
    let found = 0;
    for (const entries of this.#vectors.read(missing)) {
      for (const entry of entries) {
        const row = this.#rows.get(entry.key);
        if (row === undefined) continue;
        // Another length: the model behind the name has changed, and what is here belongs to the old one.
        if (entry.codes.length !== this.#table.dimensions) this.#startTable(entry.codes.length);
        this.#table.fill(row, entry);
        found += 1;
      }
      await new Promise((resume) => setImmediate(resume));
    }
    return found;
  }

  async copyFrom(previous: CentredIndex): Promise<void> {
    this.#startTable(previous.#table.dimensions);
    this.#questionMean = previous.#questionMean;
    for (const [key, row] of this.#rows) {
      const from = previous.#rows.get(key);
      if (from !== undefined && previous.#table.has(from)) this.#table.fill(row, previous.#table.row(from));
      if (row % 10_000 === 9_999) await new Promise((resume) => setImmediate(resume));
    }
  }

  #startTable(dimensions: number): void {
    this.#table = new VectorTable(this.#rows.size, dimensions);
    this.#centredAt = 0;
    this.#questionMean = this.#vectors.questionMean();
  }

  #isCentred(): boolean {
    return this.#questionMean?.length === this.#table.dimensions && this.#table.filled >= LEAST_TO_CENTRE;
  }

  /** Finds the mean of all vectors and how long each is without it, unless little has changed since. */
  #centre(): void {
    const { filled, sum, squares, rows } = this.#table;
    const isCurrent = this.#centredAt * GROWTH > filled && (filled < rows || this.#centredAt === filled);
    if (isCurrent && this.#mean.some((value) => value !== 0) === this.#isCentred()) return;
    this.#mean = Float32Array.from(sum, (value) => (this.#isCentred() ? value / filled : 0));
    const products = this.#table.products(this.#mean);
    const own = product(this.#mean, this.#mean);
    this.#lengths = squares.map((square, row) => Math.sqrt(Math.max(0, square - 2 * (products[row] ?? 0) + own)));
    this.#centredAt = filled;
  }
}

function product(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}
