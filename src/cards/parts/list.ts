import type { ListItem, ListPart } from '../../answer.ts';
import type { NewElementId } from '../elementIds.ts';
import { escapeMarkdown } from '../escape.ts';
import { type CardElement, fillElements } from '../template.ts';
import { sourceIds, sourceView } from './sources.ts';

/** Items with bullets or numbers; one button opens the sources of all. */
export function drawList(
  { title = '', ordered = false, items }: ListPart,
  newId: NewElementId,
): readonly CardElement[] {
  const views = items.map((item, index) => ({
    marker: ordered ? `${index + 1}\\.` : '・',
    text: escapeMarkdown(`${item.text}${citationMarks(item)}`),
    ...sourceView(item.source, newId),
  }));
  return fillElements('list', { title: escapeMarkdown(title), items: views, sourceIds: sourceIds(views) });
}

/** The numbers under which an item's citations stand in the list of citations: 「[1][3]」. */
export function citationMarks({ citations = [] }: ListItem): string {
  return citations.map((position) => `[${position}]`).join('');
}
