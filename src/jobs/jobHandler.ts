import type { Job, JobFailure } from '../stores/jobs.ts';

/** What became of a part: a result, or the reason why it was given up. */
export type PartOutcome =
  | { readonly state: 'done'; readonly result: string }
  | { readonly state: 'missing'; readonly failure: JobFailure };

/** What the runner gives to whoever does a job. */
export interface JobTools {
  /** Aborted when the job is cancelled, given back or lost; nothing that is done afterwards counts. */
  readonly signal: AbortSignal;
  input(): Promise<string>;
  /** How many parts all stages will have together, where it is known before they begin; for the progress. */
  expect(total: number): void;
  /**
   * Does the parts of a stage, as many at once as the runner may, and gives their outcomes in the order of the items.
   * Results that an earlier holder has kept are taken as they are: `items` must be the same whenever the job is done
   * anew. A part that fails is tried again after a pause and at last given up; where it throws a KanameError that no
   * repetition mends (`input_too_short`, `model_refused`, …), at once. Results are texts of 1 MB at most.
   * @param stage names the parts: `<stage>/0`, `<stage>/1`, …
   * @param work may be called again for the same item, by another process too
   */
  inParts<T>(
    stage: string,
    items: readonly T[],
    work: (item: T, signal: AbortSignal, index: number) => Promise<string>,
  ): Promise<readonly PartOutcome[]>;
}

/** Does jobs of one kind. */
export interface JobHandler {
  /**
   * Does the job and gives its result, 1 MB at most. It may be called again after a restart, and is then to walk the same
   * way over the parts. What it throws ends the job as failed, with the sentence of the KanameError; `store_unavailable`
   * leaves it for another try.
   */
  work(job: Job, tools: JobTools): Promise<string>;
  /** Shows how far it is. Never two at once, the newest last, none after the end; what it throws is logged. */
  onProgress?(job: Job): Promise<void>;
  /**
   * Says how the job ended (`state`: done, failed or cancelled), once for each job. It throws only where nothing was
   * said: then it is tried again later, five times at most.
   */
  announce(job: Job, result: string | undefined): Promise<void>;
}
