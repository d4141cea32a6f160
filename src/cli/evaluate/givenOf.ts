import type { AnswerTask } from '../../models/task.ts';
import type { GivenClause } from '../../policy/citations.ts';

/** The clauses of a case as if they had been found: each an article of its own, whose id is the clause's id. */
export function givenOf({ clauses }: AnswerTask): GivenClause[] {
  return clauses.map(({ id, document, label, caption, text }) => {
    const [, article = label, clause = ''] = /^(第[^条]+条(?:の\d+)*)(.*)$/.exec(label) ?? [];
    const cited = { id: 'p1', label: clause, start: 0, end: text.length, text };
    return {
      id,
      hit: {
        document: { id: document, title: document, source: document },
        article: { id, document, label: article, caption, chapter: [], text, clauses: [cited] },
        clause: cited,
        score: 1,
      },
    };
  });
}
