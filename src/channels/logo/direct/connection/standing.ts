import type { Connection } from './connection.ts';

/** The connection that stands now, if one does. */
export interface Standing {
  set(connection: Connection): void;
  /** Has no effect when another one stands already. */
  unset(connection: Connection): void;
  stands(): boolean;
  /** The one that stands, or the next one; rejects when the signal ends first. */
  wait(signal: AbortSignal): Promise<Connection>;
}

export function createStanding(): Standing {
  let current: Connection | undefined;
  const waiting = new Set<(connection: Connection) => void>();
  return {
    set(connection) {
      current = connection;
      for (const resolve of waiting) resolve(connection);
      waiting.clear();
    },
    unset(connection) {
      if (current === connection) current = undefined;
    },
    stands: () => current !== undefined,
    wait: (signal) =>
      new Promise((resolve, reject) => {
        if (current !== undefined) return resolve(current);
        if (signal.aborted) return reject(signal.reason);
        const abort = () => {
          waiting.delete(take);
          reject(signal.reason);
        };
        const take = (connection: Connection) => {
          signal.removeEventListener('abort', abort);
          resolve(connection);
        };
        waiting.add(take);
        signal.addEventListener('abort', abort, { once: true });
      }),
  };
}
