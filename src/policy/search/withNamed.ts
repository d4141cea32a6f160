import type { NamedPlace } from './namedPlaces.ts';
import type { Ranked } from './ruleIndex.ts';

/** What a place gains by being named, as a multiple of the best score. */
const CLAUSE_NAMED = 2;
const ARTICLE_NAMED = 1.1;
/** Named by its number only, in one of several documents. */
const NUMBER_NAMED = 0.3;

/** Puts the places that the question names before those found by its words, the named clause first of all. */
export function withNamed(ranked: readonly Ranked[], named: readonly NamedPlace[], limit: number): Ranked[] {
  if (named.length === 0) return [...ranked];
  const top = ranked[0]?.score ?? 1;
  const scores = new Map(ranked.map((place) => [keyOf(place.article, place.clause), place]));
  const raise = (article: number, clause: number, gain: number): void => {
    const score = (scores.get(keyOf(article, clause))?.score ?? 0) + gain * top;
    scores.set(keyOf(article, clause), { article, clause, score, named: true });
  };
  for (const { article, clause, sure } of distinct(named)) {
    if (clause !== undefined) raise(article, clause, sure ? CLAUSE_NAMED : NUMBER_NAMED);
    const found = ranked.filter((place) => place.article === article);
    for (const place of found) raise(article, place.clause, sure ? ARTICLE_NAMED : NUMBER_NAMED);
    if (found.length === 0 && clause === undefined && sure) raise(article, 0, ARTICLE_NAMED);
  }
  return [...scores.values()].sort((one, other) => other.score - one.score).slice(0, limit);
}

const keyOf = (article: number, clause: number): string => `${article}/${clause}`;

/** Each article once, under the surest and most exact of its mentions. */
function distinct(named: readonly NamedPlace[]): NamedPlace[] {
  const found = new Map<number, NamedPlace>();
  for (const place of named) {
    const known = found.get(place.article);
    if (!known || (place.sure && !known.sure) || (known.clause === undefined && place.sure === known.sure))
      found.set(place.article, place);
  }
  return [...found.values()];
}
