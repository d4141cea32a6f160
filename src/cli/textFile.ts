import { readFileSync } from 'node:fs';
import { KanameError } from '../errors.ts';
import { decodeText } from '../reading/decodeText.ts';

/**
 * The text of a file named on the command line, in UTF-8, Shift_JIS or another encoding that `decodeText` knows.
 * @param about what the file is, for the sentence: 「質問のファイル」
 * @throws KanameError `file_unreadable`
 */
export function textFile(file: string, about: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new KanameError('file_unreadable', `${about}「${file}」を読めませんでした。`, cause);
  }
  return decodeText(bytes);
}
