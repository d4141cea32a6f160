import type { Article, Clause } from '../document.ts';
import type { Naming } from './clauseLabels.ts';
import { type ArticleLine, placeClauses } from './clausePlaces.ts';

/** An article while its lines are being collected. */
export interface Draft {
  /** Its id within the document: `12`, `3-2`, `s1-p2`, `t1`. */
  key: string;
  label: string;
  caption: string;
  readonly chapter: readonly string[];
  readonly naming: Naming;
  readonly lines: ArticleLine[];
}

/**
 * Makes the article of a draft: one clause a line; a sentence that only goes on with its clause (ただし書) is put
 * behind it on the same line. The clauses cover the text but for the line breaks between them.
 */
export function articleOf(draft: Draft, document: string, id: string): Article {
  const places = placeClauses(draft.lines, draft.naming);
  const clauses: Clause[] = [];
  let text = '';
  for (const [index, line] of draft.lines.entries()) {
    const place = places[index] ?? { id: `l${index + 1}`, label: '' };
    const before = clauses.at(-1);
    const start = before?.id === place.id ? before.start : text.length + (text === '' ? 0 : 1);
    if (before?.id === place.id) clauses.pop();
    else if (text !== '') text += '\n';
    text += line.text;
    clauses.push({ ...place, start, end: text.length, text: text.slice(start) });
  }
  const { label, caption, chapter } = draft;
  return { id, document, label, caption, chapter, text, clauses };
}
