import type { Abilities, Outgoing } from '../outgoing.ts';
import { cutText, splitText } from './splitText.ts';

/** What takes more messages goes into a note, where the channel has notes: a note has to be opened to be read. */
const MOST_MESSAGES = 2;

/** True for a text that goes into a note here. */
export function isForNote(text: string, { notes, textCharacters }: Abilities): boolean {
  return notes !== undefined && splitText(text, textCharacters).length > MOST_MESSAGES;
}

/** A text as notes; where the channel has none, as messages. */
export function notePieces(title: string, text: string, abilities: Abilities): readonly Outgoing[] {
  const { notes } = abilities;
  if (notes === undefined) return textPieces(text, abilities);
  const pieces = cutText(text, notes.textCharacters);
  return pieces.map((piece, index) => {
    const mark = pieces.length === 1 ? '' : `（${index + 1}/${pieces.length}）`;
    return { kind: 'note', title: `${cutLabel(title, notes.titleCharacters - mark.length)}${mark}`, text: piece };
  });
}

/** A text as messages within the channel's limit. */
export function textPieces(text: string, { textCharacters }: Abilities): readonly Outgoing[] {
  return splitText(text, textCharacters).map((piece) => ({ kind: 'text', text: piece }));
}

/** A title or the label of an option on one line, cut with an ellipsis to at most `most` UTF-16 units. */
export function cutLabel(label: string, most: number): string {
  const line = label.trim().replace(/\s+/g, ' ');
  if (line.length <= most) return line;
  let cut = '';
  for (const character of line) {
    if (cut.length + character.length > most - 1) break;
    cut += character;
  }
  return `${cut}…`;
}
