import type { Vectors } from '../store/vectors.ts';
import { VectorRows } from './vectorRows.ts';

/** The vectors of passages in memory, compared with questions. Passages are named by their position in `keys`. */
export interface VectorIndex {
  /** Passages, how many of them are to be compared, and how many of those have a vector by now. */
  readonly size: number;
  readonly wanted: number;
  readonly filled: number;
  /**
   * The cosine of every passage with a question, exactly and over all passages; NaN where one has no vector yet. Of
   * several (one question put in several ways) the mean of their cosines. About 10 ms for 100,000 passages of 384 dimensions.
   * @throws KanameError `model_unavailable` where the question's vector is of another model
   */
  cosines(...questions: readonly Float32Array[]): Float32Array;
  /** The passages nearest to a question, best first. */
  nearest(question: Float32Array, limit: number): { readonly position: number; readonly cosine: number }[];
  /** Positions of passages that have no vector yet, one for each text. */
  missing(): number[];
  /** Takes over what was made since, under these keys or all that are missing; gives how many vectors that were. */
  refresh(keys?: readonly string[]): Promise<number>;
}

export interface VectorIndexParts {
  /**
   * The key of each passage (`vectors.keyOf`), in the order in which the rest of the search numbers them; undefined where
   * a passage is not to be compared.
   */
  readonly keys: readonly (string | undefined)[];
  readonly vectors: Vectors;
  /** The index before this one: what both hold is not read again. */
  readonly previous?: VectorIndex | undefined;
}

/** A table in which so many of the rows belong to earlier passages is given up for a new one. */
const MOST_STALE = 0.2;

/**
 * Builds the index from the kept vectors; other work of the process gets its turn in between. An index whose passages
 * are mostly those of the one before shares its vectors.
 */
export async function createVectorIndex({ keys, vectors, previous }: VectorIndexParts): Promise<VectorIndex> {
  const before = previous instanceof RowIndex ? previous.rows : undefined;
  const shares = before !== undefined && before.sizeWith(keys) <= keys.length * (1 + MOST_STALE);
  const rows = shares ? before : new VectorRows(vectors);
  await othersTurn();
  const index = new RowIndex(rows, keys);
  if (before !== undefined && !shares) await rows.copyFrom(before);
  await othersTurn();
  await index.refresh();
  return index;
}

const othersTurn = () => new Promise<void>((resume) => setImmediate(resume));

class RowIndex implements VectorIndex {
  readonly size: number;
  readonly wanted: number;
  readonly rows: VectorRows;
  readonly #keys: readonly (string | undefined)[];
  /** -1 where a passage is not to be compared. Passages with the same key share a row. */
  readonly #rowOf: Int32Array;
  #counted = { filledRows: -1, passages: 0 };

  constructor(rows: VectorRows, keys: readonly (string | undefined)[]) {
    this.size = keys.length;
    this.wanted = keys.reduce((sum, key) => sum + (key === undefined ? 0 : 1), 0);
    this.rows = rows;
    this.#keys = keys;
    this.#rowOf = Int32Array.from(keys, (key) => (key === undefined ? -1 : rows.rowOf(key)));
  }

  get filled(): number {
    if (this.#counted.filledRows !== this.rows.filled) {
      const passages = this.#rowOf.reduce((sum, row) => sum + (this.rows.has(row) ? 1 : 0), 0);
      this.#counted = { filledRows: this.rows.filled, passages };
    }
    return this.#counted.passages;
  }

  cosines(...questions: readonly Float32Array[]): Float32Array {
    const ofRows = this.rows.cosines(questions);
    return Float32Array.from(this.#rowOf, (row) => (this.rows.has(row) ? (ofRows[row] ?? 0) : Number.NaN));
  }

  nearest(question: Float32Array, limit: number): { readonly position: number; readonly cosine: number }[] {
    return [...this.cosines(question)]
      .map((cosine, position) => ({ position, cosine }))
      .filter(({ cosine }) => !Number.isNaN(cosine))
      .sort((one, other) => other.cosine - one.cosine)
      .slice(0, limit);
  }

  missing(): number[] {
    const byRow = new Map<number, number>();
    for (const [position, row] of this.#rowOf.entries())
      if (row >= 0 && !this.rows.has(row) && !byRow.has(row)) byRow.set(row, position);
    return [...byRow.values()];
  }

  refresh(keys?: readonly string[]): Promise<number> {
    return this.rows.refresh(keys ?? this.#keys.filter((key) => key !== undefined));
  }
}
