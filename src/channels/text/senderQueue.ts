/** Messages of one sender one after another, with a way past the queue for the word that stops what runs. */
export interface SenderQueue {
  /** Runs `work` when what came before under this key is done. `work` must not reject. */
  add(key: string, work: (lane: Lane) => Promise<void>): Promise<void>;
  /**
   * Stops the turn of the work that is under way, or that it is about to begin, on behalf of the message `id`. The
   * result tells, once that work is done, whether there was a turn to stop.
   */
  stop(key: string, id: string): () => boolean;
}

/** What the work that is under way says of its turn. */
export interface Lane {
  /** From now until `ended` a stop aborts this. */
  started(abort: AbortController): void;
  /** Ids of the messages that stopped the turn. */
  ended(): readonly string[];
}

interface Running {
  turn?: AbortController;
  readonly stops: string[];
  readonly stoppedBy: Set<string>;
}

/** No work is under way yet. */
export function createSenderQueue(): SenderQueue {
  const last = new Map<string, Promise<void>>();
  const running = new Map<string, Running>();

  async function run(key: string, work: (lane: Lane) => Promise<void>): Promise<void> {
    const mine: Running = { stops: [], stoppedBy: new Set() };
    running.set(key, mine);
    await work({
      started(abort) {
        mine.turn = abort;
        for (const id of mine.stops) stopTurn(mine, id);
      },
      ended() {
        delete mine.turn;
        return [...mine.stoppedBy];
      },
    });
    running.delete(key);
  }

  return {
    async add(key, work) {
      const mine = (last.get(key) ?? Promise.resolve()).then(() => run(key, work));
      last.set(key, mine);
      await mine;
      if (last.get(key) === mine) last.delete(key);
    },
    stop(key, id) {
      const now = running.get(key);
      if (now?.turn !== undefined) stopTurn(now, id);
      else now?.stops.push(id);
      return () => now?.stoppedBy.has(id) === true;
    },
  };
}

function stopTurn(running: Running, id: string): void {
  running.stoppedBy.add(id);
  running.turn?.abort();
}
