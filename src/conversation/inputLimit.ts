import { KanameError } from '../errors.ts';
import type { IncomingMessage } from './message.ts';

/** Characters (UTF-16 units) that one message may have, its form fields included. Longer texts come as files. */
export const MOST_CHARACTERS = 200_000;

/** @throws KanameError `input_too_long` with the limit and what to do */
export function limitInput({ text, action }: IncomingMessage): void {
  const length = text.length + Object.values(action?.data ?? {}).reduce((sum, value) => sum + value.length, 0);
  if (length <= MOST_CHARACTERS) return;
  throw new KanameError(
    'input_too_long',
    `一度にお受けできるのは${MOST_CHARACTERS.toLocaleString('ja-JP')}文字までです（いただいた文章は${length.toLocaleString('ja-JP')}文字）。いくつかに分けてお送りください。`,
  );
}
