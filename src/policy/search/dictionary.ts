import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { KanameError } from '../../errors.ts';
import { projectFile } from '../../projectFiles.ts';
import { plainNumbers } from '../plainNumbers.ts';
import { listedWords } from './listedWords.ts';

const list = z.array(z.string().min(1)).min(1);
const spoken = z.string().regex(/^[〜～]?[^〜～…]+(?:…[^〜～…]+)*[〜～]?$/);
const termsFile = z.object({
  terms: z.array(z.object({ say: z.array(spoken), not: list.optional(), rules: list })),
});
const askWordsFile = z.object({
  askWords: list,
  presentFacts: list,
  amounts: z.object({ asked: list, stated: list }),
});

/** An official word to search for beside those of the question. */
export interface RelatedTerm {
  readonly term: string;
  /** The words of the question that it stands for. */
  readonly instead: string;
  /** True where the question holds what staff say for it, false where it holds another official word. */
  readonly said: boolean;
}

/** What staff say and what the rules say: assets/dictionary, editable by the office. */
export interface Dictionary {
  /** Official words for what the question says, without those it holds already. */
  related(question: string): RelatedTerm[];
  /** The question without its words of asking (「って何ですか」); the question itself where nothing else is left. */
  withoutAsking(question: string): string;
  /** True where it asks for what holds today (「今日」「電話番号」) and not for a rule. */
  asksPresentFact(question: string): boolean;
  asksAmount(question: string): boolean;
  statesAmount(text: string): boolean;
}

/** Characters of an official word that leads to its neighbours; shorter ones (「届出」「支給」) stand everywhere. */
const PARTICULAR = 3;

let shipped: Dictionary | undefined;

/**
 * The dictionary in assets/dictionary, read once for the process.
 * @throws KanameError `wrong_configuration` as `readDictionary`
 */
export function loadDictionary(): Dictionary {
  shipped ??= readDictionary(projectFile('assets/dictionary'));
  return shipped;
}

/** @throws KanameError `wrong_configuration` where a file is not as the comment at its top describes */
export function readDictionary(folder: string): Dictionary {
  const { terms } = read(`${folder}/terms.yaml`, termsFile);
  const { askWords, presentFacts, amounts } = read(`${folder}/ask-words.yaml`, askWordsFile);
  const official = terms.map(({ rules }) => rules.map(plainNumbers));
  const saidIn = listedWords(terms.map(({ say, not = [] }) => ({ words: say, not })));
  const uses = new Map<string, number>();
  for (const word of official.flat()) uses.set(word, (uses.get(word) ?? 0) + 1);
  const isParticular = (word: string): boolean => word.length >= PARTICULAR && uses.get(word) === 1;
  const heldIn = listedWords(official.map((words) => ({ words: words.filter(isParticular), not: [] })));
  const asking = new RegExp(
    askWords
      .toSorted((one, other) => other.length - one.length)
      .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('|'),
    'g',
  );
  return {
    related: (question) => {
      const plain = plainNumbers(question);
      const found = new Map<string, RelatedTerm>();
      const add = (words: ReadonlyMap<number, string>, said: boolean): void => {
        for (const [entry, instead] of words) {
          for (const term of official[entry] ?? []) {
            if (!plain.includes(term) && !found.has(term)) found.set(term, { term, instead, said });
          }
        }
      };
      add(saidIn(plain), true);
      add(heldIn(plain), false);
      return [...found.values()];
    },
    withoutAsking: (question) => {
      const rest = question.replace(asking, ' ').trim();
      return /[\p{L}\p{N}]{2}/u.test(rest) ? rest : question;
    },
    asksPresentFact: holdsOneOf(presentFacts),
    asksAmount: holdsOneOf(amounts.asked),
    statesAmount: holdsOneOf(amounts.stated),
  };
}

function holdsOneOf(words: readonly string[]): (text: string) => boolean {
  const plain = words.map(plainNumbers);
  return (text) => {
    const held = plainNumbers(text);
    return plain.some((word) => held.includes(word));
  };
}

function read<T>(file: string, shape: z.ZodType<T>): T {
  try {
    return shape.parse(parse(readFileSync(file, 'utf8')));
  } catch (thrown) {
    const name = file.split('/').at(-1);
    throw new KanameError(
      'wrong_configuration',
      `用語の辞書（${name}）を読み込めませんでした。ファイルの書き方を確認してください。`,
      thrown,
    );
  }
}
