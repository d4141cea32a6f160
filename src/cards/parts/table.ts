import type { TablePart } from '../../answer.ts';
import type { NewElementId } from '../elementIds.ts';
import { escapeMarkdown } from '../escape.ts';
import { type CardElement, fillElements } from '../template.ts';
import { sourceIds, sourceView } from './sources.ts';

const EMPTY_CELL = '―';

/** A table as stacked rows, which stay readable on a phone: the first cell as a heading, the others as facts. */
export function drawTable({ title = '', columns, rows }: TablePart, newId: NewElementId): readonly CardElement[] {
  const views = rows.map(({ cells, source }) => ({
    heading: cell(cells[0]),
    facts: columns.slice(1).map((column, index) => ({ title: escapeMarkdown(column), value: cell(cells[index + 1]) })),
    ...sourceView(source, newId),
  }));
  return fillElements('table', { title: escapeMarkdown(title), rows: views, sourceIds: sourceIds(views) });
}

function cell(text = ''): string {
  return escapeMarkdown(text) || EMPTY_CELL;
}
