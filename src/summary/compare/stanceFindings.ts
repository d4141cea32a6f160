import { alignmentOf } from './alignment.ts';
import type { ChoiceFact, Modality, StanceFact } from './fact.ts';
import { type Finding, finding } from './finding.ts';
import { type Counterpart, displaced, type Weighed, weigh } from './judge.ts';
import type { Reading } from './reading.ts';
import type { SourceIndex } from './sourceIndex.ts';

const LIKELY = 0.4;
/**
 * What the words around a predicate and the share of the statement that its sentence has come to together, before a
 * reversed one is more than another statement about the same thing.
 */
const ENOUGH = 0.71;
const OF_COVERAGE = 0.35;
const WINDOW = 0.85;
const QUESTION = /(?:か|かね|かな)[。?]?$|\?$/u;
/** From here on the words around a predicate are those of the source, so that how it is said counts too. */
const SAME_WORDS = 0.6;
/** Pairs of ways to say a predicate that do not stand for each other. */
const CLASHES: readonly (readonly [Modality, Modality])[] = [
  ['consider', 'plain'],
  ['consider', 'must'],
  ['consider', 'can'],
  ['can', 'must'],
];
/** A permission or possibility that is told as a fact, and a fact that is told as a duty, are counted in the same words only. */
const CLOSE_CLASHES: readonly (readonly [Modality, Modality])[] = [['can', 'plain']];

/** What the statement affirms and the source denies or the other way round, and duties that were options. */
export function stanceFindings(statement: Reading, sentences: readonly number[], source: SourceIndex): Finding[] {
  const facts = statement.facts.filter((fact): fact is StanceFact => fact.kind === 'stance');
  const all = facts.map((fact) => weigh(fact, statement, counterparts(fact, sentences, source), source));
  return all.flatMap((weighed) => judge(weighed, all, statement, source));
}

function counterparts(fact: StanceFact, sentences: readonly number[], source: SourceIndex): Counterpart<StanceFact>[] {
  return sentences.flatMap((at) =>
    source.reading(at).facts.flatMap((other): Counterpart<StanceFact>[] =>
      // A question affirms nothing.
      other.kind === 'stance' &&
      other.key === fact.key &&
      !QUESTION.test(source.reading(at).text) &&
      (other.negative === fact.negative || opposed(fact, other))
        ? [{ at, start: other.start, end: other.end, fact: other, same: other.negative === fact.negative }]
        : [],
    ),
  );
}

/** A bare noun is opposed by its opposite only: 「適用の条件」 does not say that it applies. */
function opposed(one: StanceFact, other: StanceFact): boolean {
  return (one.predicate && other.predicate) || one.denies !== other.denies;
}

function judge(
  weighed: Weighed<StanceFact>,
  all: readonly Weighed<StanceFact>[],
  statement: Reading,
  source: SourceIndex,
): Finding[] {
  const { fact } = weighed;
  const words = statement.text.slice(fact.start, fact.end);
  const written = (other: Counterpart<StanceFact>): string =>
    source.reading(other.at).text.slice(other.start, other.end);
  const other = displaced(weighed, all, LIKELY, source);
  if (other && other.score + OF_COVERAGE * coverage(statement, other.at, source) >= ENOUGH)
    return [finding('negation', fact, words, written(other))];
  const best = weighed.same[0];
  if (best === undefined || best.score < SAME_WORDS || !fact.predicate) return [];
  const alike = weighed.same.filter(({ score }) => score >= best.score - 0.06);
  if (alike.some((same) => !clash(fact.modality, same.fact.modality, same.score))) return [];
  return [finding('modality', fact, words, written(best))];
}

/** Share of the statement that the sentence has, or for a little less the sentence and those beside it. */
function coverage(statement: Reading, at: number, source: SourceIndex): number {
  const own = alignmentOf(statement, source.reading(at)).coverage;
  const window = [at - 1, at, at + 1].filter((one) => one >= 0 && one < source.size);
  const known = statement.units.filter(({ key }) => window.some((one) => source.mentions(one, key))).length;
  return Math.max(own, (WINDOW * known) / Math.max(1, statement.units.length));
}

function clash(one: Modality, other: Modality, score: number): boolean {
  const has = (pairs: readonly (readonly [Modality, Modality])[]): boolean =>
    pairs.some(([first, second]) => (one === first && other === second) || (one === second && other === first));
  return has(CLASHES) || (score >= 0.85 && has(CLOSE_CLASHES));
}

/** Words that exclude each other: 「午前」 for 「午後」, 「前期」 for 「後期」. */
export function choiceFindings(statement: Reading, sentences: readonly number[], source: SourceIndex): Finding[] {
  const facts = statement.facts.filter((fact): fact is ChoiceFact => fact.kind === 'choice');
  const all = facts.map((fact) =>
    weigh(
      fact,
      statement,
      sentences.flatMap((at) =>
        source
          .reading(at)
          .facts.flatMap((other): Counterpart<ChoiceFact>[] =>
            other.kind === 'choice' && other.set === fact.set
              ? [{ at, start: other.start, end: other.end, fact: other, same: other.side === fact.side }]
              : [],
          ),
      ),
      source,
    ),
  );
  return all.flatMap((weighed) => {
    const other = displaced(weighed, all, 0.5, source);
    if (!other) return [];
    const words = statement.text.slice(weighed.fact.start, weighed.fact.end);
    return [finding('word', weighed.fact, words, source.reading(other.at).text.slice(other.start, other.end))];
  });
}
