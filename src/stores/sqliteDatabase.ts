import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { KanameError } from '../errors.ts';
import { codeOf, storeUnavailable } from './storeErrors.ts';

/** One file for everything that the embedded stores keep, in the data directory. */
export const sqliteFile = 'kaname.sqlite';

/** Step n brings a file of version n to version n+1. Steps are only added, never changed. */
const migrations = [
  `CREATE TABLE turns (
     conversation TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL, reaction TEXT,
     PRIMARY KEY (conversation, id)
   );
   CREATE INDEX turns_by_time ON turns (at);
   CREATE TABLE claims (
     conversation TEXT NOT NULL, key TEXT NOT NULL, expires INTEGER NOT NULL, PRIMARY KEY (conversation, key)
   ) WITHOUT ROWID;
   CREATE INDEX claims_by_expiry ON claims (expires);`,
  `ALTER TABLE claims ADD COLUMN holder TEXT NOT NULL DEFAULT ''`,
  `CREATE TABLE questions (id TEXT PRIMARY KEY, state TEXT NOT NULL, touched INTEGER NOT NULL, body TEXT NOT NULL);
   CREATE INDEX questions_by_state ON questions (state);`,
  `CREATE TABLE dialogues (
     conversation TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, expires INTEGER NOT NULL,
     PRIMARY KEY (conversation, key)
   );
   CREATE INDEX dialogues_by_expiry ON dialogues (expires);`,
  `CREATE TABLE jobs (
     conversation TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, due INTEGER, expires INTEGER NOT NULL,
     body TEXT NOT NULL, PRIMARY KEY (conversation, id)
   );
   CREATE INDEX jobs_by_due ON jobs (due);
   CREATE INDEX jobs_by_expiry ON jobs (expires);
   CREATE TABLE job_texts (
     conversation TEXT NOT NULL, job TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
     PRIMARY KEY (conversation, job, name)
   );`,
];

/** An open file: `use` runs statements on it and turns what goes wrong into a KanameError. */
export interface SqliteDatabase {
  use<T>(work: (database: Database.Database) => T): T;
  close(): void;
}

/**
 * Opens (and makes, or brings up to date) the SQLite file of a data directory. Several processes may hold it open:
 * the write-ahead log lets them read beside one writer, and a writer waits up to `busyMs` for its turn (the whole process
 * waits, since libsql is synchronous).
 * @throws KanameError `store_unavailable` where the file cannot be opened, is no database, or is of a newer version.
 */
export function openSqlite(dataDir: string, busyMs = 1000): SqliteDatabase {
  const path = join(dataDir, sqliteFile);
  const database = translate(() => {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    // Before SQLite opens it: its log, in which everything stands first, gets the rights that the file has then.
    makeFile(path);
    for (const name of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(name)) chmodSync(name, 0o600);
    return new Database(path, { timeout: busyMs });
  });
  let open = true;
  const close = () => {
    if (!open) return;
    open = false;
    // libsql keeps the file open while prepared statements live, and leaves the log as it is: empty it here.
    try {
      translate(() => database.pragma('wal_checkpoint(TRUNCATE)'));
    } finally {
      database.close();
    }
  };
  try {
    translate(() => prepare(database));
  } catch (thrown) {
    database.close();
    throw thrown;
  }
  const { ino } = statSync(path);
  return {
    use: (work) => {
      if (!open) throw storeUnavailable('closed');
      return translate(() => {
        // SQLite goes on writing into a file that was deleted or replaced under it, and all of it would be lost.
        if (statSync(path).ino !== ino) throw storeUnavailable('unwritable');
        return work(database);
      });
    },
    close,
  };
}

/**
 * Makes the file where there is none, and leaves one that is there alone: to close a file that SQLite has open in this
 * process takes its locks away, and the next process that closes it would then delete the log under it
 * (https://www.sqlite.org/howtocorrupt.html, 2.2).
 */
function makeFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (thrown) {
    if (codeOf(thrown) !== 'EEXIST') throw thrown;
  }
}

function prepare(database: Database.Database): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  // What staff delete is overwritten with zeros, not only unlinked.
  database.pragma('secure_delete = ON');
  const version = () => (database.prepare('PRAGMA user_version').raw().get() as [number])[0];
  if (version() > migrations.length) throw storeUnavailable('newer');
  if (version() === migrations.length) return;
  const migrate = database.transaction(() => {
    // Read again inside the transaction: another process may have been quicker.
    for (const step of migrations.slice(version())) database.exec(step);
    database.exec(`PRAGMA user_version = ${migrations.length}`);
  });
  migrate.immediate();
}

function translate<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof KanameError) throw thrown;
    const code = String(codeOf(thrown) ?? '');
    if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) throw storeUnavailable('busy', thrown);
    if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT'))
      throw storeUnavailable('corrupt', thrown);
    throw storeUnavailable('unwritable', thrown);
  }
}
