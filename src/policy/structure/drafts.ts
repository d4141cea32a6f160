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
  const pieces: { readonly id: string; readonly label: string; text: string }[] = [];
  for (const [index, line] of draft.lines.entries()) {
    const place = places[index] ?? { id: `l${index + 1}`, label: '' };
    const before = pieces.at(-1);
    if (before?.id === place.id) before.text += line.text;
    else pieces.push({ ...place, text: line.text });
  }
  let at = 0;
  const clauses = pieces.map((piece): Clause => {
    const start = at;
    at += piece.text.length + 1;
    return { id: piece.id, label: piece.label, start, end: at - 1, text: piece.text };
  });
  const text = pieces.map((piece) => piece.text).join('\n');
  const { label, caption, chapter } = draft;
  return { id, document, label, caption, chapter, text, clauses };
}
