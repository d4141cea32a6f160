import { createHash } from 'node:crypto';
import type Database from 'libsql';
import { type CodedVector, encodeVector } from './vectorCodes.ts';
import { openVectorDatabase, storing } from './vectorDatabase.ts';

/** The vectors of one embedding model in a data directory. Several processes may read and write them side by side. */
export interface Vectors {
  /** Under which a text's vector is kept: SHA-256 of the model's identity and the text, base64url. */
  keyOf(text: string): string;
  /** Of these keys those without a vector, each once. */
  missing(keys: readonly string[]): string[];
  /** Keeps vectors. One of another length than before means that the model has changed: the old ones are dropped. */
  put(entries: readonly { readonly key: string; readonly vector: Float32Array }[]): void;
  /** The kept vectors of these keys, some thousand at a time, in no order; all of one length. */
  read(keys: ReadonlySet<string>): Generator<(CodedVector & { readonly key: string })[]>;
  readonly count: number;
  /** The mean of the vectors of questions in general, once it was kept. */
  questionMean(): Float32Array | undefined;
  keepQuestionMean(mean: Float32Array): void;
  /** Drops this model's vectors under other keys, and those of models not opened for 30 days; gives how many. */
  prune(keep: ReadonlySet<string>): number;
  close(): void;
}

export interface VectorOptions {
  /** How long to wait for another process that writes, in milliseconds (2,000). */
  readonly busyMs?: number;
  readonly now?: () => Date;
}

const ROWS_AT_ONCE = 2_000;
/** Up to this many keys are looked up one by one; beyond, all of the model's vectors are read past. */
const FEW_KEYS = 1_000;
const UNUSED_MS = 30 * 24 * 3_600_000;

/**
 * Opens the vectors of the model with this identity.
 * @throws KanameError `store_unavailable`, as all that it gives
 */
export function openVectors(dataDir: string, identity: string, options: VectorOptions = {}): Vectors {
  const { busyMs = 2_000, now = () => new Date() } = options;
  const database = openVectorDatabase(dataDir, busyMs);
  const model = storing(() => modelId(database, identity, now()));
  return new SqliteVectors(database, identity, model, now);
}

function modelId(database: Database.Database, identity: string, at: Date): number {
  const used = `INSERT INTO models (identity, used) VALUES (?, ?)
    ON CONFLICT (identity) DO UPDATE SET used = excluded.used RETURNING id`;
  return (database.prepare(used).raw().get(identity, at.getTime()) as [number])[0];
}

type Row = readonly [id: number, key: string, scale: number, codes: Buffer];

class SqliteVectors implements Vectors {
  readonly #database: Database.Database;
  readonly #identity: string;
  readonly #model: number;
  readonly #now: () => Date;

  constructor(database: Database.Database, identity: string, model: number, now: () => Date) {
    this.#database = database;
    this.#identity = identity;
    this.#model = model;
    this.#now = now;
  }

  keyOf(text: string): string {
    return createHash('sha256').update(`${this.#identity}\0${text}`).digest('base64url');
  }

  missing(keys: readonly string[]): string[] {
    return storing(() => {
      const wanted = new Set(keys);
      if (wanted.size <= FEW_KEYS) {
        const kept = this.#database.prepare('SELECT 1 FROM vectors WHERE key = ?').raw();
        return [...wanted].filter((key) => kept.get(key) === undefined);
      }
      const all = this.#database.prepare('SELECT key FROM vectors WHERE model = ?').raw();
      for (const [key] of all.iterate(this.#model) as Iterable<[string]>) wanted.delete(key);
      return [...wanted];
    });
  }

  put(entries: readonly { readonly key: string; readonly vector: Float32Array }[]): void {
    const length = entries[0]?.vector.length;
    if (length === undefined) return;
    if (entries.some(({ vector }) => vector.length !== length)) throw new RangeError('vectors of different lengths');
    const insert = `INSERT INTO vectors (key, model, scale, codes) VALUES (?, ?, ?, ?)
      ON CONFLICT (key) DO UPDATE SET scale = excluded.scale, codes = excluded.codes`;
    const write = this.#database.transaction(() => {
      const [kept] = this.#database.prepare('SELECT dimensions FROM models WHERE id = ?').raw().get(this.#model) as [
        number | null,
      ];
      if (kept !== length) this.#startAnew(length);
      const statement = this.#database.prepare(insert);
      for (const { key, vector } of entries) {
        const { codes, scale } = encodeVector(vector);
        statement.run(key, this.#model, scale, Buffer.from(codes.buffer));
      }
    });
    storing(() => write.immediate());
  }

