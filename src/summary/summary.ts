import type { Source } from '../answer.ts';
import type { Finding } from './compare/finding.ts';

/** Something the summary says, with the place in the text that it stands on. */
export interface TracedItem {
  readonly text: string;
  readonly source: Source;
  /** What in `text` the source says otherwise or does not say; missing where it bears everything out. */
  readonly findings?: readonly Finding[];
}

/** A finding in one of the words of an action; its offsets are those of that word. */
export interface ActionFinding extends Finding {
  readonly field: 'what' | 'who' | 'due';
}

export interface TracedAction {
  readonly what: string;
  /** Words of the text, or empty where it does not say. */
  readonly who: string;
  readonly due: string;
  /** ISO date, or null where the words do not tell the day. */
  readonly dueDate: string | null;
  readonly source: Source;
  /** What the source says otherwise or does not say; of `who` and `due` also where they were emptied for it. */
  readonly findings?: readonly ActionFinding[];
}

/** A summary whose every item was traced to its sentence and compared with it. */
export interface Summary {
  readonly summary: string;
  /** What in `summary` the source says otherwise or does not say. */
  readonly findings?: readonly Finding[];
  /** Points that do not agree with the source stay, marked by their findings. */
  readonly points: readonly TracedItem[];
  /** Only what agrees with the source. */
  readonly decisions: readonly TracedItem[];
  readonly actions: readonly TracedAction[];
  /** Decisions and actions that were struck, with their findings: for a person to confirm. */
  readonly unconfirmed?: {
    readonly decisions: readonly TracedItem[];
    readonly actions: readonly TracedAction[];
  };
  /** What was taken out or replaced, in sentences for the reader. */
  readonly warnings: readonly string[];
}
