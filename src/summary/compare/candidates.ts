import type { Fact } from './fact.ts';
import { keyOf, type Reading } from './reading.ts';
import { momentKeys, type SourceIndex } from './sourceIndex.ts';

const WHOLE = 6;
const OF_A_CLAUSE = 3;
const OF_A_FACT = 4;
const SHORTEST_CLAUSE = 7;
/** Sentences around a place that the caller names. */
const AROUND = 2;

/**
 * The sentences of the source with which a statement is compared: those that share most with it and with each of its
 * clauses, those that hold its numbers, dates and names, and those around the place it was led back to.
 */
export function candidates(
  statement: Reading,
  source: SourceIndex,
  near?: { readonly first: number; readonly last: number },
): number[] {
  const found = new Set(source.nearest(statement.text, WHOLE));
  const clauses = statement.text.split(/[、。]/u).filter((clause) => clause.length >= SHORTEST_CLAUSE);
  if (clauses.length > 1) {
    for (const clause of clauses) for (const at of source.nearest(clause, OF_A_CLAUSE)) found.add(at);
  }
  for (const fact of statement.facts) {
    for (const key of keysOf(fact)) for (const at of source.holding(key, statement.text, OF_A_FACT)) found.add(at);
  }
  if (near) {
    for (let at = Math.max(0, near.first - AROUND); at <= Math.min(source.size - 1, near.last + AROUND); at++)
      found.add(at);
  }
  return [...found].sort((one, other) => one - other);
}

function keysOf(fact: Fact): string[] {
  if (fact.kind === 'quantity') return [`#${fact.quantity.value}`];
  if (fact.kind === 'clock') return [keyOf(fact)];
  if (fact.kind === 'moment') return momentKeys(fact.moment);
  return fact.kind === 'name' ? [fact.name] : [];
}
