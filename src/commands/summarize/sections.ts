import type { Place } from '../../reading/places.ts';
import type { GivenFile } from '../command.ts';

/** One text that is summarized by itself: what was pasted, or a file. */
export interface Section {
  /** The file's name. */
  readonly name?: string;
  readonly text: string;
  /** Where its parts stand in the file. */
  readonly places: readonly Place[];
  /** What was not read of the file. */
  readonly warnings: readonly string[];
}

/** Beside files, a longer text than this was pasted to be read; a shorter one says what is wished of them. */
export const WISH_CHARACTERS = 200;

/** What a message gives to be summarized: its text, or its files and the text that was pasted beside them. */
export function sectionsOf(text: string, files: readonly GivenFile[]): readonly Section[] {
  const isMaterial = files.length === 0 ? text !== '' : text.length > WISH_CHARACTERS;
  return [
    ...files,
    ...(isMaterial ? [{ ...(files.length > 0 && { name: 'メッセージの文章' }), text, places: [], warnings: [] }] : []),
  ];
}
