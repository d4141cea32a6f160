/** How long turns are kept, and the clock that decides it. Passed to every adapter of the history. */
export interface Retention {
  /** Days a turn is kept, counted from when it was written; greater than 0. */
  readonly days: number;
  readonly now: () => Date;
}

const millisecondsOfDay = 24 * 60 * 60 * 1000;

/** Epoch milliseconds: a turn written at this moment or before it has outlived the retention. */
export function oldestKept(retention: Retention): number {
  return retention.now().getTime() - retention.days * millisecondsOfDay;
}

/** Whole seconds that a turn written at `at` (epoch milliseconds) still has to live; at least 1, as Cosmos asks. */
export function secondsLeft(retention: Retention, at: number): number {
  return Math.max(1, Math.ceil((at - oldestKept(retention)) / 1000));
}
