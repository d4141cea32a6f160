import type { ReadQuestion } from './readQuestion.ts';
import type { RuleIndex } from './ruleIndex.ts';

/** What speaks for the rules answering a question, each from 0 to 1 but for `score` and `lead`. */
export interface Features {
  /** Share of the question's weight (rare words weigh more) that stands in the best article. */
  readonly held: number;
  /** The same of its base forms, an official word standing for what staff say. */
  readonly wordsHeld: number;
  /** Share of the question's weight that the rules hold nowhere. */
  readonly unseen: number;
  /** The best article's score by the question's weight. */
  readonly score: number;
  /** The best article's lead over the tenth, as a share of its score. */
  readonly lead: number;
}

/** Coefficients of the logistic model, learned from questions that the development corpus does or does not answer. */
export const model = { constant: 0, held: 0, wordsHeld: 0, unseen: 0, score: 0, lead: 0, threshold: 0.5 };

export function featuresOf(
  question: ReadQuestion,
  index: RuleIndex,
  articleScores: Float64Array,
  ranked: readonly number[],
): Features {
  const top = ranked[0];
  if (top === undefined) return { held: 0, wordsHeld: 0, unseen: 1, score: 0, lead: 0 };
  const { articleGrams, articleWords } = index;
  const all = sum(question.own.grams, (term) => articleGrams.idf(term));
  const held = sum(question.own.grams, (term) => (articleGrams.impact(term, top) > 0 ? articleGrams.idf(term) : 0));
  const unseen = sum(question.own.grams, (term) => (articleGrams.frequency(term) === 0 ? articleGrams.idf(term) : 0));
  const words = sum(question.own.words, (term) => articleWords.idf(term));
  const wordsHeld = sum(question.own.words, (term) =>
    articleWords.impact(term, top) > 0 ? articleWords.idf(term) : 0,
  );
  const best = articleScores[top] ?? 0;
  const tenth = articleScores[ranked[9] ?? ranked.at(-1) ?? top] ?? 0;
  return {
    held: held / (all || 1),
    wordsHeld: wordsHeld / (words || 1),
    unseen: unseen / (all || 1),
    score: best / (all || 1),
    lead: best > 0 ? (best - tenth) / best : 0,
  };
}

/** How sure it is that the rules answer, from 0 to 1. */
export function evidenceOf(features: Features): number {
  const sumOfAll =
    model.constant +
    model.held * features.held +
    model.wordsHeld * features.wordsHeld +
    model.unseen * features.unseen +
    model.score * features.score +
    model.lead * features.lead;
  return 1 / (1 + Math.exp(-sumOfAll));
}

/** True where the rules answer more likely than not, at the price of few refusals of what they do answer. */
export function isAnswerable(evidence: number): boolean {
  return evidence >= model.threshold;
}

function sum(terms: ReadonlySet<string>, value: (term: string) => number): number {
  let total = 0;
  for (const term of terms) total += value(term);
  return total;
}
