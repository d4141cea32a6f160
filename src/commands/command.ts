import type { Action, Answer } from '../answer.ts';
import type { RuleLibrary } from '../policy/library.ts';
import type { Place } from '../reading/places.ts';
import type { PastTurn } from '../stores/history.ts';

/** What a command gets: everything in it is already masked, and everything it says is restored after it. */
export interface CommandInput {
  readonly turn: string;
  readonly text: string;
  readonly action?: Action;
  /** The files that came with the message, read and masked; those that could not be read end the turn before this. */
  readonly files: readonly GivenFile[];
  /** Earlier turns of this conversation, oldest first, masked. */
  readonly history: readonly PastTurn[];
  /** The rules as everyone who will see the answer may read them; there is no other way to any rule. */
  readonly rules: () => Promise<RuleLibrary>;
  readonly conversation: string;
  readonly sender: string;
  readonly now: Date;
  readonly signal: AbortSignal;
}

/** A file of the message, as text. */
export interface GivenFile {
  readonly name: string;
  readonly text: string;
  /** Where the parts of `text` stand in the file: pages, slides, rows, headings, speeches with their times. */
  readonly places: readonly Place[];
  /** Polite Japanese sentences about what was not read of it (pages that are pictures, hidden sheets). */
  readonly warnings: readonly string[];
}

export type CommandEvent =
  | { readonly kind: 'progress'; readonly text: string }
  | { readonly kind: 'partial'; readonly text: string }
  | CommandAnswer;

/** Ends the command. */
export interface CommandAnswer {
  readonly kind: 'answer';
  readonly answer: Answer;
  /** What the history keeps of the answer, as plain text; a turn that says nothing (a form, a question back) is not kept. */
  readonly said: string;
  /** What the history keeps as asked, where that is not the message's own text (a form, a button). */
  readonly asked?: string;
  readonly memory?: TurnMemory;
}

/** What a later turn needs of this one, e.g. the draft and its genre. Only strings, so that masking can reach them. */
export type TurnMemory = Readonly<Record<string, string>>;

/** One thing Kaname can do. A new command is a file in this folder and a line in `commands.ts`; no channel changes. */
export interface Command {
  /** `ask`; also the first part of its actions' names (`ask.more`) and the slash form (`/ask`). */
  readonly name: string;
  /** The word that starts it: 「規程」. */
  readonly title: string;
  /** Other words that start it when they open the message. */
  readonly words: readonly string[];
  /** False where the turn is about the history itself and is not kept in it. */
  readonly remembered: boolean;
  /** True where it works with the files of a message; elsewhere the answer says that they were not used. */
  readonly usesFiles?: boolean;
  run(input: CommandInput): AsyncIterable<CommandEvent>;
}
