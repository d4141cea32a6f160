import type { FilePart } from '../../answer.ts';
import type { NewElementId } from '../elementIds.ts';
import { escapeMarkdown } from '../escape.ts';
import { type CardElement, fillElements } from '../template.ts';
import { textBoxHeight } from './textBox.ts';

/** A file, whose text opens to be copied: a card cannot carry a file itself. */
export function drawFile({ name, text }: FilePart, newId: NewElementId): readonly CardElement[] {
  return fillElements('file', {
    name: escapeMarkdown(name),
    text,
    height: textBoxHeight(text),
    boxId: newId(),
    inputId: newId(),
  });
}
