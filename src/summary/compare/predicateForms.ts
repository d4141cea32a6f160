import type { Word } from '../../japanese/words.ts';
import { FORMAL_NOUNS, TAIL_VERBS } from './predicateWords.ts';

const LONGEST_TAIL = 14;

/** True where a verb of form follows at once, or the sentence or clause ends: 「可決する」「原案を可決。」. */
export function isPredicate(words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (word === undefined || word.part === '記号') return true;
  if (word.part === '動詞') return TAIL_VERBS.has(word.base);
  return (
    word.part === '助動詞' ||
    (word.part === '形容詞' && /^(?:ない|無い)$/u.test(word.base)) ||
    FORMAL_NOUNS.has(word.surface)
  );
}

/** 「影響はない」「対象とならない」「原因である」「効果がある」 */
export function lightAfter(words: readonly Word[], at: number): boolean {
  let next = at;
  while (
    next < at + 3 &&
    words[next]?.part === '助詞' &&
    /^(?:が|は|も|と|に|の|で|では|には|とは|を)$/u.test(words[next]?.surface ?? '')
  )
    next++;
  const word = words[next];
  if (word === undefined) return false;
  if (word.part === '助動詞') return /^(?:だ|です|じゃ|である)$/u.test(word.base);
  if (next === at) return word.part === '形容詞' && /^(?:ない|無い)$/u.test(word.base);
  if (/^(?:ない|無い|なし|無し)$/u.test(word.base)) return true;
  return word.part === '動詞' && /^(?:なる|ある|する|できる|ござる|いる|おる|いたす|致す|行う)$/u.test(word.base);
}

/** The functional words behind a stem, up to the next word with a meaning of its own. */
export function tailFrom(
  words: readonly Word[],
  from: number,
  end = words.length,
): { readonly until: number; readonly text: string } {
  let until = from;
  for (; until < Math.min(end, from + LONGEST_TAIL); until++) {
    const word = words[until];
    if (word === undefined || !inTail(word)) break;
    if (word.part === '助詞' && word.detail === '接続助詞' && !/^(?:て|で|ば|と)$/u.test(word.surface)) break;
  }
  while (
    until > from &&
    words[until - 1]?.part === '助詞' &&
    /^(?:が|を|に|の|は|と|から|ので|で|も|へ)$/u.test(words[until - 1]?.surface ?? '')
  )
    until--;
  return {
    until,
    text: words
      .slice(from, until)
      .map((word) => word.surface)
      .join(''),
  };
}

function inTail(word: Word): boolean {
  if (word.part === '助動詞' || word.part === '助詞') return true;
  if (word.part === '動詞') return word.detail !== '自立' || TAIL_VERBS.has(word.base);
  if (word.part === '形容詞') return /^(?:ない|無い|よい|良い|いい|よろしい|ほしい|欲しい)$/u.test(word.base);
  return FORMAL_NOUNS.has(word.surface) || word.surface === 'なし';
}
