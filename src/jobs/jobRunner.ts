import { setTimeout as pause } from 'node:timers/promises';
import { describeError, type Log } from '../log.ts';
import type { JobRef, JobStore, NewJob } from '../stores/jobs.ts';
import { createBell } from './bell.ts';
import { type HeldJob, holdJob } from './heldJob.ts';
import type { JobHandler } from './jobHandler.ts';
import { type JobLimits, type JobTimings, usualLimits, usualTimings } from './jobPace.ts';
import { runJob } from './runJob.ts';
import { createSlots } from './slots.ts';

export interface JobRunnerOptions {
  readonly store: JobStore;
  /** By kind; jobs of other kinds are left to other instances. */
  readonly handlers: Readonly<Record<string, JobHandler>>;
  /** Names this process; no two processes may share it. */
  readonly holder: string;
  readonly log: Log;
  readonly timings?: Partial<JobTimings>;
  readonly limits?: Partial<JobLimits>;
}

/** Does the jobs in the store, beside any number of other processes that do the same. */
export interface JobRunner {
  /** Begins to look for jobs. */
  start(): void;
  /** Adds a job and looks for it at once; false where it was there already. Throws as `JobStore.create` does. */
  submit(job: NewJob): Promise<boolean>;
  /** Cancels a job, which stops at once where this process works on it; false where it was at its end or gone. */
  cancel(job: JobRef): Promise<boolean>;
  /** Takes no more jobs and gives back those in work, with what is done of them. */
  stop(): Promise<void>;
}

export function createJobRunner(options: JobRunnerOptions): JobRunner {
  const { store, handlers, holder, log } = options;
  const timings = { ...usualTimings, ...options.timings };
  const limits = { ...usualLimits, ...options.limits };
  const slots = createSlots(limits.partsAtOnce);
  const kinds = Object.keys(handlers);
  const bell = createBell();
  const running = new Map<string, { readonly held: HeldJob; readonly done: Promise<void> }>();
  const keyOf = ({ conversation, id }: JobRef) => JSON.stringify([conversation, id]);
  let looking: Promise<void> | undefined;
  let stopping = false;
  let storeFails = false;

  const take = async () => {
    try {
      const taken = await store.lease(kinds, holder, timings.leaseSeconds);
      storeFails = false;
      return taken;
    } catch (thrown) {
      // Once for each outage, not with every look.
      if (!storeFails) log.warn('jobs not looked for', describeError(thrown));
      storeFails = true;
      return undefined;
    }
  };
  const begin = ({ job, lease }: NonNullable<Awaited<ReturnType<typeof take>>>) => {
    const handler = handlers[job.kind];
    if (!handler) return;
    const held = holdJob(lease, store, { timings, limits, log });
    if (stopping) held.interrupt('shutdown');
    const done = runJob(job, handler, held, { store, slots, timings, limits, log }).then(() => {
      if (running.get(keyOf(job))?.held === held) running.delete(keyOf(job));
      bell.ring();
    });
    running.set(keyOf(job), { held, done });
  };
  const look = async () => {
    while (!stopping) {
      const taken = running.size < limits.jobsAtOnce ? await take() : undefined;
      if (taken) begin(taken);
      else if (!stopping) await bell.wait(timings.pollMs);
    }
  };

  return {
    start() {
      if (!stopping) looking ??= look();
    },
    async submit(job) {
      const made = await store.create(job);
      bell.ring();
      return made;
    },
    async cancel(job) {
      const done = await store.cancel(job);
      if (done) running.get(keyOf(job))?.held.interrupt('cancelled');
      bell.ring();
      return done;
    },
    async stop() {
      stopping = true;
      bell.ring();
      const late = new AbortController();
      const ended = async () => {
        await looking;
        for (const { held } of running.values()) held.interrupt('shutdown');
        await Promise.all([...running.values()].map(({ done }) => done));
      };
      for (const { held } of running.values()) held.interrupt('shutdown');
      await Promise.race([ended(), pause(timings.stopMs, undefined, { signal: late.signal }).catch(() => {})]);
      late.abort();
    },
  };
}
