import type { Article } from '../document.ts';
import { plainNumbers } from '../plainNumbers.ts';
import { best } from './best.ts';
import type { Dictionary } from './dictionary.ts';
import { evidenceModels, type Features } from './evidenceModels.ts';
import type { QuestionKind } from './questionKind.ts';
import type { ReadQuestion } from './readQuestion.ts';
import type { RuleIndex } from './ruleIndex.ts';

const COMPARED = 10;
const WORDS_ENOUGH = 5;
const PIECE_ENOUGH = 6;
const pieces = /[\p{sc=Han}々\p{sc=Katakana}ー\da-z]+/gu;

/** @param ranked positions of the best articles, best first; `top` is the first of them */
export function featuresOf(
  question: ReadQuestion,
  dictionary: Dictionary,
  index: RuleIndex,
  scores: Float64Array,
  ranked: readonly number[],
  top: { readonly article: Article; readonly title: string },
  nearness?: Float32Array,
): Features {
  const [first = 0] = ranked;
  const { article, title } = top;
  const text = plainNumbers([title, ...article.chapter, article.caption, article.text].join('\n'));
  const most = scores[first] ?? 0;
  const tenth = scores[ranked.at(-1) ?? first] ?? 0;
  const { articleWords } = index;
  const own = [...question.own.words];
  const held = own.filter((word) => articleWords.impact(word, first) > 0 || isStoodFor(word, question, text));
  const weight = (words: readonly string[]) => words.reduce((sum, word) => sum + articleWords.idf(word), 0);
  return {
    share: own.length === 0 ? 0 : weight(held) / weight(own),
    wordsHeld: Math.min(1, held.length / WORDS_ENOUGH),
    longestHeld: Math.min(1, longestHeld(plainNumbers(question.text), text) / PIECE_ENOUGH),
    lead: most > 0 ? (most - tenth) / most : 0,
    amountMissing: dictionary.asksAmount(question.asked) && !dictionary.statesAmount(text) ? 1 : 0,
    presentFact: dictionary.asksPresentFact(question.asked) ? 1 : 0,
    ...(nearness && nearnessOf(nearness)),
  };
}

function nearnessOf(nearness: Float32Array): { near: number; nearLead: number } {
  const nearest = best(
    Float64Array.from(nearness, (value) => Math.max(0, value)),
    COMPARED,
  );
  const near = nearness[nearest[0] ?? -1] ?? 0;
  return { near, nearLead: near - (nearness[nearest.at(-1) ?? -1] ?? 0) };
}

/** How sure it is that the rules answer, from 0 to 1, and whether that is enough. */
export interface Judgement {
  readonly evidence: number;
  readonly answerable: boolean;
  readonly plausible: boolean;
}

/** Weighs the features by the model for this kind of question, with or without meaning. */
export function judge(features: Features, kind: QuestionKind): Judgement {
  const model = evidenceModels[features.near === undefined ? 'words' : 'meaning'][kind];
  let sum = model.constant;
  for (const [name, weight] of Object.entries(model.coefficients))
    sum += weight * (features[name as keyof Features] ?? 0);
  const evidence = 1 / (1 + Math.exp(-sum));
  return { evidence, answerable: evidence >= model.answers, plausible: evidence >= model.asksReader };
}

/** True where the article has an official word for it. */
function isStoodFor(word: string, { related }: ReadQuestion, text: string): boolean {
  const plain = plainNumbers(word);
  return related.some(
    ({ instead, term }) => (instead.includes(plain) || plain.includes(instead)) && text.includes(term),
  );
}

function longestHeld(question: string, text: string): number {
  let longest = 0;
  for (const [piece] of question.matchAll(pieces)) {
    for (let from = 0; from < piece.length; from++) {
      while (from + longest < piece.length && text.includes(piece.slice(from, from + longest + 1))) longest += 1;
    }
  }
  return longest;
}
