import { embeddingError } from '../embeddingErrors.ts';
import type { CodedVector } from '../store/vectorCodes.ts';
import type { Vectors } from '../store/vectors.ts';
import { VectorTable } from './vectorTable.ts';

/** From this many vectors on their mean is what they have in common; below, it would be what they say. */
const LEAST_TO_CENTRE = 50;
/** The mean and the distances from it are computed anew once this share of vectors has come. */
const GROWTH = 1.05;
/** Room for rows that come later, so that a changed document does not move all the others. */
const ROOM = 1.05;

/**
 * Vectors by key in one table, which an index and those after it share. They are compared after the mean of all of them
 * is taken off each and the mean of questions in general off the question: e5's vectors all point one way, and what
 * they share says nothing.
 */
export class VectorRows {
  readonly #vectors: Vectors;
  readonly #rows = new Map<string, number>();
  #table = new VectorTable(0, 0);
  #questionMean: Float32Array | undefined;
  #mean = new Float32Array();
  #isCentred = false;
  /** Each row's length after centring. */
  #lengths = new Float32Array();
  #centredAt = 0;

  constructor(vectors: Vectors) {
    this.#vectors = vectors;
  }

  /** Rows, filled or not. */
  get size(): number {
    return this.#rows.size;
  }

  get filled(): number {
    return this.#table.filled;
  }

  has(row: number): boolean {
    return this.#table.has(row);
  }

  /** How many rows there were with these keys' beside those there are. */
  sizeWith(keys: readonly (string | undefined)[]): number {
    const others = keys.filter((key) => key !== undefined && !this.#rows.has(key));
    return this.#rows.size + new Set(others).size;
  }

  /** The row of a key, made where there is none. */
  rowOf(key: string): number {
    const row = this.#rows.get(key) ?? this.#rows.size;
    this.#rows.set(key, row);
    return row;
  }

  /**
   * The mean of the cosines of every row with the questions; rows without a vector have one that means nothing.
   * @throws KanameError `model_unavailable` where a question's vector is of another model
   */
  cosines(questions: readonly Float32Array[]): Float32Array {
    if (this.#table.filled === 0) return new Float32Array(this.size);
    if (questions.some(({ length }) => length !== this.#table.dimensions)) throw embeddingError('unusable');
    const asked = this.#direction(questions);
    const products = this.#table.products(asked);
    const shared = this.#isCentred ? product(this.#mean, asked) : 0;
    for (let row = 0; row < products.length; row++) {
      const length = this.#lengths[row] ?? 0;
      products[row] = length > 0 ? ((products[row] ?? 0) - shared) / length : 0;
    }
    return products;
  }

  /** Reads those of these keys that have a row and no vector yet; gives how many vectors that were. */
  async refresh(keys: Iterable<string>): Promise<number> {
    this.#questionMean ??= this.#vectors.questionMean();
    const missing = new Set<string>();
    for (const key of keys) {
      const row = this.#rows.get(key);
      if (row !== undefined && !this.#table.has(row)) missing.add(key);
    }
    const found: number[] = [];
    if (missing.size > 0) {
      for (const entries of this.#vectors.read(missing)) {
        for (const entry of entries) {
          const row = this.#rows.get(entry.key);
          if (row !== undefined && this.#fill(row, entry)) found.push(row);
        }
        await new Promise((resume) => setImmediate(resume));
      }
    }
    this.#measure(found);
    return found.length;
  }

  /** Takes over the rows that both have. */
  async copyFrom(previous: VectorRows): Promise<void> {
    this.#startTable(previous.#table.dimensions);
    this.#questionMean = previous.#questionMean;
    for (const [key, row] of this.#rows) {
      const from = previous.#rows.get(key);
      if (from !== undefined && previous.#table.has(from)) this.#table.fill(row, previous.#table.row(from));
      if (row % 2_000 === 1_999) await new Promise((resume) => setImmediate(resume));
    }
  }

  #fill(row: number, entry: CodedVector): boolean {
    // Another length: the model behind the name has changed, and what is here belongs to the old one.
    if (entry.codes.length !== this.#table.dimensions) this.#startTable(entry.codes.length);
    if (row >= this.#table.rows) this.#table = this.#table.grown(this.#room());
    if (this.#table.has(row)) return false;
    this.#table.fill(row, entry);
    return true;
  }

  #room(): number {
    return Math.ceil(this.#rows.size * ROOM);
  }

  #startTable(dimensions: number): void {
    this.#table = new VectorTable(this.#room(), dimensions);
    this.#centredAt = 0;
    this.#questionMean = this.#vectors.questionMean();
  }

  /** The mean of the questions, each of length 1: its product with a row is the mean of their cosines. */
  #direction(questions: readonly Float32Array[]): Float32Array {
    const sum = new Float32Array(this.#table.dimensions);
    for (const question of questions) {
      const own = this.#isCentred ? question.map((value, at) => value - (this.#questionMean?.[at] ?? 0)) : question;
      const length = Math.sqrt(product(own, own)) * questions.length;
      if (length > 0) for (const [at, value] of own.entries()) sum[at] = (sum[at] ?? 0) + value / length;
    }
    return sum;
  }

  /** Finds the mean of all vectors and how long each is without it; where few have come, only how long those are. */
  #measure(come: readonly number[]): void {
    const { filled, sum, squares, rows, dimensions } = this.#table;
    const isCentred = this.#questionMean?.length === dimensions && filled >= LEAST_TO_CENTRE;
    const isWhole = filled === this.#rows.size && this.#centredAt !== filled;
    if (isCentred !== this.#isCentred || isWhole || filled >= this.#centredAt * GROWTH) {
      this.#isCentred = isCentred;
      this.#mean = Float32Array.from(sum, (value) => (isCentred ? value / filled : 0));
      const products = this.#table.products(this.#mean);
      const own = product(this.#mean, this.#mean);
      this.#lengths = squares.map((square, row) => lengthOf(square, products[row] ?? 0, own));
      this.#centredAt = filled;
      return;
    }
    const own = product(this.#mean, this.#mean);
    if (this.#lengths.length < rows) {
      const lengths = new Float32Array(rows);
      lengths.set(this.#lengths);
      this.#lengths = lengths;
    }
    for (const row of come) {
      const { codes, scale } = this.#table.row(row);
      const withMean = codes.reduce((all, code, at) => all + code * (this.#mean[at] ?? 0), 0) * scale;
      this.#lengths[row] = lengthOf(squares[row] ?? 0, withMean, own);
    }
  }
}

/** The length of a vector without the mean, from the products of the two. */
function lengthOf(square: number, withMean: number, meanSquare: number): number {
  return Math.sqrt(Math.max(0, square - 2 * withMean + meanSquare));
}

function product(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}
