import { createHash } from 'node:crypto';
import { mentions } from '../privacy/placeholder.ts';

/** Characters of a question that are kept; what is longer is no question that others ask too. */
export const MOST_CHARACTERS = 500;

/**
 * A masked question as it is kept: its placeholders without their numbers (【氏名】 for 【氏名1】), since these belong to
 * one turn and another turn would put its own person in their place; no control characters; at most 500 characters.
 */
export function keptText(masked: string): string {
  let kept = '';
  let at = 0;
  for (const { start, end, placeholder } of mentions(masked)) {
    if (start < at) continue;
    kept += masked.slice(at, start) + placeholder.replace(/\d+/, '');
    at = end;
  }
  return (kept + masked.slice(at))
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, MOST_CHARACTERS)
    .trim();
}

const ENDING =
  /(?:(?:を|は|が)?(?:教えて|知りたい)(?:ください|下さい|ほしい|欲しい|です)*|(?:なの|の|ん)?(?:でしょうか|ですか|か|の)|です)$/u;

/** The id of a question: the same for the same words whatever their width, marks, spaces and polite ending. */
export function questionId(kept: string): string {
  const words = kept
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  const core = words.replace(ENDING, '');
  return createHash('sha256')
    .update(core === '' ? words : core)
    .digest('hex')
    .slice(0, 12);
}
