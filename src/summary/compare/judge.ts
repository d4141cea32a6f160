import { alignmentOf } from './alignment.ts';
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
function margin(score: number): number {
  return 0.05 + 0.3 * (1 - score);
}

/** The margin in the one sentence that nearly all of the statement comes from, where that has not the stated value. */
const AT_HOME = 0.06;
const HOME_COVERAGE = 0.65;
/** Who speaks may speak of others, so less follows from it. */
const ONLY_SPEAKING = 0.08;
/** 「3名は難しいです。2名とします。」: the sentence before or after may set right what one says. */
const NEXT_TO = 0.12;
/** How much better two values have to fit in each other's place; more where the words around are not the source's. */
function swapMargin(score: number): number {
  return 0.08 + 0.3 * (1 - score);
}

/** Weighs a fact against the places of the source that say the same or something else of its kind. */
export function weigh<F extends Fact>(
  fact: F,
  statement: Reading,
  counterparts: readonly Counterpart<F>[],
  source: SourceIndex,
): Weighed<F> {
  const around = surroundings(statement, fact, source);
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
  source: SourceIndex,
): (Counterpart<F> & { readonly score: number }) | undefined {
  const swap = swapped(weighed, all);
  if (swap) return swap;
  const own = weighed.same[0]?.score ?? 0;
  const best = weighed.other.find((other) => !explained(other, weighed, all) && !beside(other, weighed, source));
  if (best === undefined || best.score < least) return undefined;
  const { kind } = weighed.fact;
  const follows =
    (kind === 'quantity' || kind === 'moment') && weighed.same.some(({ at }) => Math.abs(at - best.at) === 1);
  const lead = best.score - own - (best.stands === 'speaker' ? ONLY_SPEAKING : 0) - (follows ? NEXT_TO : 0);
  if (lead > margin(best.score)) return best;
  const home =
    !weighed.same.some(({ at, stands }) => at === best.at && typeof stands !== 'number') &&
    alignmentOf(weighed.around.statement, source.reading(best.at)).coverage >= HOME_COVERAGE;
  return home && lead > AT_HOME ? best : undefined;
}

/** The value of another fact of the statement with which this one has changed places, in one sentence of the source. */
function swapped<F extends Fact>(
  weighed: Weighed<F>,
  all: readonly Weighed<F>[],
): (Counterpart<F> & { readonly score: number }) | undefined {
  const own = weighed.same[0];
  if (own === undefined) return undefined;
  for (const sibling of all) {
    const theirs = sibling.same.find(({ at, start }) => at === own.at && start !== own.start);
    if (sibling === weighed || theirs === undefined) continue;
    const taken = weighed.other.find(({ at, start }) => at === theirs.at && start === theirs.start);
    const given = sibling.other.find(({ at, start }) => at === own.at && start === own.start);
    if (taken === undefined || given === undefined) continue;
    const fit = taken.score + given.score;
    if (fit - own.score - theirs.score > swapMargin(fit / 2)) return taken;
  }
  return undefined;
}

/** The best other value that no other fact of the statement stands for. */
export function instead<F extends Fact>(
  weighed: Weighed<F>,
  all: readonly Weighed<F>[],
): (Counterpart<F> & { readonly score: number }) | undefined {
  return weighed.other.find((other) => !explained(other, weighed, all));
}

/** True where another fact of the statement stands for that place. */
function explained<F extends Fact>(
  other: Counterpart<F> & { readonly score: number },
  weighed: Weighed<F>,
  all: readonly Weighed<F>[],
): boolean {
  return all.some(
    (sibling) =>
      sibling !== weighed &&
      sibling.same.some(
        (same, rank) =>
          same.at === other.at && same.start === other.start && (rank === 0 || same.score >= other.score - 0.02),
      ),
  );
}

/**
 * True for what stands beside the stated value and not in its place: in brackets behind it (「A社（分割法人）」), or before
 * it as what it was (「週3回を週2回に」).
 */
function beside<F extends Fact>(other: Counterpart<F>, weighed: Weighed<F>, source: SourceIndex): boolean {
  const { text } = source.reading(other.at);
  return weighed.same.some((same) => {
    if (same.at !== other.at || same.stands !== undefined) return false;
    if (same.end <= other.start) {
      return other.start - same.end <= 12 && /^[^(、。]{0,4}\([^)]*$/u.test(text.slice(same.end, other.start));
    }
    return other.end <= same.start && /^(?:を|から|より)[^、。]{0,5}$/u.test(text.slice(other.end, same.start));
  });
}
