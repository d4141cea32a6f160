import type { CodedVector } from '../store/vectorCodes.ts';
import { createDotScan, type DotScan } from './dotScan.ts';

/** Coded vectors of one length by row number; a row is filled once. */
export class VectorTable {
  readonly rows: number;
  readonly dimensions: number;
  /** Of all filled rows. */
  readonly sum: Float64Array;
  /** Each row's product with itself. */
  readonly squares: Float32Array;
  readonly #scales: Float32Array;
  readonly #isFilled: Uint8Array;
  readonly #scan: DotScan;
  #filled = 0;

  constructor(rows: number, dimensions: number) {
    this.rows = rows;
    this.dimensions = dimensions;
    this.sum = new Float64Array(dimensions);
    this.squares = new Float32Array(rows);
    this.#scales = new Float32Array(rows);
    this.#isFilled = new Uint8Array(rows);
    this.#scan = createDotScan(rows, dimensions);
  }

  get filled(): number {
    return this.#filled;
  }

  has(row: number): boolean {
    return this.#isFilled[row] === 1;
  }

  fill(row: number, { codes, scale }: CodedVector): void {
    if (this.has(row)) return;
    this.#scan.codes.set(codes, row * this.#scan.stride);
    this.#scales[row] = scale;
    this.#isFilled[row] = 1;
    this.#filled += 1;
    let square = 0;
    for (let at = 0; at < this.dimensions; at++) {
      const code = codes[at] ?? 0;
      square += code * code;
      this.sum[at] = (this.sum[at] ?? 0) + code * scale;
    }
    this.squares[row] = square * scale * scale;
  }

  /** The same rows in a table with room for more. */
  grown(rows: number): VectorTable {
    const table = new VectorTable(rows, this.dimensions);
    table.#scan.codes.set(this.#scan.codes);
    table.#scales.set(this.#scales);
    table.#isFilled.set(this.#isFilled);
    table.squares.set(this.squares);
    table.sum.set(this.sum);
    table.#filled = this.#filled;
    return table;
  }

  /** What stands in a filled row. */
  row(row: number): CodedVector {
    const start = row * this.#scan.stride;
    return { codes: this.#scan.codes.subarray(start, start + this.dimensions), scale: this.#scales[row] ?? 0 };
  }

  /** The product of every row with a vector of this length; 0 for rows that are not filled. */
  products(vector: Float32Array): Float32Array {
    let most = 0;
    for (const value of vector) most = Math.max(most, Math.abs(value));
    const factor = most === 0 ? 0 : this.#scan.most / most;
    const whole = this.#scan.products(Int16Array.from(vector, (value) => Math.round(value * factor)));
    const products = new Float32Array(this.rows);
    if (factor === 0) return products;
    for (let row = 0; row < this.rows; row++) products[row] = ((whole[row] ?? 0) * (this.#scales[row] ?? 0)) / factor;
    return products;
  }
}
