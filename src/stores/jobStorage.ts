import type { JobRow } from './jobRow.ts';
import type { JobRef } from './jobs.ts';

/** Texts of a job by their names: `input/…`, `part/…`, `result`. The first text under a name stays. */
export interface JobText {
  readonly name: string;
  /** Undefined where it is only asked whether there is one. */
  readonly text?: string;
}

export const partPrefix = 'part/';
export const resultName = 'result';

/**
 * What an adapter of the jobs does: it keeps rows and texts and knows nothing of their meaning (`jobStore.ts` does).
 * Calls must bear being repeated after one that succeeded but whose answer was lost.
 */
export interface JobStorage {
  /** Adds a row with its texts; false where its id is taken, and then none of them stays. */
  insert(row: JobRow, texts: readonly Required<JobText>[]): Promise<boolean>;
  read(job: JobRef): Promise<JobRow | undefined>;
  /**
   * Writes what `change` makes of the row, together with the text, in one transaction; nothing where it gives undefined.
   * `change` gets the row as it stands and whether there is a text of that name, and is asked anew where somebody else
   * wrote in between; it is not asked where there is no row.
   */
  change(job: JobRef, change: (row: JobRow, hasText: boolean) => JobRow | undefined, text?: JobText): Promise<void>;
  /** Jobs of these kinds that may be taken at `now`, the longest due first. */
  due(kinds: readonly string[], now: number, limit: number): Promise<readonly JobRef[]>;
  ofConversation(conversation: string): Promise<readonly JobRow[]>;
  text(job: JobRef, name: string): Promise<string | undefined>;
  /** By names without the prefix. */
  parts(job: JobRef): Promise<ReadonlyMap<string, string>>;
  clear(conversation: string): Promise<void>;
  close(): Promise<void>;
}
