import { contentBigrams } from './bigrams.ts';
import { cosine, type MeaningOfSentences } from './sentenceVectors.ts';

export interface Candidate {
  readonly text: string;
  /** How fit the sentence is to stand in a summary, apart from its words; 0 keeps it out. */
  readonly fitness: number;
  /** The number of the topic it belongs to. */
  readonly topic?: number;
}

export interface CoverageLimit {
  readonly characters: number;
  readonly sentences: number;
}

/** What counts of a bigram that a chosen sentence already holds: repetition is almost worthless. */
const repeatedWorth = 0.2;
/** What counts of a sentence whose topic, or whose neighbour, is there already. */
const sameTopicWorth = 0.7;
const neighbourWorth = 0.7;
/** A last sentence may go beyond the limit by this share. */
const overLimit = 1.3;
/** Keeps very short sentences from winning on worth per character. */
const lengthFloor = 20;
const shortest = 10;

/**
 * Chooses the sentences that together cover what the text speaks of most, without saying it twice: each bigram is
 * worth the fitness of the sentences that hold it, and sentences are taken greedily by new worth per character
 * (concept coverage, Gillick & Favre 2009). Linear in the length of the text, unlike LexRank. Other topics go first,
 * and with vectors a sentence loses as much as it means the same as a chosen one in other words.
 *
 * @returns indices into `candidates`, in text order; `said` are sentences that need no saying again.
 */
export function centralSentences(
  candidates: readonly Candidate[],
  limit: CoverageLimit,
  said: readonly number[] = [],
  meaning: MeaningOfSentences = new Map(),
): number[] {
  const pairs = candidates.map((candidate) => (candidate.fitness > 0 ? contentBigrams(candidate.text) : new Set('')));
  const worth = bigramWorth(candidates, pairs);
  const covered = new Set<string>();
  const taken = new Set<number>();
  const told = new Set<number | undefined>();
  /** Of each candidate, its cosine with the chosen sentence nearest to it. */
  const nearest = candidates.map(() => 0);
  const take = (index: number): void => {
    taken.add(index);
    told.add(candidates[index]?.topic);
    for (const pair of pairs[index] ?? []) covered.add(pair);
    if (meaning.has(index))
      for (const other of meaning.keys())
        nearest[other] = Math.max(nearest[other] ?? 0, cosine(meaning.get(index), meaning.get(other)));
  };
  for (const index of said) take(index);

  const gainOf = (index: number, { text, fitness, topic }: Candidate): number => {
    let gain = 0;
    for (const pair of pairs[index] ?? []) gain += (worth.get(pair) ?? 0) * (covered.has(pair) ? repeatedWorth : 1);
    if (topic !== undefined && told.has(topic)) gain *= sameTopicWorth;
    if (taken.has(index - 1) || taken.has(index + 1)) gain *= neighbourWorth;
    return (gain * Math.sqrt(1 - Math.min(1, nearest[index] ?? 0)) * fitness) / (text.length + lengthFloor);
  };
  const chosen: number[] = [];
  let length = 0;
  while (chosen.length < limit.sentences && length < limit.characters) {
    let best = -1;
    let bestGain = 0;
    candidates.forEach((candidate, index) => {
      if (taken.has(index) || candidate.fitness <= 0 || candidate.text.length < shortest) return;
      if (length > 0 && length + candidate.text.length > limit.characters * overLimit) return;
      const gain = gainOf(index, candidate);
      if (gain > bestGain) [best, bestGain] = [index, gain];
    });
    if (best < 0) break;
    take(best);
    chosen.push(best);
    length += candidates[best]?.text.length ?? 0;
  }
  return chosen.sort((one, other) => one - other);
}

function bigramWorth(candidates: readonly Candidate[], pairs: readonly ReadonlySet<string>[]): Map<string, number> {
  const worth = new Map<string, number>();
  candidates.forEach((candidate, index) => {
    for (const pair of pairs[index] ?? []) worth.set(pair, (worth.get(pair) ?? 0) + candidate.fitness);
  });
  for (const [pair, value] of worth) worth.set(pair, value ** 1.2);
  return worth;
}
