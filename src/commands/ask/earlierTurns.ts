import type { Citation } from '../../answer.ts';
import type { Hit, RuleLibrary } from '../../policy/library.ts';
import type { PastTurn } from '../../stores/history.ts';
import type { TurnMemory } from '../command.ts';

/** A question of the conversation before, and what its answer cited. */
export interface EarlierTurn {
  /** In full: with what it carried over from those before it. */
  readonly question: string;
  readonly cited: readonly CitedPlace[];
}

/** Ids of an article and of its clause. */
export interface CitedPlace {
  readonly article: string;
  readonly clause: string;
}

/** Questions that a follow-up may go on with. */
const MOST = 3;

/** The questions about the rules among earlier turns, oldest first. */
export function earlierTurns(history: readonly PastTurn[]): EarlierTurn[] {
  return history
    .filter(({ command }) => command === 'ask')
    .slice(-MOST)
    .map(({ asked, memory }) => ({
      question: memory.question ?? asked,
      cited: (memory.cited ?? '').split('\n').flatMap((line) => {
        const [article, clause] = line.split('\t');
        return article && clause ? [{ article, clause }] : [];
      }),
    }));
}

/** What a turn remembers of the places it cited. */
export function citedMemory(citations: readonly Citation[]): TurnMemory {
  const places = citations.map(({ article, clause }) => `${article}\t${clause}`);
  return places.length === 0 ? {} : { cited: [...new Set(places)].join('\n') };
}

/** The clauses of places, as far as they may be read and their versions still count on the day of the library. */
export function hitsAt(places: readonly CitedPlace[], library: RuleLibrary): Hit[] {
  const counting = new Set(places.length === 0 ? [] : library.documents().map(({ id }) => id));
  return places.flatMap((place) => {
    const article = library.article(place.article);
    const document = article && library.document(article.document);
    const clause = article?.clauses.find(({ id }) => id === place.clause);
    if (!article || !document || !counting.has(document.id) || !clause) return [];
    const standing = library.standing(document.id);
    return [{ document, article, clause, score: 0, ...(standing && { standing }) }];
  });
}
