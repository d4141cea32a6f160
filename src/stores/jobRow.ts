import type { Hold, Job, JobFailure, JobState, Lease, MissingPart, NewJob } from './jobs.ts';

/** A job as an adapter keeps it: plain data, times in epoch milliseconds. Its texts stand beside it. */
export interface JobRow extends Omit<NewJob, 'input'> {
  readonly state: JobState;
  readonly done: number;
  readonly total: number;
  readonly missing: readonly MissingPart[];
  readonly attempts: number;
  readonly failure?: JobFailure;
  readonly announced: boolean;
  /** How often its announcement was claimed. */
  readonly claims: number;
  /** Counts the leases; the holder of an earlier one has lost the job. */
  readonly lease: number;
  readonly holder: string;
  /** From when on a runner may take it: null where there is nothing to do. */
  readonly due: number | null;
  readonly created: number;
  readonly updated: number;
  readonly expires: number;
  /** The input stands in this many texts, under a name of the call that made the job. */
  readonly inputName: string;
  readonly inputPieces: number;
}

/** Of an announcement that could not be made. */
const mostRepetitions = 5;

const ended: readonly JobState[] = ['done', 'failed', 'cancelled'];
export const hasEnded = ({ state }: { readonly state: JobState }) => ended.includes(state);

export function toJob(row: JobRow): Job {
  const { id, conversation, kind, sender, address, state, missing, attempts, failure, announced } = row;
  return {
    ...{ id, conversation, kind, sender, address, state, missing, attempts, announced },
    ...(failure && { failure }),
    progress: { done: row.done, total: Math.max(row.done, row.total) },
    created: new Date(row.created),
    updated: new Date(row.updated),
    expires: new Date(row.expires),
  };
}

const isHeld = (row: JobRow, lease: Lease) => row.lease === lease.number && row.holder === lease.holder;

/** Whether work under this lease still counts. */
export function holdOf(row: JobRow, lease: Lease): Hold {
  if (!isHeld(row, lease)) return 'lost';
  if (row.state === 'cancelled') return 'cancelled';
  return row.state === 'running' ? 'held' : 'lost';
}

/** The row in the hands of `holder`; undefined where it is not due. */
export function taken(row: JobRow, holder: string, seconds: number, now: number): JobRow | undefined {
  if (row.due === null || row.due > now) return undefined;
  const leased = { ...row, holder, lease: row.lease + 1, due: now + seconds * 1000, updated: now };
  return hasEnded(row) ? leased : { ...leased, state: 'running', attempts: row.attempts + 1 };
}

/** With one more part done, be it that it has a result (no `failure`) or that it was given up. */
export function withPart(row: JobRow, part: string, now: number, failure?: JobFailure): JobRow {
  const known = row.missing.some((one) => one.part === part);
  const others = row.missing.filter((one) => one.part !== part);
  return {
    ...row,
    done: known ? row.done : row.done + 1,
    missing: failure ? [...others, { part, code: failure.code, sentence: failure.sentence }] : others,
    attempts: 0,
    updated: now,
  };
}

/** At its end, which its holder may announce until the lease runs out. */
export function withEnd(row: JobRow, end: Pick<JobRow, 'state' | 'failure'>, now: number): JobRow {
  return { ...row, ...end, updated: now };
}

/** Cancelled: where somebody works on it, they are to announce it; undefined where it had ended before. */
export function cancelled(row: JobRow, now: number): JobRow | undefined {
  if (hasEnded(row)) return undefined;
  const held = row.state === 'running';
  return { ...row, state: 'cancelled', updated: now, due: held ? row.due : now };
}

/** Given back; undefined where it is not the holder's any more, or was announced. */
export function released(row: JobRow, lease: Lease, now: number): JobRow | undefined {
  if (!isHeld(row, lease) || row.due === null) return undefined;
  const free = { ...row, holder: '', due: now, updated: now };
  return hasEnded(row) ? free : { ...free, state: 'queued', attempts: Math.max(0, row.attempts - 1) };
}

/** With its end claimed by the holder; undefined where there is nothing to claim. */
export function withEndClaimed(row: JobRow, lease: Lease, now: number): JobRow | undefined {
  if (!isHeld(row, lease) || !hasEnded(row) || row.announced) return undefined;
  return { ...row, announced: true, claims: row.claims + 1, due: null, updated: now };
}

/** To be announced again, later each time; undefined where it was tried often enough. */
export function withEndUnclaimed(row: JobRow, lease: Lease, seconds: number, now: number): JobRow | undefined {
  if (!isHeld(row, lease) || !row.announced || row.claims > mostRepetitions) return undefined;
  return { ...row, announced: false, holder: '', due: now + seconds * 1000 * 2 ** (row.claims - 1), updated: now };
}
