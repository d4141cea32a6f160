import type { Abilities } from '../../text/outgoing.ts';

/**
 * What a room on direct shows. LoGo Chat's own limits are not public; these are the ones the vendor's client (direct-js
 * 2.1.0) cuts at without a word: 1,024 UTF-16 units of a text or question, nine options of a select stamp, 64 units of
 * an option. A text leaves room for the mention before it.
 */
export const DIRECT_ABILITIES: Abilities = {
  textCharacters: 900,
  notes: { titleCharacters: 100, textCharacters: 5_000 },
  stampOptions: 9,
  files: true,
};

export const OPTION_CHARACTERS = 60;
