import type { Words } from '../../japanese/words.ts';
import { plainNumbers } from '../plainNumbers.ts';
import type { Dictionary } from '../search/dictionary.ts';
import { readQuestion } from '../search/readQuestion.ts';

/** One word of a question, and the official words that may stand for it. */
interface AskedWord {
  readonly word: string;
  readonly official: readonly string[];
  readonly weight: number;
}

/**
 * How much of a question a text holds, 0 to 1. Words that few of the texts at hand hold weigh more; an official word
 * counts as the word of the question that it stands for.
 */
export function questionWeight(
  question: string,
  texts: readonly string[],
  words: Words,
  dictionary: Dictionary,
): (text: string) => number {
  const { own, related } = readQuestion(question, words, dictionary);
  const plain = texts.map(plainNumbers);
  const asked: AskedWord[] = [...own.words].map((each) => {
    const word = plainNumbers(each);
    const official = related
      .filter(({ instead }) => instead.includes(word) || word.includes(instead))
      .map(({ term }) => term);
    const holding = plain.filter((text) => holds(text, word, official) > 0).length;
    return { word, official, weight: Math.log(1 + (plain.length + 1) / (holding + 0.5)) };
  });
  const total = asked.reduce((sum, { weight }) => sum + weight, 0);
  return (text) => {
    const normal = plainNumbers(text);
    const held = asked.reduce((sum, { word, official, weight }) => sum + weight * holds(normal, word, official), 0);
    return total === 0 ? 0 : held / total;
  };
}

/** 1 for the word or an official word, 0.8 for its stem (届ける → 届け), 0 otherwise. */
function holds(text: string, word: string, official: readonly string[]): number {
  if (text.includes(word) || official.some((term) => text.includes(term))) return 1;
  const stem = word.replace(/\p{sc=Hiragana}{1,2}$/u, '');
  return stem !== word && /\p{sc=Han}/u.test(stem) && text.includes(stem) ? 0.8 : 0;
}
