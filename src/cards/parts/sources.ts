import type { Source } from '../../answer.ts';
import type { NewElementId } from '../elementIds.ts';
import { escapeMarkdown } from '../escape.ts';

/** The hidden line under an item that shows where it comes from; without a source, an empty text and no id. */
export interface SourceView {
  readonly source: string;
  readonly sourceId: string;
}

/** Both strings are empty where there is no source to open. */
export function sourceView(source: Source | undefined, newId: NewElementId): SourceView {
  if (source === undefined || source.quote.trim() === '') return { source: '', sourceId: '' };
  const place = source.place ? `［${source.place}］` : '';
  return { source: escapeMarkdown(`出典${place}：「${source.quote.trim()}」`), sourceId: newId() };
}

/** The ids one button shows and hides together. */
export function sourceIds(views: readonly SourceView[]): readonly string[] {
  return views.map(({ sourceId }) => sourceId).filter((id) => id !== '');
}
