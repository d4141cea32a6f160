import type { Words } from '../../japanese/words.ts';
import type { Dictionary, RelatedTerm } from './dictionary.ts';
import { grams } from './grams.ts';
import { type QuestionKind, questionKind } from './questionKind.ts';
import { type SearchWeights, searchWeights } from './weights.ts';

/** Terms of one kind with what each counts. */
export type WeightedTerms = ReadonlyMap<string, number>;

/** A question as the index takes it. */
export interface ReadQuestion {
  readonly kind: QuestionKind;
  /** As it was asked. */
  readonly asked: string;
  /** Without its words of asking. */
  readonly text: string;
  /** What the question itself says, each once. */
  readonly own: { readonly grams: ReadonlySet<string>; readonly words: ReadonlySet<string> };
  /** The same with the dictionary's official words at less weight. */
  readonly grams: WeightedTerms;
  readonly words: WeightedTerms;
  /** The official words that were added. */
  readonly related: readonly RelatedTerm[];
}

/** The terms of a question with their weights, its own and those of the official words that the dictionary adds. */
export function readQuestion(
  question: string,
  words: Words,
  dictionary: Dictionary,
  weights: SearchWeights = searchWeights,
): ReadQuestion {
  const text = dictionary.withoutAsking(question);
  const own = { grams: new Set(grams(text)), words: new Set(words.contentWords(text)) };
  const related = dictionary.related(question);
  const add = (terms: Iterable<string>, weight: number, to: Map<string, number>): void => {
    for (const term of terms) if ((to.get(term) ?? 0) < weight) to.set(term, weight);
  };
  const weightedGrams = new Map<string, number>();
  const weightedWords = new Map<string, number>();
  add(own.grams, 1, weightedGrams);
  add(own.words, 1, weightedWords);
  for (const { term, said } of related) {
    const weight = said ? weights.synonymOfSaid : weights.synonymOfRule;
    add(grams(term), weight, weightedGrams);
    add(words.contentWords(term), weight, weightedWords);
  }
  return {
    kind: questionKind(question),
    asked: question,
    text,
    own,
    grams: weightedGrams,
    words: weightedWords,
    related,
  };
}
