import { readFileSync } from 'node:fs';
import type { Words } from '../japanese/words.ts';
import { plainNumbers } from '../policy/plainNumbers.ts';
import type { Dictionary } from '../policy/search/dictionary.ts';
import { projectFile } from '../projectFiles.ts';
import { askedFor, isNegated, numbersIn } from './askedFor.ts';

/** A question as it is compared with others. */
export interface ComparedQuestion {
  readonly plain: string;
  /** Content words that make it this question and no other. */
  readonly words: readonly string[];
  /** Official words for what staff say in it (有休 → 年次有給休暇). */
  readonly official: readonly { readonly term: string; readonly instead: string }[];
  readonly askedFor: string;
  readonly isNegated: boolean;
  readonly numbers: string;
}

let light: ReadonlySet<string> | undefined;

function lightWords(): ReadonlySet<string> {
  light ??= new Set(
    readFileSync(projectFile('src/faq/lightWords.txt'), 'utf8')
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .flatMap((line) => line.split(/\s+/)),
  );
  return light;
}

/** Reads from a question what has to agree for another to be the same. */
export function comparedQuestion(question: string, words: Words, dictionary: Dictionary): ComparedQuestion {
  const plain = plainNumbers(question);
  const said = new Set(words.contentWords(dictionary.withoutAsking(question)));
  return {
    plain,
    words: [...said].filter((word) => !lightWords().has(word)).map((word) => word.toLowerCase()),
    official: dictionary.related(question).filter((related) => related.said),
    askedFor: askedFor(question),
    isNegated: isNegated(plain),
    numbers: numbersIn(plain),
  };
}

/**
 * True where two questions ask for the same about the same: every word that counts in one stands in the other, as it is
 * or as its official word, and what is asked for, negation and numbers agree. A wrong answer of the office would be worse
 * than none, and so it misses many rewordings: of tests/fixtures/faqPairs.jsonl (80 rewordings, 92 near but other
 * questions; half of the questions were kept back while it was made) it takes 43 and 0.
 */
export function isSameQuestion(one: ComparedQuestion, other: ComparedQuestion): boolean {
  return (
    one.askedFor === other.askedFor &&
    one.isNegated === other.isNegated &&
    one.numbers === other.numbers &&
    one.words.length > 0 &&
    other.words.length > 0 &&
    one.words.every((word) => holds(other, word, one)) &&
    other.words.every((word) => holds(one, word, other))
  );
}

/** Whether a question says a word of another one: itself, with other okurigana, or as its official word. */
function holds(question: ComparedQuestion, word: string, from: ComparedQuestion): boolean {
  const stem = word.replace(/\p{sc=Hiragana}+$/u, '');
  if (question.plain.includes(/\p{sc=Han}/u.test(stem) ? stem : word)) return true;
  const kanji = withoutHiragana(word);
  if (kanji.length > 1 && withoutHiragana(question.plain).includes(kanji)) return true;
  // What both say alike stands for itself: two who say 出張 do not mean 日当 and 宿泊料 by it.
  return (
    question.official.some(({ term, instead }) => term.includes(word) && !from.plain.includes(instead)) ||
    from.official.some(
      ({ term, instead }) =>
        instead.includes(word) && !question.plain.includes(instead) && question.plain.includes(term),
    )
  );
}

function withoutHiragana(text: string): string {
  return text.replaceAll(/\p{sc=Hiragana}/gu, '');
}
