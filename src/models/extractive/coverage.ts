import { contentBigrams } from './bigrams.ts';

export interface Candidate {
  readonly text: string;
  /** How fit the sentence is to stand in a summary, apart from its words; 0 keeps it out. */
  readonly fitness: number;
}

export interface CoverageLimit {
  readonly characters: number;
  readonly sentences: number;
}

/** What counts of a bigram that a chosen sentence already holds: repetition is almost worthless. */
const repeatedWorth = 0.2;
/** Keeps very short sentences from winning on worth per character. */
const lengthFloor = 20;
const shortest = 10;

/**
 * Chooses the sentences that together cover what the text speaks of most, without saying it twice: each bigram is
 * worth the fitness of the sentences that hold it, and sentences are taken greedily by new worth per character
 * (concept coverage, Gillick & Favre 2009). Linear in the length of the text, unlike LexRank.
 *
 * @returns indices into `candidates`, in text order; `said` are sentences that need no saying again.
 */
export function centralSentences(
  candidates: readonly Candidate[],
  limit: CoverageLimit,
  said: readonly number[] = [],
): number[] {
  const pairs = candidates.map((candidate) => (candidate.fitness > 0 ? contentBigrams(candidate.text) : new Set('')));
  const worth = new Map<string, number>();
  candidates.forEach((candidate, index) => {
    for (const pair of pairs[index] ?? []) worth.set(pair, (worth.get(pair) ?? 0) + candidate.fitness);
  });
  for (const [pair, value] of worth) worth.set(pair, value ** 1.2);

  const covered = new Set<string>();
  const open = new Set(candidates.keys());
  const take = (index: number): void => {
    open.delete(index);
    for (const pair of pairs[index] ?? []) covered.add(pair);
  };
  for (const index of said) take(index);

  const chosen: number[] = [];
  let length = 0;
  while (chosen.length < limit.sentences && length < limit.characters) {
    let best = -1;
    let bestGain = 0;
    for (const index of open) {
      const candidate = candidates[index];
      if (!candidate || candidate.fitness <= 0 || candidate.text.length < shortest) continue;
      if (length > 0 && length + candidate.text.length > limit.characters * 1.2) continue;
      let gain = 0;
      for (const pair of pairs[index] ?? []) gain += (worth.get(pair) ?? 0) * (covered.has(pair) ? repeatedWorth : 1);
      gain *= candidate.fitness / (candidate.text.length + lengthFloor);
      if (gain > bestGain) [best, bestGain] = [index, gain];
    }
    if (best < 0) break;
    take(best);
    chosen.push(best);
    length += candidates[best]?.text.length ?? 0;
  }
  return chosen.sort((one, other) => one - other);
}
