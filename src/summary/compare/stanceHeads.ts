import type { Word } from '../../japanese/words.ts';
import { operated } from './operators.ts';
import { oppositeOf } from './opposites.ts';
import { isPredicate, lightAfter } from './predicateForms.ts';
import { FORMAL_NOUNS, LIGHT_VERBS } from './predicateWords.ts';

/** The stem of a predicate, or a word of an opposite pair. */
export interface Head {
  readonly key: string;
  readonly denies: boolean;
  /** Index of the first word behind the stem. */
  readonly next: number;
  readonly predicate: boolean;
}

/** What behind a noun says that it is so or is not: 「対象外」「手配済み」「応募なし」. */
const STATES: ReadonlyMap<string, 'affirms' | 'denies'> = new Map([
  ...['外', 'なし', '無し', '不可', '不要', '漏れ', '切れ'].map((word): [string, 'denies'] => [word, 'denies']),
  ...['済', '済み', 'ずみ', '中', 'あり', '有り', '可', '必須'].map((word): [string, 'affirms'] => [word, 'affirms']),
]);

/** A word of an opposite pair, alone or made of up to three words (「不」「採択」). */
export function pairAt(words: readonly Word[], at: number): Head | undefined {
  for (let count = 3; count >= 1; count--) {
    const piece = words.slice(at, at + count);
    if (piece.length < count) continue;
    const written = piece.map((word) => word.surface).join('');
    const opposite = oppositeOf(written) ?? (count === 1 ? oppositeOf(piece[0]?.base ?? '') : undefined);
    if (opposite === undefined) continue;
    // The second part of 「不採択」 is not read again.
    const before = words[at - 1];
    if (before && /^[不非未無]$/u.test(before.surface)) return undefined;
    const inflected = /^(?:動詞|形容詞)$/u.test(piece[0]?.part ?? '');
    const predicate = inflected || isPredicate(words, at + count) || lightAfter(words, at + count);
    return { ...opposite, next: at + count, predicate };
  }
  return undefined;
}

/** A predicate's stem: a verb, a noun of action, an adjective, a noun with ある・なる・である. */
export function headAt(words: readonly Word[], at: number): Head | undefined {
  const word = words[at];
  const next = words[at + 1];
  if (word === undefined) return undefined;
  const before = words[at - 1];
  const prefixed = before !== undefined && /^[不非未無]$/u.test(before.surface);
  if (word.part === '動詞' && word.detail === '自立' && !LIGHT_VERBS.has(word.base)) {
    // 「有する」 is one word, 「有しない」 is 有 and する to the dictionary.
    return {
      key: word.base.replace(/(?<=^\p{Script=Han})(?:[すず]る?|じる)$/u, ''),
      denies: false,
      next: at + 1,
      predicate: true,
    };
  }
  if (word.part === '形容詞' && word.detail === '自立' && !/^(?:ない|無い)$/u.test(word.base)) {
    return { key: word.base, denies: false, next: at + 1, predicate: true };
  }
  if (word.part !== '名詞' || ['代名詞', '数', '特殊'].includes(word.detail)) return undefined;
  // 「限度額とならない」, 「次のとおりとならない」: such a noun is a head only before a verb of form.
  const dependent = ['非自立', '接尾', '副詞可能'].includes(word.detail);
  if (dependent && (/^[外的化性]$/u.test(word.surface) || FORMAL_NOUNS.has(word.surface) || !lightAfter(words, at + 1)))
    return undefined;
  const state = STATES.get(next?.surface ?? '');
  if (state !== undefined) return { key: word.base, denies: state === 'denies', next: at + 2, predicate: true };
  if (
    next?.part === '名詞' &&
    !['非自立', '副詞可能', '代名詞'].includes(next.detail) &&
    !FORMAL_NOUNS.has(next.surface)
  )
    return undefined;
  const negated = /^[不非未無]\p{Script=Han}{2,}$/u.test(word.surface);
  // 「所得者」 and 「事業者」 are told apart by what stands before.
  const stem = word.detail === '接尾' && before?.part === '名詞' ? before.surface : '';
  const key = negated ? word.surface.slice(1) : `${stem}${word.base}`;
  const denies = negated || prefixed;
  const predicate = isPredicate(words, at + 1);
  const action = word.detail === 'サ変接続';
  const quality = word.detail === '形容動詞語幹';
  const light = lightAfter(words, at + 1);
  if (!(predicate && action) && !light && !denies && (quality || operated(words, at + 1) === undefined))
    return undefined;
  return { key, denies, next: at + 1, predicate: (predicate && action) || light };
}
