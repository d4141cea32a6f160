/** Messages of one sender one after another, with a way past the queue for the word that stops what runs. */
export interface SenderQueue {
  /** Runs `work` when what came before under this key is done. `work` must not reject. */
  add(key: string, work: (lane: Lane) => Promise<void>): Promise<void>;
  /** Stops the turn that runs under this key, for the message `id`; false where none runs. */
  stop(key: string, id: string): boolean;
}

/** What the work that runs can say about itself. */
export interface Lane {
  /** From now until `ended`, `stop` aborts this; resolves to the ids of the messages that stopped it. */
  started(abort: AbortController): void;
  ended(): readonly string[];
}

export function createSenderQueue(): SenderQueue {
  const last = new Map<string, Promise<void>>();
  const running = new Map<string, { readonly abort: AbortController; readonly stoppedBy: string[] }>();

  return {
    async add(key, work) {
      const before = last.get(key) ?? Promise.resolve();
      const lane: Lane = {
        started: (abort) => void running.set(key, { abort, stoppedBy: [] }),
        ended() {
          const stoppedBy = running.get(key)?.stoppedBy ?? [];
          running.delete(key);
          return stoppedBy;
        },
      };
      const mine = before.then(() => work(lane)).finally(() => lane.ended());
      last.set(key, mine);
      await mine;
      if (last.get(key) === mine) last.delete(key);
    },
    stop(key, id) {
      const turn = running.get(key);
      turn?.stoppedBy.push(id);
      turn?.abort.abort();
      return turn !== undefined;
    },
  };
}
