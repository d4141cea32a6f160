import { displayWidth } from '../../japanese/width.ts';

const LINE_PX = 20;
/** Half-width cells of one line of a box in a card 360 px wide. */
const LINE_CELLS = 42;
const LEAST_LINES = 3;
const MOST_LINES = 16;

/**
 * Height of a container whose multi-line Input.Text stretches to fill it, as CSS pixels: high enough to read the text,
 * low enough not to fill the chat. An input by itself is two lines high in Teams, whatever it holds.
 */
export function textBoxHeight(text: string): string {
  const lines = text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / LINE_CELLS)), 0);
  return `${(Math.min(Math.max(lines, LEAST_LINES), MOST_LINES) + 2) * LINE_PX}px`;
}
