import type { Source } from '../answer.ts';

/** Something the summary says, with the place in the text that it stands on. */
export interface TracedItem {
  readonly text: string;
  readonly source: Source;
}

export interface TracedAction {
  readonly what: string;
  /** Words of the text, or empty where it does not say. */
  readonly who: string;
  readonly due: string;
  /** ISO date, or null where the words do not tell the day. */
  readonly dueDate: string | null;
  readonly source: Source;
}

/** A summary whose every item was traced to its sentence and compared with it. */
export interface Summary {
  readonly summary: string;
  readonly points: readonly TracedItem[];
  readonly decisions: readonly TracedItem[];
  readonly actions: readonly TracedAction[];
  /** What was taken out or replaced, in sentences for the reader. */
  readonly warnings: readonly string[];
}
