import type { JobRow } from './jobRow.ts';
import { type JobText, partPrefix } from './jobStorage.ts';
import { createJobStore } from './jobStore.ts';
import type { JobRef, JobStore } from './jobs.ts';
import type { Retention } from './retention.ts';
import { openSqlite } from './sqliteDatabase.ts';

const millisecondsBetweenPurges = 60 * 60 * 1000;

/**
 * The jobs in the SQLite file of `dataDir`, which several processes may share.
 * @throws KanameError `store_unavailable` where the file cannot be opened
 */
export function openSqliteJobs(dataDir: string, retention: Retention): JobStore {
  const file = openSqlite(dataDir);
  const sql = file.use((database) => ({
    insert: database.prepare(
      'INSERT INTO jobs (conversation, id, kind, due, expires, body) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    ),
    read: database.prepare('SELECT body FROM jobs WHERE conversation = ? AND id = ?'),
    write: database.prepare('UPDATE jobs SET due = ?, body = ? WHERE conversation = ? AND id = ?'),
    due: database.prepare(
      `SELECT conversation, id FROM jobs WHERE due <= ? AND kind IN (SELECT value FROM json_each(?))
       ORDER BY due LIMIT ?`,
    ),
    ofConversation: database.prepare('SELECT body FROM jobs WHERE conversation = ?'),
    addText: database.prepare('INSERT INTO job_texts (conversation, job, name, value) VALUES (?, ?, ?, ?)'),
    text: database.prepare('SELECT value FROM job_texts WHERE conversation = ? AND job = ? AND name = ?'),
    // Names are compared as JSON begins them, quotation mark and all.
    parts: database.prepare(
      `SELECT name, value FROM job_texts WHERE conversation = ?1 AND job = ?2 AND substr(name, 1, length(?3)) = ?3`,
    ),
    clear: database.prepare('DELETE FROM jobs WHERE conversation = ?'),
    clearTexts: database.prepare('DELETE FROM job_texts WHERE conversation = ?'),
    removeOldTexts: database.prepare(
      `DELETE FROM job_texts WHERE EXISTS
         (SELECT 1 FROM jobs j WHERE j.conversation = job_texts.conversation AND j.id = job AND j.expires <= ?)`,
    ),
    removeOld: database.prepare('DELETE FROM jobs WHERE expires <= ?'),
    // Deleted text would otherwise stay readable in the log until SQLite happens to reuse it.
    emptyLog: database.prepare('PRAGMA wal_checkpoint(TRUNCATE)'),
  }));

  /** In one transaction that no other writer comes between. */
  const write = <T>(work: () => T): T => file.use((database) => database.transaction(work).immediate());
  let purged = Number.NEGATIVE_INFINITY;
  const purge = () => {
    const now = retention.now().getTime();
    if (now - purged < millisecondsBetweenPurges) return;
    purged = now;
    const removed = write(() => {
      sql.removeOldTexts.run(now);
      return sql.removeOld.run(now).changes;
    });
    if (removed > 0) sql.emptyLog.all();
  };
  purge();
  /** Every call also does the purge when it is due, so that no timer has to be started and stopped. */
  const use = async <T>(work: () => T): Promise<T> =>
    file.use(() => {
      purge();
      return work();
    });

  const read = ({ conversation, id }: JobRef): JobRow | undefined => {
    const found = sql.read.get(conversation, id) as { readonly body: string } | undefined;
    return found && JSON.parse(found.body);
  };
  // Names and texts as JSON, because SQLite cuts a text at NUL and spoils half a surrogate pair.
  const addText = ({ conversation, id }: JobRef, { name, text }: Required<JobText>) =>
    sql.addText.run(conversation, id, JSON.stringify(name), JSON.stringify(text));
  const findText = ({ conversation, id }: JobRef, name: string) =>
    sql.text.get(conversation, id, JSON.stringify(name)) as { readonly value: string } | undefined;

  return createJobStore(
    {
      insert: (row, texts) =>
        use(() =>
          write(() => {
            const { conversation, id, kind, due, expires } = row;
            if (sql.insert.run(conversation, id, kind, due, expires, JSON.stringify(row)).changes === 0) return false;
            for (const text of texts) addText(row, text);
            return true;
          }),
        ),
      read: (job) => use(() => read(job)),
      change: (job, change, text) =>
        use(() =>
          write(() => {
            const row = read(job);
            const changed = row && change(row, text !== undefined && findText(job, text.name) !== undefined);
            if (!changed) return;
            sql.write.run(changed.due, JSON.stringify(changed), job.conversation, job.id);
            if (text?.text !== undefined) addText(job, { name: text.name, text: text.text });
          }),
        ),
      due: (kinds, now, limit) => use(() => sql.due.all(now, JSON.stringify(kinds), limit) as JobRef[]),
      ofConversation: (conversation) =>
        use(() =>
          (sql.ofConversation.all(conversation) as { readonly body: string }[]).map(({ body }) => JSON.parse(body)),
        ),
      text: (job, name) =>
        use(() => {
          const found = findText(job, name);
          return found && JSON.parse(found.value);
        }),
      parts: ({ conversation, id }) =>
        use(() => {
          const beginning = JSON.stringify(partPrefix).slice(0, -1);
          const rows = sql.parts.all(conversation, id, beginning) as {
            readonly name: string;
            readonly value: string;
          }[];
          return new Map(
            rows.map(({ name, value }) => [String(JSON.parse(name)).slice(partPrefix.length), JSON.parse(value)]),
          );
        }),
      clear: (conversation) =>
        use(() => {
          const removed = write(() => {
            sql.clearTexts.run(conversation);
            return sql.clear.run(conversation).changes;
          });
          if (removed > 0) sql.emptyLog.all();
        }),
      close: async () => file.close(),
    },
    retention,
  );
}
