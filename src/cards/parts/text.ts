import type { TextPart } from '../../answer.ts';
import { escapeMarkdown } from '../escape.ts';
import { type CardElement, fillElements } from '../template.ts';

/** Nothing for an empty text. */
export function drawText({ text, tone = 'body' }: TextPart): readonly CardElement[] {
  const escaped = escapeMarkdown(text);
  return escaped === '' ? [] : fillElements('text', { text: escaped, tone });
}
