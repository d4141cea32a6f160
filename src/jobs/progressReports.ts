import { setTimeout as pause } from 'node:timers/promises';
import { describeError, type Log } from '../log.ts';
import type { Job } from '../stores/jobs.ts';
import { inTime } from './inTime.ts';
import type { JobTimings } from './jobPace.ts';

export interface ProgressReports {
  report(job: Job): void;
  /** No report begins any more; resolves when the one on its way has arrived. */
  close(): Promise<void>;
}

/** Reports one after another, with pauses between them; of those that come meanwhile, only the newest. */
export function createProgressReports(
  send: ((job: Job) => Promise<void>) | undefined,
  timings: JobTimings,
  log: Log,
): ProgressReports {
  const closing = new AbortController();
  let newest: Job | undefined;
  let sending: Promise<void> | undefined;
  const sendAll = async () => {
    while (newest && send && !closing.signal.aborted) {
      const job = newest;
      newest = undefined;
      await inTime(timings.announceMs, undefined, () => send(job)).catch((thrown) =>
        log.warn('progress not shown', { job: job.id, ...describeError(thrown) }),
      );
      await pause(timings.progressMs, undefined, { signal: closing.signal }).catch(() => {});
    }
    sending = undefined;
  };
  return {
    report(job) {
      newest = job;
      if (!closing.signal.aborted) sending ??= sendAll();
    },
    async close() {
      closing.abort();
      await sending;
    },
  };
}
