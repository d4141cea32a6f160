import type { Choice } from '../../answer.ts';
import { displayWidth } from '../../japanese/width.ts';

/** Teams shows at most six actions of a set; the rest vanish. */
const MOST_IN_A_ROW = 6;
/** What fits beside each other on a phone of 360 px, in half-width cells: 294 px at 7 px a cell. */
const ROW_CELLS = 42;
/** Padding, border and gap of a button in the same cells. */
const BUTTON_CELLS = 5;

/** Lays buttons out in rows that fit a phone: short ones beside each other, long ones alone. */
export function buttonRows(choices: readonly Choice[]): readonly (readonly Choice[])[] {
  const rows: Choice[][] = [];
  let left = 0;
  for (const choice of choices) {
    const cells = displayWidth(choice.label) + BUTTON_CELLS;
    const row = rows.at(-1);
    if (row === undefined || cells > left || row.length === MOST_IN_A_ROW) {
      rows.push([choice]);
      left = ROW_CELLS - cells;
    } else {
      row.push(choice);
      left -= cells;
    }
  }
  return rows;
}
