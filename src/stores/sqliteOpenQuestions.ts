import { byFrequency, isKept, lastTouched, today, withEdit, withFiling } from './openQuestionChanges.ts';
import type { OpenQuestion, OpenQuestionStore } from './openQuestions.ts';
import { oldestKept, type Retention } from './retention.ts';
import { openSqlite } from './sqliteDatabase.ts';

interface Row {
  readonly body: string;
}

/**
 * The questions in the SQLite file of `dataDir`, which several processes may share.
 * @throws KanameError `store_unavailable` where the file cannot be opened
 */
export function openSqliteOpenQuestions(dataDir: string, retention: Retention): OpenQuestionStore {
  const file = openSqlite(dataDir);
  const sql = file.use((database) => ({
    put: database.prepare(
      `INSERT INTO questions (id, state, touched, body) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT DO UPDATE SET state = ?2, touched = ?3, body = ?4`,
    ),
    find: database.prepare('SELECT body FROM questions WHERE id = ?'),
    all: database.prepare('SELECT body FROM questions'),
    ofState: database.prepare('SELECT body FROM questions WHERE state = ?'),
    removeOld: database.prepare(`DELETE FROM questions WHERE touched <= ? AND state <> 'approved'`),
    check: database.prepare('SELECT count(*) FROM (SELECT 1 FROM questions LIMIT 1)'),
    // Deleted text would otherwise stay readable in the log until SQLite happens to reuse it.
    emptyLog: database.prepare('PRAGMA wal_checkpoint(TRUNCATE)'),
  }));
  const read = (row: unknown): OpenQuestion => JSON.parse((row as Row).body);
  const kept = (id: string): OpenQuestion | undefined => {
    const row = sql.find.get(id);
    const question = row === undefined ? undefined : read(row);
    return question && isKept(question, retention) ? question : undefined;
  };
  const put = (question: OpenQuestion): OpenQuestion => {
    sql.put.run(question.id, question.state, lastTouched(question), JSON.stringify(question));
    return question;
  };
  /** In one transaction, so that no other process writes between the reading and the writing. */
  const write = async <T>(work: () => T): Promise<T> => file.use((database) => database.transaction(work).immediate());

  return {
    file: (filing) => write(() => put(withFiling(kept(filing.id), filing, today(retention)))),
    list: async (state) =>
      file.use(() => {
        if (sql.removeOld.run(oldestKept(retention)).changes > 0) sql.emptyLog.all();
        const rows = state === undefined ? sql.all.all() : sql.ofState.all(state);
        return rows.map(read).sort(byFrequency);
      }),
    find: async (id) => file.use(() => kept(id)),
    save: (edits) =>
      write(() =>
        edits.map((edit) => withEdit(kept(edit.id), edit, today(retention))).map((question) => put(question)),
      ),
    check: async () => file.use(() => void sql.check.get()),
    close: async () => file.close(),
  };
}
