import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { KanameError } from '../errors.ts';
import { describeError, type Log } from '../log.ts';
import type { Hold, JobStore, Lease } from '../stores/jobs.ts';
import { type JobLimits, type JobTimings, pauseAfter } from './jobPace.ts';

/** Why work on a job stops before its end: the user's wish, another holder, the end of the process, a store that fails. */
export type Interruption = 'cancelled' | 'lost' | 'shutdown' | 'store';

/** A job in the hands of this process. */
export interface HeldJob {
  readonly lease: Lease;
  readonly signal: AbortSignal;
  interruption(): Interruption | undefined;
  /** The first reason stays. */
  interrupt(why: Interruption): void;
  /**
   * Writes under the lease, after what was to be written before, and again where the store fails for a moment. Nothing
   * is written any more once the job is cancelled, lost, or its store given up.
   */
  write(call: () => Promise<Hold>): Promise<Hold>;
  /** Resolves when everything given to `write` so far is through. */
  settled(): Promise<void>;
  stopRenewing(): void;
}

/** Whether the store, and not the call, is to blame: then the same call may succeed later. */
export function isStoreTrouble(thrown: unknown): boolean {
  return thrown instanceof KanameError && (thrown.code === 'store_unavailable' || thrown.code === 'conflict');
}

/** Keeps the lease while somebody works on the job. */
export function holdJob(
  lease: Lease,
  store: JobStore,
  { timings, limits, log }: { readonly timings: JobTimings; readonly limits: JobLimits; readonly log: Log },
): HeldJob {
  const controller = new AbortController();
  // Every part listens.
  setMaxListeners(0, controller.signal);
  let why: Interruption | undefined;
  const interrupt = (reason: Interruption) => {
    if (why !== undefined) return;
    why = reason;
    controller.abort(new KanameError('cancelled', '作業を中断しました。'));
  };

  let writes: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = writes.then(work);
    writes = done.catch(() => {});
    return done;
  };
  const once = async (call: () => Promise<Hold>): Promise<Hold> => {
    // At a shutdown, what was done before it is still kept.
    if (why !== undefined && why !== 'shutdown') return why === 'cancelled' ? 'cancelled' : 'lost';
    const hold = await call();
    if (hold !== 'held') interrupt(hold);
    return hold;
  };
  const patiently = async (call: () => Promise<Hold>): Promise<Hold> => {
    for (let tries = 1; ; tries++) {
      try {
        return await once(call);
      } catch (thrown) {
        if (!isStoreTrouble(thrown)) throw thrown;
        if (tries < limits.storeTries) {
          await pause(pauseAfter(tries, timings.storePauseMs));
          continue;
        }
        log.warn('job not kept', { job: lease.id, ...describeError(thrown) });
        interrupt('store');
        throw thrown;
      }
    }
  };

  let renewing = false;
  const renew = async () => {
    if (renewing) return;
    renewing = true;
    // A store that fails now may answer at the next renewal, and nobody else can take the job from it meanwhile.
    await inTurn(() => once(() => store.renew(lease, timings.leaseSeconds))).catch((thrown) =>
      log.warn('lease not renewed', { job: lease.id, ...describeError(thrown) }),
    );
    renewing = false;
  };
  const timer = setInterval(renew, timings.renewMs);
  return {
    lease,
    signal: controller.signal,
    interruption: () => why,
    interrupt,
    write: (call) => inTurn(() => patiently(call)),
    settled: async () => void (await writes),
    stopRenewing: () => clearInterval(timer),
  };
}
