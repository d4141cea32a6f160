import type { Word } from '../../../japanese/words.ts';
import type { NamesOfText } from './names.ts';
import type { Draws } from './seeded.ts';

/** One official sentence as the changes get it. */
export interface Original {
  /** Without its number or mark at the head, and with its full stop. */
  readonly text: string;
  /** The sentence after it in the text, without its mark. */
  readonly next?: string;
  readonly speaker?: string;
  /** Other speakers of the text. */
  readonly otherSpeakers: readonly string[];
  words(): readonly Word[];
  /** Words of any sentence, for what was changed already. */
  analyze(text: string): readonly Word[];
  names(): NamesOfText;
}

/** A sentence that came of an original. */
export interface Variant {
  readonly statement: string;
  /** 「15日→16日」: what stands there now for what stood there. */
  readonly changed: string;
  /** The new words, where they have to stay when the sentence is reworded as well. */
  readonly kept?: string;
}

/** What can be made of a sentence; empty where the kind does not apply to it. */
export type Change = (original: Original, draws: Draws) => readonly Variant[];

export interface Kind {
  /** Stands in the report. */
  readonly name: string;
  readonly group: string;
  readonly change: Change;
}

/** A statement whose truth is known, with the place of the text it was made of. */
export interface Case {
  readonly id: string;
  readonly perturbed: boolean;
  readonly group: string;
  readonly kind: string;
  readonly statement: string;
  readonly changed: string;
  /** The kind of a further rewording, where there was one. */
  readonly reworded?: string;
  /** Index of the text among those read, and of the sentence in it. */
  readonly text: number;
  readonly sentence: number;
  readonly original: string;
}
