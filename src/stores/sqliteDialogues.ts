import type { DialogueStore } from './dialogues.ts';
import { type Clock, checkSize, endOf } from './dialogueValue.ts';
import { openSqlite } from './sqliteDatabase.ts';

const millisecondsBetweenPurges = 60 * 60 * 1000;

/**
 * The dialogues in the SQLite file of `dataDir`, which several processes may share.
 * @throws KanameError `store_unavailable` where the file cannot be opened
 */
export function openSqliteDialogues(dataDir: string, clock: Clock): DialogueStore {
  const file = openSqlite(dataDir);
  const sql = file.use((database) => ({
    put: database.prepare(
      `INSERT INTO dialogues (conversation, key, value, expires) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT DO UPDATE SET value = ?3, expires = ?4`,
    ),
    get: database.prepare('SELECT value FROM dialogues WHERE conversation = ? AND key = ? AND expires > ?'),
    clear: database.prepare('DELETE FROM dialogues WHERE conversation = ?'),
    removeOld: database.prepare('DELETE FROM dialogues WHERE expires <= ?'),
    // Deleted text would otherwise stay readable in the log until SQLite happens to reuse it.
    emptyLog: database.prepare('PRAGMA wal_checkpoint(TRUNCATE)'),
  }));

  let purged = Number.NEGATIVE_INFINITY;
  const purge = () => {
    const now = clock.now().getTime();
    if (now - purged < millisecondsBetweenPurges) return;
    purged = now;
    if (sql.removeOld.run(now).changes > 0) sql.emptyLog.all();
  };
  file.use(purge);
  /** Every call also does the purge when it is due, so that no timer has to be started and stopped. */
  const use = async <T>(work: () => T): Promise<T> =>
    file.use(() => {
      purge();
      return work();
    });

  return {
    put: (conversation, key, value, seconds) =>
      use(() => {
        checkSize(value);
        // As JSON, because SQLite cuts a text at NUL and spoils half a surrogate pair.
        sql.put.run(conversation, key, JSON.stringify(value), endOf(clock, seconds));
      }),
    get: (conversation, key) =>
      use(() => {
        const row = sql.get.get(conversation, key, clock.now().getTime()) as { readonly value: string } | undefined;
        return row && JSON.parse(row.value);
      }),
    clear: (conversation) =>
      use(() => {
        if (sql.clear.run(conversation).changes > 0) sql.emptyLog.all();
      }),
    close: async () => file.close(),
  };
}
