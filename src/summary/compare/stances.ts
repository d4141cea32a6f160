import type { Word } from '../../japanese/words.ts';
import type { StanceFact } from './fact.ts';
import { operated } from './operators.ts';
import { tailFrom } from './predicateForms.ts';
import { readTail } from './predicateTail.ts';
import { LIGHT_VERBS } from './predicateWords.ts';
import { headAt, pairAt } from './stanceHeads.ts';

/**
 * What a sentence affirms and denies: its predicates (verbs, nouns of action, adjectives, nouns with ある・なる・である)
 * and the words of opposite pairs wherever they stand.
 *
 * @param words the sentence's words
 * @param taken true for words that belong to a number, a date or a placeholder
 */
export function readStances(words: readonly Word[], taken: (word: Word) => boolean): StanceFact[] {
  const found: StanceFact[] = [];
  words.forEach((word, at) => {
    if (taken(word)) return;
    const pair = pairAt(words, at);
    const head = pair ?? headAt(words, at);
    if (head === undefined) return;
    const acted = operated(words, head.next);
    if (acted === 'open') return;
    // What an operator takes up ends before it: 「判断を行うものではない」 is denied once.
    const { until, text } = tailFrom(words, head.next, acted?.at);
    const tail = readTail(text);
    const only = words.slice(Math.max(0, at - 8), at).some((before) => before.surface === 'しか');
    const denied = tail.negative && !only;
    const negative = [head.denies, denied, acted?.negative ?? false].filter(Boolean).length % 2 === 1;
    if (!head.predicate && !denied && !acted) {
      if (!pair && !head.denies) return;
    }
    const last = words[Math.max(until - 1, at)];
    found.push({
      kind: 'stance',
      start: word.start,
      end: (last?.start ?? word.start) + (last?.surface.length ?? 0),
      key: skeleton(head.key),
      negative,
      modality: acted?.modality ?? tail.modality,
      predicate: head.predicate || denied || acted !== undefined,
      denies: head.denies,
    });
  });
  return [...found, ...lightPredicates(words, found, taken)];
}

/** Predicates of a verb of form that no noun before it took: 「…としていない」「このように行うこととなる」. */
function lightPredicates(
  words: readonly Word[],
  found: readonly StanceFact[],
  taken: (word: Word) => boolean,
): StanceFact[] {
  return words.flatMap((word, at): StanceFact[] => {
    const before = words[at - 1];
    if (taken(word) || word.part !== '動詞' || word.detail !== '自立' || !LIGHT_VERBS.has(word.base)) return [];
    if (before?.part === '動詞' || before?.detail === 'サ変接続') return [];
    if (found.some(({ start, end }) => start <= word.start && word.start < end)) return [];
    const { until, text } = tailFrom(words, at + 1);
    const last = words[Math.max(until - 1, at)];
    const end = (last?.start ?? 0) + (last?.surface.length ?? 0);
    return [
      { kind: 'stance', start: word.start, end, key: word.base, ...readTail(text), predicate: true, denies: false },
    ];
  });
}

/** 「据え置く」 and 「据置き」 are one: the kanji of a word that has two or more. */
function skeleton(key: string): string {
  const signs = key.match(/\p{Script=Han}/gu) ?? [];
  return signs.length >= 2 ? signs.join('') : key;
}
