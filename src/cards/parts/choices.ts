import type { Choice, ChoicesPart } from '../../answer.ts';
import { escapeMarkdown } from '../escape.ts';
import { type CardElement, fillElements } from '../template.ts';
import { buttonRows } from './buttonRows.ts';

/** Buttons that send nothing but their own data. */
export function drawChoices({ title = '', choices }: ChoicesPart): readonly CardElement[] {
  return drawButtons(choices, 'none', title);
}

/**
 * Buttons that send `{"kaname":{"name","data"}}`. With `auto` the card's inputs come along and are checked first;
 * with `none` they are not, so that a required field of a form does not hold up a button beside it.
 */
export function drawButtons(choices: readonly Choice[], inputs: 'auto' | 'none', title = ''): readonly CardElement[] {
  const rows = buttonRows(choices).map((row) => ({
    actions: row.map(({ label, action, primary = false }) => ({
      title: label,
      style: primary ? 'positive' : 'default',
      inputs,
      data: { kaname: { name: action.name, data: action.data } },
    })),
  }));
  return fillElements('choices', { title: escapeMarkdown(title), rows });
}
