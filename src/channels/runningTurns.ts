import { setTimeout as sleep } from 'node:timers/promises';

/** The work that goes on after its request was answered. */
export interface RunningTurns {
  readonly stopping: boolean;
  /** Starts work that never rejects; `signal` is aborted when the grace of a stop has ended. */
  start(work: (signal: AbortSignal) => Promise<void>): void;
  /** Waits at most `graceMs` for what runs, then aborts it and gives it a moment to say so. */
  stop(graceMs: number): Promise<void>;
}

/** How long an aborted turn may take to tell its user. Milliseconds. */
const LAST_WORDS_MS = 2_000;

/** No turn runs yet. */
export function createRunningTurns(): RunningTurns {
  const running = new Set<Promise<void>>();
  const abort = new AbortController();
  let stopping = false;
  const allWithin = async (milliseconds: number) => {
    const wait = new AbortController();
    const late = sleep(milliseconds, undefined, { signal: wait.signal }).catch(() => undefined);
    await Promise.race([Promise.all(running), late]);
    wait.abort();
  };

  return {
    get stopping() {
      return stopping;
    },
    start(work) {
      const turn = work(abort.signal).finally(() => running.delete(turn));
      running.add(turn);
    },
    async stop(graceMs) {
      stopping = true;
      await allWithin(graceMs);
      if (running.size === 0) return;
      abort.abort();
      await allWithin(LAST_WORDS_MS);
    },
  };
}