  *read(keys: ReadonlySet<string>): Generator<(CodedVector & { readonly key: string })[]> {
    if (keys.size <= FEW_KEYS) {
      const one = 'SELECT id, key, scale, codes FROM vectors WHERE key = ?';
      yield storing(() => {
        const statement = this.#database.prepare(one).raw();
        return [...keys].flatMap((key) => (statement.all(key) as Row[]).map(codedVector));
      });
      return;
    }
    const page = 'SELECT id, key, scale, codes FROM vectors WHERE model = ? AND id > ? ORDER BY id LIMIT ?';
    let rows: Row[] = [];
    let after = 0;
    do {
      rows = storing(() => this.#database.prepare(page).raw().all(this.#model, after, ROWS_AT_ONCE) as Row[]);
      after = rows.at(-1)?.[0] ?? after;
      yield rows.filter(([, key]) => keys.has(key)).map(codedVector);
    } while (rows.length === ROWS_AT_ONCE);
  }

  get count(): number {
    const counted = 'SELECT count(*) FROM vectors WHERE model = ?';
    return storing(() => (this.#database.prepare(counted).raw().get(this.#model) as [number])[0]);
  }

  questionMean(): Float32Array | undefined {
    const kept = 'SELECT question_mean FROM models WHERE id = ?';
    const [mean] = storing(() => this.#database.prepare(kept).raw().get(this.#model) as [Buffer | null]);
    return mean ? new Float32Array(Uint8Array.from(mean).buffer) : undefined;
  }

  keepQuestionMean(mean: Float32Array): void {
    const bytes = Buffer.from(mean.buffer, mean.byteOffset, mean.byteLength);
    const keep = 'UPDATE models SET question_mean = ? WHERE id = ?';
    storing(() => this.#database.prepare(keep).run(bytes, this.#model));
  }

  prune(keep: ReadonlySet<string>): number {
    const work = this.#database.transaction(() => {
      const all = this.#database.prepare('SELECT id, key FROM vectors WHERE model = ?').raw();
      const unwanted = (all.all(this.#model) as [number, string][]).filter(([, key]) => !keep.has(key));
      const remove = this.#database.prepare('DELETE FROM vectors WHERE id = ?');
      for (const [id] of unwanted) remove.run(id);
      return unwanted.length + this.#dropUnusedModels();
    });
    return storing(() => work.immediate());
  }

  close(): void {
    if (!this.#database.open) return;
    try {
      // libsql leaves the write-ahead log as it is.
      this.#database.pragma('wal_checkpoint(TRUNCATE)');
    } catch {
      // Another process is writing, and will see to it.
    }
    this.#database.close();
  }

  #dropUnusedModels(): number {
    const before = this.#now().getTime() - UNUSED_MS;
    const unused = 'SELECT id FROM models WHERE used < ? AND id <> ?';
    let dropped = 0;
    for (const [id] of this.#database.prepare(unused).raw().all(before, this.#model) as [number][]) {
      dropped += this.#database.prepare('DELETE FROM vectors WHERE model = ?').run(id).changes;
      this.#database.prepare('DELETE FROM models WHERE id = ?').run(id);
    }
    return dropped;
  }

  #startAnew(dimensions: number): void {
    this.#database.prepare('DELETE FROM vectors WHERE model = ?').run(this.#model);
    const renew = `UPDATE models SET dimensions = ?,
      question_mean = CASE WHEN length(question_mean) = ? THEN question_mean END WHERE id = ?`;
    this.#database.prepare(renew).run(dimensions, dimensions * Float32Array.BYTES_PER_ELEMENT, this.#model);
  }
}

function codedVector([, key, scale, codes]: Row): CodedVector & { readonly key: string } {
  return { key, scale, codes: new Int8Array(codes.buffer, codes.byteOffset, codes.byteLength) };
}
