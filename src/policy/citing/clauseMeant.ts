import type { Hit } from '../library.ts';
import { plainNumbers } from '../plainNumbers.ts';
import { squeeze } from './squeeze.ts';

/** A clause that was given to the model under a short id of its own. */
export interface GivenClause {
  readonly id: string;
  readonly hit: Hit;
}

/**
 * The clause a model means: by its id in any dress (`c1`, `[C1]`, `C1 第12条`), or by its label or its article's where
 * that fits one document only. Among clauses of one article the one that holds the quotation is meant.
 */
export function clauseMeant(name: string, quote: string, given: readonly GivenClause[]): GivenClause | undefined {
  const plain = plainNumbers(name).replace(/[\s[\]「」『』【】()<>"'`:.]/g, '');
  const id = /^(?:clause|条項|id)?(c\d+)(?!\d)/.exec(plain)?.[1];
  if (id !== undefined) return given.find((clause) => plainNumbers(clause.id) === id);
  const exact = given.find((clause) => plainNumbers(clause.id) === plain);
  if (exact !== undefined || plain === '') return exact;
  const labelled = given
    .map((clause) => ({ clause, fit: labelFit(plain, clause.hit) }))
    .filter(({ fit }) => fit > 0)
    .sort((one, other) => other.fit - one.fit);
  const best = labelled.filter(({ fit }) => fit === labelled[0]?.fit).map(({ clause }) => clause);
  if (new Set(best.map(({ hit }) => hit.document.id)).size > 1) return undefined;
  const words = squeeze(quote).text;
  return best.find(({ hit }) => words !== '' && squeeze(hit.clause.text).text.includes(words)) ?? best[0];
}

/** 0 where the name does not end in the clause's place; more, the more exactly it names it. */
function labelFit(name: string, { document, article, clause }: Hit): number {
  const articleLabel = plainNumbers(article.label);
  const label = articleLabel + plainNumbers(clause.label);
  const named = name.includes(plainNumbers(document.title)) ? 0.5 : 0;
  if (name.endsWith(label)) return (label === articleLabel ? 1 : 2) + named;
  const rest = name.slice(name.indexOf(articleLabel) + articleLabel.length);
  return articleLabel !== '' && name.includes(articleLabel) && !/^(?:の?\d|第\d+項)/.test(rest) ? 1 + named : 0;
}
