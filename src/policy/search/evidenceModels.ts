import type { Features } from './evidence.ts';
import type { QuestionKind } from './questionKind.ts';

/** A logistic model of how sure it is that the rules answer. */
export interface EvidenceModel {
  readonly coefficients: Readonly<Partial<Record<keyof Features, number>>>;
  readonly constant: number;
  /** The least evidence at which the rules are taken to answer, and at which a reader may be asked. */
  readonly answers: number;
  readonly asksReader: number;
}

/**
 * Learned on the development halves of the question sets: questions whose article was among the first five, against
 * sentences that no rule answers, captions and long questions asked of another field's rules, and questions asked of a
 * part of the corpus without their article. What each refuses stands in docs/evaluation.md.
 */
export const evidenceModels: Readonly<Record<'meaning' | 'words', Readonly<Record<QuestionKind, EvidenceModel>>>> = {
  meaning: {
    sentence: {
      coefficients: { wordsHeld: 4.1, lead: 1.7, amountMissing: -2.8, presentFact: -2.6, near: 4.9, nearLead: 1.5 },
      constant: -3.7,
      answers: 0.38,
      asksReader: 0.23,
    },
    long: {
      coefficients: { share: 7.2, longestHeld: 3.7, lead: 1.4, near: 7.6 },
      constant: -7.6,
      answers: 0.5,
      asksReader: 0.14,
    },
    caption: {
      coefficients: { share: 3.1, longestHeld: 0.6, lead: 1.6, near: 5.5, nearLead: 1 },
      constant: -5.7,
      answers: 0.52,
      asksReader: 0.14,
    },
  },
  words: {
    sentence: {
      coefficients: { wordsHeld: 4.3, longestHeld: 1, lead: 3, amountMissing: -2.4, presentFact: -2.5 },
      constant: -3.1,
      answers: 0.36,
      asksReader: 0.2,
    },
    long: {
      coefficients: { share: 8.7, longestHeld: 4.3, lead: 1.1 },
      constant: -6.1,
      answers: 0.5,
      asksReader: 0.16,
    },
    caption: {
      coefficients: { share: 4.3, longestHeld: 1.6, lead: 1.9 },
      constant: -5.2,
      answers: 0.48,
      asksReader: 0.16,
    },
  },
};
