import { KanameError, toKanameError } from '../errors.ts';
import { describeError, type Log } from '../log.ts';
import { hasEnded } from '../stores/jobRow.ts';
import type { Job, JobStore } from '../stores/jobs.ts';
import { type HeldJob, isStoreTrouble } from './heldJob.ts';
import { inTime, untilAborted } from './inTime.ts';
import type { JobHandler } from './jobHandler.ts';
import type { JobLimits, JobTimings } from './jobPace.ts';
import { createJobParts } from './jobParts.ts';
import { createProgressReports, type ProgressReports } from './progressReports.ts';
import type { Slots } from './slots.ts';

export interface RunContext {
  readonly store: JobStore;
  readonly slots: Slots;
  readonly timings: JobTimings;
  readonly limits: JobLimits;
  readonly log: Log;
}

/** One job from its lease to the announcement of its end, or to where it is given back. Never throws. */
export async function runJob(job: Job, handler: JobHandler, held: HeldJob, context: RunContext): Promise<void> {
  const { store, timings, log } = context;
  const send = handler.onProgress && ((now: Job) => handler.onProgress?.(now) ?? Promise.resolve());
  const reports = createProgressReports(send, timings, log);
  try {
    if (hasEnded(job) || (await broughtToEnd(job, handler, held, reports, context))) {
      held.stopRenewing();
      await reports.close();
      await announceEnd(handler, held, context);
    } else if (held.interruption() === 'shutdown') {
      await held.settled();
      await store.release(held.lease);
    }
  } catch (thrown) {
    // The store failed: the lease runs out, and whoever takes the job then goes on from what is kept.
    log.warn('job left', { job: job.id, ...describeError(thrown) });
  } finally {
    held.stopRenewing();
    await reports.close();
  }
}

/** @returns whether the job is at an end that this holder may announce */
async function broughtToEnd(
  job: Job,
  handler: JobHandler,
  held: HeldJob,
  reports: ProgressReports,
  context: RunContext,
): Promise<boolean> {
  const { store, limits } = context;
  const { lease } = held;
  const end = async (write: () => ReturnType<JobStore['finish']>) => {
    held.stopRenewing();
    const hold = await held.write(write);
    return hold !== 'lost';
  };
  try {
    if (job.attempts > limits.mostAttempts) throw givenUp();
    const result = await worked(job, handler, held, reports, context);
    return await end(() => store.finish(lease, result));
  } catch (thrown) {
    const why = held.interruption();
    if (why !== undefined) return why === 'cancelled';
    if (isStoreTrouble(thrown)) throw thrown;
    context.log.warn('job failed', { job: job.id, kind: job.kind, ...describeError(thrown) });
    const { code, sentence } = toKanameError(thrown);
    return await end(() => store.fail(lease, { code, sentence }));
  }
}

/** What the handler makes of the job; it is not waited for once the job is interrupted. */
async function worked(
  job: Job,
  handler: JobHandler,
  held: HeldJob,
  reports: ProgressReports,
  context: RunContext,
): Promise<string> {
  const { store } = context;
  const tools = {
    signal: held.signal,
    input: async () => {
      const input = await store.input(job);
      if (input === undefined) throw lostInput();
      return input;
    },
    ...createJobParts(job, held, { ...context, onProgress: reports.report }),
  };
  const interrupted = untilAborted(held.signal);
  try {
    return await Promise.race([handler.work(job, tools), interrupted.rejection]);
  } finally {
    interrupted.done();
  }
}

async function announceEnd(handler: JobHandler, { lease }: HeldJob, context: RunContext): Promise<void> {
  const { store, timings, log } = context;
  const [job, result] = [await store.get(lease), await store.result(lease)];
  if (!job || !(await store.claimEnd(lease))) return;
  const tooLate = new AbortController();
  try {
    await inTime(timings.announceMs, undefined, (signal) => {
      signal.addEventListener('abort', () => tooLate.abort());
      return handler.announce(job, result);
    });
    log.info('job ended', { job: job.id, kind: job.kind, state: job.state, missing: job.missing.length });
  } catch (thrown) {
    log.error('end of a job not announced', { job: job.id, kind: job.kind, ...describeError(thrown) });
    // What did not end in time may have been said all the same, and is not said again.
    if (!tooLate.signal.aborted) await store.unclaimEnd(lease, timings.announceAgainSeconds);
  }
}

const givenUp = () =>
  new KanameError(
    'unexpected',
    '処理が何度も途中で止まったため、取りやめました。文章を短く分けて、もう一度お試しください。',
  );

const lostInput = () => new KanameError('not_found', '処理する文章が見つかりませんでした。もう一度お送りください。');
