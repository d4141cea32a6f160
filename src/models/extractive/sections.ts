import { isHeading, isListItem, shown } from './sentenceKind.ts';

/**
 * For each line, whether it stands under a heading that matches: until the next heading, and not the heading itself.
 * Memos list decisions and tasks that way without any phrase of deciding.
 */
export function under(lines: readonly string[], heading: RegExp): boolean[] {
  let inside = false;
  return lines.map((line) => {
    const plain = shown(line).replace(/^[【［[〔（(■●◆]+|[】］\]〕）)：:]+$/gu, '');
    if (plain.length <= 16 && heading.test(plain)) {
      inside = true;
      return false;
    }
    if (/^\s*#/u.test(line) || (isHeading(plain) && !isListItem(line)) || /^[【■◆]/u.test(line.trim())) inside = false;
    return inside;
  });
}
