import type { DraftPart } from '../../answer.ts';
import { type CardElement, fillElements } from '../template.ts';
import { drawButtons } from './choices.ts';
import { textBoxHeight } from './textBox.ts';

const EDITABLE = '（このまま編集できます）';

/** The draft in a field that can be edited; whatever stands in it is sent along as `draft` with each button. */
export function drawDraft({ label, text, choices }: DraftPart): readonly CardElement[] {
  return fillElements('draft', {
    label: `${label}${EDITABLE}`,
    text,
    height: textBoxHeight(text),
    buttons: drawButtons(choices, 'auto'),
  });
}
