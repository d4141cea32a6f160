import { setTimeout as pause } from 'node:timers/promises';
import { type ErrorCode, toKanameError } from '../errors.ts';
import { describeError, type Log } from '../log.ts';
import type { Job, JobFailure, JobStore, MissingPart } from '../stores/jobs.ts';
import { eachInParallel } from './eachInParallel.ts';
import type { HeldJob } from './heldJob.ts';
import { inTime } from './inTime.ts';
import type { JobTools, PartOutcome } from './jobHandler.ts';
import { type JobLimits, type JobTimings, pauseAfter } from './jobPace.ts';
import type { Slots } from './slots.ts';

/** What a repetition with the same text does not mend. */
const hopeless: readonly ErrorCode[] = [
  'wrong_configuration',
  'wrong_call',
  'input_empty',
  'input_too_long',
  'input_too_short',
  'file_unreadable',
  'file_unsupported',
  'needs_model',
  'model_refused',
];

export interface PartsContext {
  readonly store: JobStore;
  readonly slots: Slots;
  readonly timings: JobTimings;
  readonly limits: JobLimits;
  readonly log: Log;
  /** Told after each part that is kept. */
  readonly onProgress: (job: Job) => void;
}

/** The parts of a job: what is done stays done, whoever goes on with it. */
export function createJobParts(
  job: Job,
  held: HeldJob,
  { store, slots, timings, limits, log, onProgress }: PartsContext,
): Pick<JobTools, 'expect' | 'inParts'> {
  const { lease, signal } = held;
  const names = new Set<string>();
  const missing = new Map<string, MissingPart>(job.missing.map((one) => [one.part, one]));
  let { done } = job.progress;
  let expected = 0;
  let planned = job.progress.total;
  let reading: Promise<Map<string, string>> | undefined;

  const keptResults = () => {
    reading ??= store.parts(lease).then((parts) => new Map(parts));
    return reading;
  };
  const total = () => Math.max(expected, names.size, done);
  const report = () =>
    onProgress({ ...job, state: 'running', progress: { done, total: total() }, missing: [...missing.values()] });
  const plan = async () => {
    if (total() === planned) return;
    planned = total();
    await held.write(() => store.plan(lease, planned));
  };
  const giveUp = async (part: string, failure: JobFailure): Promise<PartOutcome> => {
    if ((await held.write(() => store.missPart(lease, part, failure))) === 'held') {
      missing.set(part, { part, ...failure });
      done++;
      report();
    }
    return { state: 'missing', failure };
  };
  const keep = async (part: string, result: string): Promise<PartOutcome> => {
    try {
      if ((await held.write(() => store.savePart(lease, part, result))) === 'held') {
        (await keptResults()).set(part, result);
        done++;
        report();
      }
      return { state: 'done', result };
    } catch (thrown) {
      const error = toKanameError(thrown);
      // A result that is too long.
      if (hopeless.includes(error.code)) return giveUp(part, failureOf(error));
      throw thrown;
    }
  };
  const tried = async (part: string, work: (signal: AbortSignal) => Promise<string>): Promise<PartOutcome> => {
    for (let tries = 1; ; tries++) {
      try {
        return { state: 'done', result: await inTime(timings.partMs, signal, work) };
      } catch (thrown) {
        signal.throwIfAborted();
        const error = toKanameError(thrown);
        log.warn('part of a job failed', { job: job.id, part, tries, ...describeError(thrown) });
        if (tries >= limits.partTries || hopeless.includes(error.code)) {
          return { state: 'missing', failure: failureOf(error) };
        }
        await pause(pauseAfter(tries, timings.partPauseMs), undefined, { signal });
      }
    }
  };

  return {
    expect(count) {
      expected = count;
    },

    async inParts(stage, items, work) {
      const nameOf = (index: number) => `${stage}/${index}`;
      for (const index of items.keys()) names.add(nameOf(index));
      const results = await keptResults();
      await plan();
      report();
      // Not waited for by those that do the next part; the order of `held.write` keeps them apart.
      const keeping: Promise<PartOutcome>[] = [];
      await eachInParallel(items, limits.partsAtOnce, async (item, index) => {
        const part = nameOf(index);
        const known = knownOutcome(results.get(part), missing.get(part));
        if (known) {
          keeping[index] = Promise.resolve(known);
          return;
        }
        const outcome = await slots.run(() => {
          signal.throwIfAborted();
          return tried(part, (own) => work(item, own, index));
        });
        const kept = outcome.state === 'done' ? keep(part, outcome.result) : giveUp(part, outcome.failure);
        kept.catch(() => {});
        keeping[index] = kept;
      });
      const outcomes = await Promise.all(keeping);
      signal.throwIfAborted();
      return outcomes;
    },
  };
}

const failureOf = ({ code, sentence }: JobFailure): JobFailure => ({ code, sentence });

function knownOutcome(result: string | undefined, missing: MissingPart | undefined): PartOutcome | undefined {
  if (result !== undefined) return { state: 'done', result };
  return missing && { state: 'missing', failure: failureOf(missing) };
}
