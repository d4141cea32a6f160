import type { FieldWeight } from './buildPostings.ts';
import type { QuestionKind } from './questionKind.ts';

/** How an article's evidence is mixed for one kind of question. The words and the meaning together make 1. */
export interface RankingWeights {
  /** The share of the meaning, where there is one. */
  readonly meaning: number;
  /** Taken off an article of a rule that carries out another (施行規則). */
  readonly carriesOut: number;
  /** For an article that many others refer to. */
  readonly central: number;
  /** For an article that the best ones refer to. */
  readonly referredTo: number;
  /** For an article that gives what is asked for. */
  readonly gives: number;
}

/** The numbers of the index itself: changing one means building it anew. */
export const fieldWeights: {
  /** Title of the document, chapters, caption, text. */
  readonly articles: readonly FieldWeight[];
  readonly articleSaturation: number;
  readonly clauses: readonly FieldWeight[];
  readonly clauseSaturation: number;
} = {
  articles: [
    { weight: 1.5, b: 0.3 },
    { weight: 0.5, b: 0.3 },
    { weight: 3, b: 0.3 },
    { weight: 1, b: 0.8 },
  ],
  articleSaturation: 1,
  clauses: [{ weight: 1, b: 0.3 }],
  clauseSaturation: 0.6,
};

/** The numbers by which a question's hits are ranked. */
export interface SearchWeights {
  readonly ranking: Readonly<Record<QuestionKind, RankingWeights>>;
  /** Share of the base forms beside the character tokens. */
  readonly words: number;
  /** Share of the clause's own score beside its article's. */
  readonly clause: number;
  /** Share of the mean of all clauses beside the nearest one, where meaning is compared. */
  readonly allClauses: number;
  /** Each further clause of one article counts this much less, so that one long article does not fill the list. */
  readonly furtherClause: number;
  /** Weight of an official word in place of what staff say, and of one official word in place of another. */
  readonly synonymOfSaid: number;
  readonly synonymOfRule: number;
  /** So many official words are put beside the question where its meaning is compared once more; 0 for no second time. */
  readonly officialMeaning: number;
}

/**
 * Chosen on the development halves of three question sets (colloquial staff questions, tax questions with official
 * citations, captions of municipal statutes); what each step brings stands in docs/evaluation.md.
 */
export const searchWeights: SearchWeights = {
  ranking: {
    sentence: { meaning: 0.7, carriesOut: 0.13, central: 0.06, referredTo: 0.03, gives: 0.06 },
    long: { meaning: 0.4, carriesOut: 0.03, central: 0.12, referredTo: 0.08, gives: 0.03 },
    caption: { meaning: 0.45, carriesOut: 0, central: 0, referredTo: 0, gives: 0 },
  },
  words: 0.4,
  clause: 0.1,
  allClauses: 0.2,
  furtherClause: 0.8,
  synonymOfSaid: 0.6,
  synonymOfRule: 0.15,
  officialMeaning: 5,
};
