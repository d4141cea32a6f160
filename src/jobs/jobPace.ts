/** How fast and how long; milliseconds but for the names that say seconds. */
export interface JobTimings {
  /** A job whose process died is taken up by another after this time. */
  readonly leaseSeconds: number;
  /** Between two renewals of a lease; a holder learns within it that the job was cancelled elsewhere. */
  readonly renewMs: number;
  /** Between two looks for jobs that another instance made or left. */
  readonly pollMs: number;
  /** For one try of a part. */
  readonly partMs: number;
  /** Before the second try of a part; twice as long before each further one. */
  readonly partPauseMs: number;
  /** The same for what the store does not take. */
  readonly storePauseMs: number;
  /** Between two reports of progress. */
  readonly progressMs: number;
  /** For one report, and for the announcement. */
  readonly announceMs: number;
  /** Before an end that could not be announced is announced again. */
  readonly announceAgainSeconds: number;
  /** How long a stop waits for what is being written. */
  readonly stopMs: number;
}

export const usualTimings: JobTimings = {
  leaseSeconds: 30,
  renewMs: 5_000,
  pollMs: 5_000,
  partMs: 180_000,
  partPauseMs: 1_000,
  storePauseMs: 500,
  progressMs: 1_500,
  announceMs: 60_000,
  announceAgainSeconds: 60,
  stopMs: 10_000,
};

/** How many. */
export interface JobLimits {
  /** Parts at once, of all jobs of the process: what the model bears. */
  readonly partsAtOnce: number;
  readonly jobsAtOnce: number;
  /** Tries of a part before it is given up. */
  readonly partTries: number;
  readonly storeTries: number;
  /** Takings of a job from which nothing came; then it is given up, since it may be what ends the processes. */
  readonly mostAttempts: number;
}

export const usualLimits: JobLimits = { partsAtOnce: 8, jobsAtOnce: 4, partTries: 3, storeTries: 5, mostAttempts: 3 };

/** The pause before try n+1 (n from 1): twice as long each time, and never quite the same for two who wait together. */
export function pauseAfter(tries: number, firstMs: number): number {
  return firstMs * 2 ** (tries - 1) * (0.75 + Math.random() / 4);
}
