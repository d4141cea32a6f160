import type { HistoryStore, PastTurn } from './history.ts';
import { oldestKept, type Retention } from './retention.ts';
import { openSqlite } from './sqliteDatabase.ts';

const millisecondsBetweenPurges = 60 * 60 * 1000;

interface Row {
  readonly id: string;
  readonly at: number;
  readonly body: string;
  readonly reaction: string | null;
}

/**
 * The embedded history: a SQLite file in `dataDir`, which several processes may share.
 * @throws KanameError `store_unavailable` where the file cannot be opened.
 */
export function openSqliteHistory(dataDir: string, retention: Retention): HistoryStore {
  const file = openSqlite(dataDir);
  const sql = file.use((database) => ({
    append: database.prepare(
      'INSERT INTO turns (conversation, id, at, body, reaction) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    ),
    page: database.prepare(
      `SELECT id, at, body, reaction FROM turns
       WHERE conversation = ? AND at > ? AND (? IS NULL OR id < ?) ORDER BY id DESC LIMIT ?`,
    ),
    react: database.prepare('UPDATE turns SET reaction = ? WHERE conversation = ? AND id = ? AND at > ?'),
    clear: database.prepare('DELETE FROM turns WHERE conversation = ?'),
    all: database.prepare('SELECT id, at, body, reaction FROM turns WHERE conversation = ? AND at > ?'),
    remove: database.prepare('DELETE FROM turns WHERE conversation = ? AND id = ?'),
    claim: database.prepare(
      `INSERT INTO claims (conversation, key, expires, holder) VALUES (?1, ?2, ?3, ?5)
       ON CONFLICT DO UPDATE SET expires = ?3, holder = ?5 WHERE expires <= ?4`,
    ),
    holder: database.prepare('SELECT holder FROM claims WHERE conversation = ? AND key = ? AND expires > ?'),
    clearOld: database.prepare('DELETE FROM turns WHERE conversation = ? AND at <= ?'),
    oldTurns: database.prepare('DELETE FROM turns WHERE at <= ?'),
    oldClaims: database.prepare('DELETE FROM claims WHERE expires <= ?'),
    check: database.prepare('SELECT count(*) FROM (SELECT 1 FROM turns LIMIT 1)'),
    // Deleted text would otherwise stay readable in the log until SQLite happens to reuse it.
    emptyLog: database.prepare('PRAGMA wal_checkpoint(TRUNCATE)'),
  }));

  let purged = Number.NEGATIVE_INFINITY;
  const purge = () => {
    const now = retention.now().getTime();
    if (now - purged < millisecondsBetweenPurges) return;
    purged = now;
    sql.oldClaims.run(now);
    if (sql.oldTurns.run(oldestKept(retention)).changes > 0) sql.emptyLog.all();
  };
  file.use(purge);
  /** Every call also does the purge when it is due, so that no timer has to be started and stopped. */
  const use = async <T>(work: () => T): Promise<T> =>
    file.use(() => {
      purge();
      return work();
    });

  const append = ({ id, conversation, at, reaction, ...body }: PastTurn) => {
    // As JSON, because SQLite cuts a text at NUL and spoils half a surrogate pair.
    const reacted = reaction ? JSON.stringify(reaction) : null;
    sql.append.run(conversation, id, at.getTime(), JSON.stringify(body), reacted);
  };

  return {
    append: (turn) => use(() => append(turn)),

    page: (conversation, limit, continuation) =>
      use(() => {
        const before = continuation ?? null;
        const rows = sql.page.all(conversation, oldestKept(retention), before, before, limit + 1) as Row[];
        const turns = rows.slice(0, limit).map((row) => toTurn(conversation, row));
        const last = turns.at(-1);
        return last && rows.length > limit ? { turns, continuation: last.id } : { turns };
      }),

    react: (conversation, turn, reaction) =>
      use(() => sql.react.run(JSON.stringify(reaction), conversation, turn, oldestKept(retention)).changes > 0),

    clear: (conversation) =>
      use(() => {
        // Those staff could no longer see go first, and do not count.
        sql.clearOld.run(conversation, oldestKept(retention));
        const { changes } = sql.clear.run(conversation);
        sql.emptyLog.all();
        return changes;
      }),

    move: (from, to, senderThere) =>
      use(() =>
        file.use((database) => {
          const here = () => sql.all.all(from, oldestKept(retention)) as Row[];
          // Looked at before anything is locked: mostly there is nothing to move.
          if (from === to || here().length === 0) return 0;
          let moved = 0;
          const moveAll = database.transaction(() => {
            for (const turn of here().map((row) => toTurn(from, row))) {
              const sender = senderThere(turn.sender);
              if (sender === undefined) continue;
              append({ ...turn, conversation: to, sender });
              sql.remove.run(from, turn.id);
              moved++;
            }
          });
          moveAll.immediate();
          return moved;
        }),
      ),

    claim: (conversation, key, seconds, holder = '') =>
      use(() => {
        const now = retention.now().getTime();
        return sql.claim.run(conversation, key, now + seconds * 1000, now, holder).changes > 0;
      }),

    holder: (conversation, key) =>
      use(() => {
        const row = sql.holder.get(conversation, key, retention.now().getTime()) as { holder: string } | undefined;
        return row?.holder;
      }),

    check: () => use(() => void sql.check.get()),
    close: async () => file.close(),
  };
}

function toTurn(conversation: string, { id, at, body, reaction }: Row): PastTurn {
  const turn = { id, conversation, at: new Date(at), ...JSON.parse(body) };
  if (reaction === null) return turn;
  const { at: reactedAt, ...rest } = JSON.parse(reaction);
  return { ...turn, reaction: { ...rest, at: new Date(reactedAt) } };
}
