import type { Abilities } from '../text/outgoing.ts';

/** What a terminal can show: text of any length, numbers to choose by, and the text of files. */
export const terminalAbilities: Abilities = {
  textCharacters: Number.POSITIVE_INFINITY,
  stampOptions: 0,
  files: false,
};
