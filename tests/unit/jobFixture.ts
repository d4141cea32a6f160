import type { JobHandler, JobTools } from '../../src/jobs/jobHandler.ts';
import type { JobLimits, JobTimings } from '../../src/jobs/jobPace.ts';
import { createJobRunner, type JobRunner } from '../../src/jobs/jobRunner.ts';
import type { Log } from '../../src/log.ts';
import type { Job, JobStore, NewJob } from '../../src/stores/jobs.ts';
import { createMemoryJobs } from '../../src/stores/memoryJobs.ts';

export const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

export const newJob = (changes: Partial<NewJob> = {}): NewJob => ({
  id: '1',
  kind: 'summarize',
  conversation: 'room',
  sender: 's',
  address: 'card',
  input: 'あいうえお',
  ...changes,
});
export const ref = { conversation: 'room', id: '1' };

export interface Announcement {
  readonly job: Job;
  readonly result: string | undefined;
}

/** A store, and runners over it, with everything that they announced and reported. */
export interface Works {
  readonly store: JobStore;
  readonly announced: Announcement[];
  readonly progress: Job[];
  /** One more runner, as one more instance; its handler does `work`. */
  runner(work: JobHandler['work'], changes?: RunnerChanges): JobRunner;
  /** Resolves at the next announcement, or with the one that was there first. */
  ended(): Promise<Announcement>;
  stop(): Promise<void>;
}

export interface RunnerChanges {
  readonly handler?: Partial<JobHandler>;
  readonly timings?: Partial<JobTimings>;
  readonly limits?: Partial<JobLimits>;
  readonly store?: JobStore;
}

const quick: Partial<JobTimings> = {
  leaseSeconds: 0.4,
  renewMs: 50,
  pollMs: 20,
  partPauseMs: 5,
  storePauseMs: 5,
  progressMs: 1,
  announceAgainSeconds: 0.05,
  stopMs: 2000,
};

export function createWorks(store: JobStore = createMemoryJobs({ days: 30, now: () => new Date() })): Works {
  const announced: Announcement[] = [];
  const progress: Job[] = [];
  const runners: JobRunner[] = [];
  const waiting: (() => void)[] = [];
  return {
    store,
    announced,
    progress,
    runner(work, { handler, timings, limits, store: own = store } = {}) {
      const runner = createJobRunner({
        store: own,
        handlers: {
          summarize: {
            work,
            onProgress: async (job) => void progress.push(job),
            announce: async (job, result) => {
              announced.push({ job, result });
              for (const go of waiting.splice(0)) go();
            },
            ...handler,
          },
        },
        holder: `runner ${runners.length}`,
        log: silent,
        timings: { ...quick, ...timings },
        ...(limits && { limits }),
      });
      runners.push(runner);
      runner.start();
      return runner;
    },
    async ended() {
      if (announced.length === 0) await new Promise<void>((go) => waiting.push(go));
      return announced[0] as Announcement;
    },
    stop: async () => void (await Promise.all(runners.map((runner) => runner.stop()))),
  };
}

/** The characters of the input as parts, each of which becomes `「字」`; joined. */
export const bracketed =
  (onPart: (character: string, signal: AbortSignal) => Promise<void> | void = () => {}): JobHandler['work'] =>
  async (_, tools: JobTools) => {
    const outcomes = await tools.inParts('char', [...(await tools.input())], async (character, signal) => {
      await onPart(character, signal);
      return `「${character}」`;
    });
    return outcomes.map((one) => (one.state === 'done' ? one.result : `×${one.failure.code}`)).join('');
  };
