import { chmodSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { KanameError } from '../../errors.ts';

/** Vectors can be made again at any time, so they have a file of their own beside what cannot. */
const vectorFile = 'vectors.sqlite';

/** The layout's version; a file of another one is put aside, and its vectors are made again. */
const VERSION = 1;
const LAYOUT = `
  CREATE TABLE models (
    id INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE, dimensions INTEGER, question_mean BLOB, used INTEGER NOT NULL
  );
  CREATE TABLE vectors (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, model INTEGER NOT NULL, scale REAL NOT NULL, codes BLOB NOT NULL
  );
  CREATE INDEX vectors_by_model ON vectors (model, id);
  PRAGMA user_version = ${VERSION};`;

/**
 * Opens the file of vectors in a data directory, or makes it; a damaged one is put aside as `vectors.sqlite.damaged`.
 * Several processes may hold it open; a writer waits up to `busyMs` for another.
 * @throws KanameError `store_unavailable`
 */
export function openVectorDatabase(dataDir: string, busyMs: number): Database.Database {
  return storing(() => {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const path = join(dataDir, vectorFile);
    try {
      return open(path, busyMs);
    } catch (thrown) {
      if (!(thrown instanceof OtherLayout) && !isDamaged(thrown)) throw thrown;
      renameSync(path, `${path}.damaged`);
      for (const rest of ['-wal', '-shm']) rmSync(path + rest, { force: true });
      return open(path, busyMs);
    }
  });
}

class OtherLayout extends Error {}

function open(path: string, busyMs: number): Database.Database {
  const database = new Database(path, { timeout: busyMs });
  try {
    database.pragma('journal_mode = WAL');
    // After a power cut the last vectors may be missing, and are made again.
    database.pragma('synchronous = NORMAL');
    const version = () => (database.prepare('PRAGMA user_version').raw().get() as [number])[0];
    // Read again inside the transaction: another process may have been quicker.
    const make = database.transaction(() => version() === 0 && database.exec(LAYOUT));
    if (version() === 0) make.immediate();
    if (version() !== VERSION) throw new OtherLayout();
    chmodSync(path, 0o600);
    return database;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

/** Runs `work` and turns what goes wrong with the file into a KanameError. */
export function storing<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof KanameError) throw thrown;
    const sentence = codeOf(thrown).startsWith('SQLITE_BUSY')
      ? '意味による検索の索引（vectors.sqlite）を、ほかの処理が使っています。しばらくしてからもう一度お試しください。'
      : '意味による検索の索引（vectors.sqlite）を読み書きできません。KANAME_DATA_DIR のフォルダーに書き込めること、空き容量があることを確認してください。言葉による検索は、このままお使いいただけます。';
    throw new KanameError('store_unavailable', sentence, thrown);
  }
}

function isDamaged(thrown: unknown): boolean {
  return /^SQLITE_(?:NOTADB|CORRUPT)/.test(codeOf(thrown));
}

function codeOf(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : '';
}
