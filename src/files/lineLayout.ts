import { lineMark } from '../japanese/lineMarks.ts';
import { displayWidth } from '../japanese/width.ts';

/** How one line of an official document stands on the page. Widths are in half-width characters. */
export type LineLayout =
  | { readonly kind: 'empty' }
  | { readonly kind: 'right' | 'center' | 'heading'; readonly text: string }
  /** `hanging` is the width of the number that opens the line: what wraps goes on beyond it. */
  | { readonly kind: 'body'; readonly text: string; readonly indent: number; readonly hanging: number };

/** A line pushed this far was meant for the right edge, as 文書番号, 日付 and 発信者 are in plain text. */
const RIGHT_FROM = 28;
/** A short line pushed this far was meant for the middle. */
const CENTER_FROM = 8;
const CENTERED_CHARACTERS = 40;

const PADDING = /^[ \t\u3000]*/;
/** 「【答弁要旨】」「■概要」「# 議事」: a line that names what follows. */
const HEADING = /^(?:【[^】]{1,30}】(?:[（(][^（）()]{1,20}[)）])?|[■◆●▼][^。]{1,30}|#{1,4} [^。]{1,60})$/u;

/**
 * Sees how a line of plain text is meant: 「記」 in the middle, 「以上」 at the right edge, what is padded far at the right
 * edge, a short line padded less in the middle, 【…】 as a heading. The words stay as they are, numbers included.
 */
export function lineLayout(line: string): LineLayout {
  const padding = PADDING.exec(line)?.[0] ?? '';
  const text = line.slice(padding.length).trimEnd();
  if (text === '') return { kind: 'empty' };
  if (/^記$/u.test(text)) return { kind: 'center', text };
  if (/^以[ \u3000]*上$/u.test(text)) return { kind: 'right', text };
  const pushed = displayWidth(padding.replaceAll('\t', '    '));
  const isShort = text.length <= CENTERED_CHARACTERS && !/[。、]$/u.test(text);
  if (pushed >= RIGHT_FROM && isShort) return { kind: 'right', text };
  const mark = lineMark(text);
  if (pushed >= CENTER_FROM && isShort && mark === undefined) return { kind: 'center', text };
  if (HEADING.test(text)) return { kind: 'heading', text };
  const hanging = mark === undefined ? 0 : displayWidth(text.slice(0, mark.length));
  // One space opens a paragraph: its first line is pushed, the others are not, so it stays a character of the text.
  if (mark === undefined && pushed <= 2) return { kind: 'body', text: `${padding}${text}`, indent: 0, hanging: 0 };
  return { kind: 'body', text, indent: pushed, hanging };
}
