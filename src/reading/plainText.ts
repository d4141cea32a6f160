import { decodeText } from './decodeText.ts';
import type { ReadText } from './readText.ts';
import { joinWrapped } from './wrappedLines.ts';

/** A text file: one paragraph a line, lines broken at a fixed width drawn together. */
export function readPlainText(bytes: Uint8Array): ReadText {
  const text = decodeText(bytes);
  const lines = joinWrapped(text.split(/\r\n|[\r\n\f\u2028\u2029]/), { full: 0.9, always: false });
  const blocks = lines
    .filter((line) => line.trim() !== '')
    .map((line) => ({ kind: 'paragraph' as const, text: line.trim() }));
  return { blocks, text, places: [], warnings: [] };
}
