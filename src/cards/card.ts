import type { Answer, Basis } from '../answer.ts';
import { BASIS_LABELS, GENERATED_NOTE } from './basis.ts';
import { drawPart } from './drawPart.ts';
import { elementIds } from './elementIds.ts';
import { escapeMarkdown } from './escape.ts';
import { plainText } from './plainLines.ts';
import { shorterForms } from './shorten.ts';
import { type Card, fillCard } from './template.ts';

/**
 * Bytes a card may have. Teams counts a message as UTF-16 (two bytes for each character of the JSON) while the card
 * path is measured in UTF-8 (three bytes for a Japanese character): the larger of both has to stay below.
 */
export const CARD_LIMIT_BYTES = 25_000;

const SPOKEN_CHARACTERS = 300;
const FALLBACK_CHARACTERS = 3000;

const BADGE_COLORS: Readonly<Record<Basis, string>> = {
  rules: 'Good',
  confirmed: 'Good',
  'no-basis': 'Warning',
  source: 'Default',
  form: 'Default',
  free: 'Warning',
  program: 'Default',
};

/**
 * Draws an answer as an Adaptive Card 1.5 of less than `CARD_LIMIT_BYTES`; where the whole answer does not fit, as the
 * longest of its shorter forms that does. `turn` makes the ids of the card's elements differ from other cards'.
 * `fallbackText` is the answer as plain text, for where the card is not taken.
 */
export function cardFor(answer: Answer, turn: string): { card: Card; fallbackText: string } {
  let card = draw(answer, turn);
  for (const shorter of shorterForms(answer)) {
    if (cardBytes(card) < CARD_LIMIT_BYTES) break;
    card = draw(shorter, turn);
  }
  return { card, fallbackText: withoutCard(answer) };
}

/** Size of a card as the stricter of Teams' two measures has it. */
export function cardBytes(card: Card): number {
  const json = JSON.stringify(card);
  return Math.max(json.length * 2, Buffer.byteLength(json, 'utf8'));
}

function draw(answer: Answer, turn: string): Card {
  const newId = elementIds(turn);
  return fillCard('answer', {
    title: escapeMarkdown(answer.title),
    badge: BASIS_LABELS[answer.basis],
    badgeColor: BADGE_COLORS[answer.basis],
    parts: answer.parts.flatMap((part) => drawPart(part, newId)),
    note: answer.generated ? GENERATED_NOTE : '',
    spoken: cut(answer.speak || answer.title),
  });
}

function withoutCard(answer: Answer): string {
  const badge = BASIS_LABELS[answer.basis];
  const title = badge === '' ? answer.title : `${answer.title}（${badge}）`;
  const pieces = [title, plainText(answer, FALLBACK_CHARACTERS), answer.generated ? GENERATED_NOTE : ''];
  return pieces.filter((piece) => piece !== '').join('\n\n');
}

function cut(text: string): string {
  return text.length <= SPOKEN_CHARACTERS ? text : `${text.slice(0, SPOKEN_CHARACTERS - 1)}…`;
}
