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

interface Waiting {
  /** There while its turn runs. */
  turn?: AbortController;
  readonly stops: string[];
  readonly stoppedBy: Set<string>;
}

/** No work is under way yet. */
export function createSenderQueue(): SenderQueue {
  /** What is under way under each key, and what waits for it. */
  const lines = new Map<string, { readonly waiting: Waiting[]; last: Promise<void> }>();

  return {
    async add(key, work) {
      const mine: Waiting = { stops: [], stoppedBy: new Set() };
      const line = lines.get(key) ?? { waiting: [], last: Promise.resolve() };
      lines.set(key, line);
      line.waiting.push(mine);
      line.last = line.last.then(() => work(laneOf(mine)));
      await line.last;
      line.waiting.shift();
      if (line.waiting.length === 0) lines.delete(key);
    },
    stop(key, id) {
      const now = lines.get(key)?.waiting[0];
      if (now?.turn === undefined) now?.stops.push(id);
      else stopTurn(now, id);
      return () => now?.stoppedBy.has(id) === true;
    },
  };
}

function laneOf(mine: Waiting): Lane {
  return {
    started(abort) {
      mine.turn = abort;
      for (const id of mine.stops) stopTurn(mine, id);
    },
    ended() {
      delete mine.turn;
      return [...mine.stoppedBy];
    },
  };
}

function stopTurn(waiting: Waiting, id: string): void {
  waiting.stoppedBy.add(id);
  waiting.turn?.abort();
}
