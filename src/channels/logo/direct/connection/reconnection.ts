import type { LossReason } from './clientMessages.ts';

export interface ReconnectionTimes {
  /** The first wait after a loss, and the longest, in milliseconds. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** The wait after a refused token: nothing will change by itself, but it may be mended on the platform's side. */
  readonly refusedWaitMs: number;
  /** A connection that stood this long ends the row of failures. */
  readonly steadyMs: number;
}

export interface Reconnection {
  /** How long to wait, after a connection that stood for a while, or not at all, was lost. */
  wait(reason: LossReason, stoodMs: number): number;
}

/** Waits twice as long each time, less up to a half by chance, so that many do not come back at one moment. */
export function createReconnection(times: ReconnectionTimes): Reconnection {
  let failures = 0;
  return {
    wait(reason, stoodMs) {
      if (stoodMs >= times.steadyMs) failures = 0;
      const doubled = Math.min(times.firstWaitMs * 2 ** failures, times.longestWaitMs);
      failures += 1;
      if (reason === 'refused') return times.refusedWaitMs;
      // Two that sign in with one token would put each other out without end.
      if (reason === 'replaced') return times.longestWaitMs;
      return doubled * (1 - Math.random() / 2);
    },
  };
}
