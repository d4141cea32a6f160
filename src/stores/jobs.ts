import type { ErrorCode } from '../errors.ts';

/** Where work that outlives a turn stands. The last three are ends: nothing of the job changes any more. */
export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** Names a job; an id is unique within its conversation and is not used again. */
export interface JobRef {
  readonly conversation: string;
  readonly id: string;
}

/** Work to be done by whichever instance takes it. */
export interface NewJob extends JobRef {
  /** Which handler does it. */
  readonly kind: string;
  readonly sender: string;
  /** How the channel finds the conversation and the message again when there is something to say; opaque here. */
  readonly address: string;
  /** What the work is about; 8 MB at most. */
  readonly input: string;
}

/** Why a job or a part of it came to nothing. */
export interface JobFailure {
  readonly code: ErrorCode;
  readonly sentence: string;
}

export interface MissingPart extends JobFailure {
  readonly part: string;
}

/** A job as it stands, without its texts. */
export interface Job extends Omit<NewJob, 'input'> {
  readonly state: JobState;
  /** Parts; a part that is given up counts as done. */
  readonly progress: { readonly done: number; readonly total: number };
  /** The parts that were given up. */
  readonly missing: readonly MissingPart[];
  /** How often it was taken up since anything of it was last saved; jobs given back do not count. */
  readonly attempts: number;
  /** Where it failed. */
  readonly failure?: JobFailure;
  /** Somebody has taken it on to tell the conversation how it ended. */
  readonly announced: boolean;
  readonly created: Date;
  readonly updated: Date;
  /** When it vanishes, whatever its state. */
  readonly expires: Date;
}

/** The right to work on a job. It is over when the job is taken up by another, which has a higher number. */
export interface Lease extends JobRef {
  readonly holder: string;
  readonly number: number;
}

/** What a call under a lease found: it was done, or was not because the job is cancelled, or another's, or gone. */
export type Hold = 'held' | 'cancelled' | 'lost';

/**
 * Work that outlives a turn. Of several instances one does it, under a lease; what it has done is kept part by part, so
 * that another goes on from there. Every adapter passes the one suite in tests/contracts; failures of the store are
 * thrown as KanameError `store_unavailable`. Jobs vanish with the retention of the history.
 */
export interface JobStore {
  /**
   * Adds a job; one whose id is there already stays as it is, and false is returned.
   * @throws KanameError `input_too_long` where the input is longer than 8 MB
   */
  create(job: NewJob): Promise<boolean>;
  /**
   * Takes up the job that has waited longest: one of these kinds that is queued, or running under a lease that ran out,
   * or at its end with nobody having announced it. Of several callers one gets it, for `seconds`.
   */
  lease(
    kinds: readonly string[],
    holder: string,
    seconds: number,
  ): Promise<{ readonly job: Job; readonly lease: Lease } | undefined>;
  /** Holds it for `seconds` from now. A lease that ran out and was taken by nobody counts as held. */
  renew(lease: Lease, seconds: number): Promise<Hold>;
  /** Says how many parts there are. */
  plan(lease: Lease, total: number): Promise<Hold>;
  /**
   * Keeps the result of a part; the first one stays.
   * @throws KanameError `input_too_long` where it is longer than 1 MB
   */
  savePart(lease: Lease, part: string, result: string): Promise<Hold>;
  /** Gives a part up; one that has a result keeps it. */
  missPart(lease: Lease, part: string, failure: JobFailure): Promise<Hold>;
  /**
   * Ends it with its result.
   * @throws KanameError `input_too_long` where it is longer than 1 MB
   */
  finish(lease: Lease, result: string): Promise<Hold>;
  fail(lease: Lease, failure: JobFailure): Promise<Hold>;
  /** Gives it back undone: whoever looks next goes on with it. */
  release(lease: Lease): Promise<void>;
  /** True for the one caller that is to announce an end. */
  claimEnd(lease: Lease): Promise<boolean>;
  /** Nothing could be said: it may be taken on again after `seconds`, twice as long each time, five times in all. */
  unclaimEnd(lease: Lease, seconds: number): Promise<void>;
  /** Ends a queued or running job; false where it is at its end or gone. Its holder learns it from the next call. */
  cancel(job: JobRef): Promise<boolean>;
  get(job: JobRef): Promise<Job | undefined>;
  input(job: JobRef): Promise<string | undefined>;
  /** The results so far, by the names of their parts. */
  parts(job: JobRef): Promise<ReadonlyMap<string, string>>;
  result(job: JobRef): Promise<string | undefined>;
  /** Newest first. */
  list(conversation: string): Promise<readonly Job[]>;
  /** Removes every job of a conversation with all its texts; whoever works on one has lost it. */
  clear(conversation: string): Promise<void>;
  close(): Promise<void>;
}
