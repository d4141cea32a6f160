import type { QuestionKind } from './questionKind.ts';

/** What speaks for and against the rules answering a question, each from 0 to 1. */
export interface Features {
  /** Share of the question's words that the best article holds, rare words weighing more. */
  readonly share: number;
  /** How many of the question's words the best article holds, an official word standing for what staff say; 1 is five. */
  readonly wordsHeld: number;
  /** The longest piece of kanji, katakana or Latin letters that both have; 1 is six characters. */
  readonly longestHeld: number;
  /** The best article's lead over the tenth, as a share of its score. */
  readonly lead: number;
  /** 1 where an amount is asked for and the article states none. */
  readonly amountMissing: number;
  /** 1 where the question is about a fact of the day rather than a rule. */
  readonly presentFact: number;
  /** Cosine of the nearest article with the question; absent where the search goes by words alone. */
  readonly near?: number;
  /** How far the nearest article stands out from the tenth nearest. */
  readonly nearLead?: number;
}

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
