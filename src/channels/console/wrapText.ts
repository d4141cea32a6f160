import { displayWidth } from '../../japanese/width.ts';

/** Characters that may not open a line, and those that may not end one (JIS X 4051, 行頭禁則・行末禁則). */
const NOT_FIRST = new Set('、。，．・：；？！）］｝」』】〕〉》ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々,.:;?!)]}%');
const NOT_LAST = new Set('（［｛「『【〔〈《([{');

/**
 * Breaks one line of text into lines of at most `width` cells, the first opened by `lead`, the others indented as far.
 * Words in half-width letters stay whole where they fit, and brackets and punctuation stay with their word.
 */
export function wrapText(text: string, lead: string, width: number): readonly string[] {
  const indent = ' '.repeat(displayWidth(lead));
  const room = Math.max(width - indent.length, 10);
  const lines: string[] = [];
  let line = '';
  for (const unit of units(text)) {
    if (displayWidth(line + unit) <= room || line === '') line += unit;
    else {
      lines.push(line.trimEnd());
      line = unit.replace(/^ +/, '');
    }
    while (displayWidth(line) > room) {
      const head = fitting(line, room);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  lines.push(line);
  return lines.map((each, index) => `${index === 0 ? lead : indent}${each}`.trimEnd());
}

/** The longest start of a text that fits `room` cells, at least one character. */
function fitting(text: string, room: number): string {
  let head = '';
  for (const character of text) {
    if (head !== '' && displayWidth(head + character) > room) break;
    head += character;
  }
  return head;
}

/** Pieces between which a line may break. */
function units(text: string): readonly string[] {
  const pieces: string[] = [];
  for (const token of text.match(/[\x21-\x7e]+|[\s\S]/gu) ?? []) {
    const last = pieces.at(-1);
    const joins = last !== undefined && (NOT_FIRST.has(token.charAt(0)) || NOT_LAST.has(last.charAt(last.length - 1)));
    if (joins) pieces[pieces.length - 1] = last + token;
    else pieces.push(token);
  }
  return pieces;
}
