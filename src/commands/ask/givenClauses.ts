import type { AnswerTask } from '../../models/task.ts';
import type { GivenClause } from '../../policy/citations.ts';
import type { Hit, RuleLibrary } from '../../policy/library.ts';
import { type Companion, companionsOf } from '../../policy/related/companions.ts';
import { rowWithHeader, tableOf } from '../../policy/tables.ts';

/** Clauses shown to the model; a small model loses itself in more. */
const CLAUSES_GIVEN = 6;
/** Of so many of them, what they lean on is shown as well. */
const LEANING = 3;
const COMPANIONS = { each: 2, all: 5, characters: 1200, depth: 2 } as const;

/** What the model is shown, as the task says it and as the checks look it up. */
export interface Given {
  readonly clauses: AnswerTask['clauses'];
  readonly hits: readonly GivenClause[];
}

/**
 * The clauses found, and after them the places they refer to, rows of their tables and definitions of their terms, marked
 * as such.
 * @param held how much of the question a text holds
 */
export function givenClauses(hits: readonly Hit[], library: RuleLibrary, held: (text: string) => number): Given {
  const found = hits.slice(0, CLAUSES_GIVEN);
  const companions = companionsOf(
    found.map((hit) => ({ hit })),
    library,
    held,
    { ...COMPANIONS, of: LEANING },
  );
  const shown = [
    ...found.map((hit) => ({ hit, text: textOf(hit), role: undefined })),
    ...companions.map((companion) => ({ hit: companion.hit, text: companion.text, role: roleOf(companion) })),
  ];
  return {
    clauses: shown.map(({ hit: { document, article, clause }, text, role }, index) => ({
      id: idOf(index),
      document: document.title,
      label: `${article.label}${clause.label}`,
      caption: article.caption,
      text,
      ...(role !== undefined && { role }),
    })),
    hits: shown.map(({ hit }, index) => ({ id: idOf(index), hit })),
  };
}

const idOf = (index: number): string => `C${index + 1}`;

/** A row of a table says nothing without the names of its columns. */
function textOf({ article, clause }: Hit): string {
  const table = tableOf(article, clause);
  return table === undefined ? clause.text : rowWithHeader(table, clause);
}

function roleOf({ kind, term, of }: Companion): string {
  if (kind === 'definition') return `「${term}」の定義`;
  return `${idOf(of)}が引用する${kind === 'row' ? '表' : '規定'}`;
}
