import type { Fact } from './fact.ts';
import { nearness, type Occurrence, type Surroundings, surroundings } from './nearness.ts';
import type { Reading } from './reading.ts';
import type { SourceIndex } from './sourceIndex.ts';

/** A place in the source that says the same as a fact of the statement, or something else of its kind. */
export interface Counterpart<F> extends Occurrence {
  readonly fact: F;
  readonly same: boolean;
}

/** A fact of a statement with what of the source may be meant by it. */
export interface Weighed<F> {
  readonly fact: F;
  readonly around: Surroundings;
  /** Best first. */
  readonly same: readonly (Counterpart<F> & { readonly score: number })[];
  readonly other: readonly (Counterpart<F> & { readonly score: number })[];
}

/** How much better another value has to fit than the stated one; less is asked where the words are those of the source. */
export function margin(score: number): number {
  return 0.05 + 0.3 * (1 - score);
}

/** Weighs a fact against the places of the source that say the same or something else of its kind. */
export function weigh<F extends Fact>(
  fact: F,
  statement: Reading,
  counterparts: readonly Counterpart<F>[],
  source: SourceIndex,
): Weighed<F> {
  const around = surroundings(statement, fact.start, fact.end, source);
  const scored = counterparts
    .map((counterpart) => ({ ...counterpart, score: nearness(around, counterpart, source) }))
    .sort((one, other) => other.score - one.score);
  return {
    fact,
    around,
    same: scored.filter((counterpart) => counterpart.same),
    other: scored.filter((counterpart) => !counterpart.same),
  };
}

/**
 * The other value that stands where the statement puts its own, if one does: it fits the words around the fact clearly
 * better than every place with the stated value, and no other fact of the statement stands for it.
 */
export function displaced<F extends Fact>(
  weighed: Weighed<F>,
  all: readonly Weighed<F>[],
  least: number,
): (Counterpart<F> & { readonly score: number }) | undefined {
  const own = weighed.same[0]?.score ?? 0;
  const best = weighed.other.find((other) => !explained(other, weighed, all));
  if (best === undefined || best.score < least) return undefined;
  return best.score - own > margin(best.score) ? best : undefined;
}

/** The best other value that no other fact of the statement stands for. */
export function instead<F extends Fact>(
  weighed: Weighed<F>,
  all: readonly Weighed<F>[],
): (Counterpart<F> & { readonly score: number }) | undefined {
  return weighed.other.find((other) => !explained(other, weighed, all));
}

function explained<F extends Fact>(
  other: Counterpart<F> & { readonly score: number },
  weighed: Weighed<F>,
  all: readonly Weighed<F>[],
): boolean {
  return all.some(
    (sibling) =>
      sibling !== weighed &&
      sibling.same.some(
        (same) => same.at === other.at && same.start === other.start && same.score >= other.score - 0.02,
      ),
  );
}
