import { KanameError } from '../errors.ts';
import type { IncomingMessage } from './message.ts';

/** Characters (UTF-16 units) that one message may have, its form fields and the text of its files included. */
export const MOST_CHARACTERS = 200_000;

/** @throws KanameError `input_too_long` with the limit and what to do */
export function limitInput(message: IncomingMessage): void {
  limitCharacters(writtenCharacters(message));
}

/** Characters of what was written or sent with a form, without files. */
export function writtenCharacters({ text, action }: IncomingMessage): number {
  return text.length + Object.values(action?.data ?? {}).reduce((sum, value) => sum + value.length, 0);
}

/** @throws KanameError `input_too_long` where one message has more characters than can be taken at once */
export function limitCharacters(length: number): void {
  if (length <= MOST_CHARACTERS) return;
  throw new KanameError(
    'input_too_long',
    `一度にお受けできるのは${MOST_CHARACTERS.toLocaleString('ja-JP')}文字までです（いただいた文章は${length.toLocaleString('ja-JP')}文字）。いくつかに分けてお送りください。`,
  );
}
