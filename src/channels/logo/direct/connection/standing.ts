import type { Connection } from './connection.ts';

/** The connection that stands now, if one does. */
export interface Standing {
  set(connection: Connection): void;
  /** Has no effect when another one stands already. */
  unset(connection: Connection): void;
  stands(): boolean;
  /** The one that stands, or the next one; rejects when the signal ends first, or on `close`. */
  wait(signal: AbortSignal): Promise<Connection>;
  /** There will be none any more. */
  close(): void;
}

export function createStanding(): Standing {
  let current: Connection | undefined;
  let isClosed = false;
  const waiting = new Map<(connection: Connection) => void, (reason: Error) => void>();
  return {
    set(connection) {
      current = connection;
      for (const resolve of waiting.keys()) resolve(connection);
      waiting.clear();
    },
    unset(connection) {
      if (current === connection) current = undefined;
    },
    stands: () => current?.isAlive() === true,
    wait: (signal) =>
      new Promise((resolve, reject) => {
        if (current?.isAlive()) return resolve(current);
        if (signal.aborted) return reject(signal.reason);
        if (isClosed) return reject(new Error('closed'));
        const abort = () => {
          waiting.delete(take);
          reject(signal.reason);
        };
        const take = (connection: Connection) => {
          signal.removeEventListener('abort', abort);
          resolve(connection);
        };
        waiting.set(take, reject);
        signal.addEventListener('abort', abort, { once: true });
      }),
    close() {
      isClosed = true;
      for (const reject of waiting.values()) reject(new Error('closed'));
      waiting.clear();
    },
  };
}
