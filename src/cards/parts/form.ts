import type { Field, FormPart } from '../../answer.ts';
import { escapeMarkdown } from '../escape.ts';
import { type CardElement, fillElements } from '../template.ts';
import { drawButtons } from './choices.ts';

/** So many options are shown at once; more of them go into a drop-down. */
const MOST_SHOWN_OPTIONS = 4;

/** Inputs with their labels, and the button that sends them. */
export function drawForm({ title = '', fields, submit }: FormPart): readonly CardElement[] {
  return fillElements('form', {
    title: escapeMarkdown(title),
    fields: fields.map(fieldView),
    buttons: drawButtons([{ ...submit, primary: true }], 'auto'),
  });
}

function fieldView({ id, label, kind, required, example, value = '', options = [] }: Field) {
  return {
    id,
    label,
    kind,
    required,
    value,
    placeholder: example === undefined ? '' : `例：${example}`,
    errorMessage: kind === 'choice' ? `${label}を選んでください。` : `${label}を入力してください。`,
    options: options.map((option) => ({ title: option.label, value: option.value })),
    style: options.length > MOST_SHOWN_OPTIONS ? 'compact' : 'expanded',
  };
}
