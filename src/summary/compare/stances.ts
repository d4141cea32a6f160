import type { Word } from '../../japanese/words.ts';
import type { Modality, StanceFact } from './fact.ts';
import { oppositeOf } from './opposites.ts';
import { readTail } from './predicateTail.ts';

/** Verbs that say nothing by themselves: what they say is in the noun before them or in the verb they follow. */
const LIGHT = new Set([
  'する',
  'なる',
  'ある',
  'いる',
  'おる',
  'できる',
  '出来る',
  'いたす',
  '致す',
  'なさる',
  'くださる',
  '下さる',
  'いただく',
  '頂く',
  'ござる',
  'ございる',
  'みる',
  'おく',
  'しまう',
  'くる',
  'いく',
  '参る',
  '得る',
  'うる',
  '願う',
  'もらう',
  'られる',
  'れる',
  'せる',
  'させる',
  'よる',
  'つく',
  'かかる',
  'いける',
  'しれる',
  'すぎる',
  'とどまる',
  'やる',
  'もつ',
  '持つ',
  '行う',
  '行なう',
  '図る',
]);
/** Words that take up what stands before them: 「導入を見送る」 denies it, 「導入を検討する」 only considers it. */
const OPERATORS: ReadonlyMap<string, 'deny' | 'consider' | 'plan' | 'affirm' | 'request' | 'open'> = new Map([
  ...split(
    'deny',
    '見送る 見送り 難しい 困難 無理 不可能 見合わせる 見合わせ 断念 取りやめる 取りやめ 取り止める やめる 止める 中止 否決 却下 棄却 拒否 拒む 禁止 禁じる 禁ずる 控える 撤回 取り下げる 凍結 免れる 避ける 怠る',
  ),
  // Who is for it or against it leaves open whether it is done.
  ...split('open', '賛成 反対 質問 質疑 提案 主張 懸念'),
  ...split('consider', '検討 研究 協議 議論 調整'),
  ...split('plan', '予定 計画 目指す'),
  ...split('request', '求める 要望 依頼 要請 請求'),
  ...split('affirm', '決定 決する 決める 可決 承認 認める 実施 開始 許可 図る 進める 行う 実行'),
]);
/** Nouns of form in a predicate's tail: 「することができる」「するものではない」. */
const FORMAL = new Set([
  'こと',
  'もの',
  'わけ',
  'はず',
  'よう',
  'の',
  'つもり',
  'ん',
  '必要',
  '義務',
  '予定',
  '方針',
  '見込み',
  '見込',
  '見通し',
  '可能',
  'ほか',
  '他',
  'お願い',
  '差し支え',
  '差支え',
  '限り',
  'ところ',
  'よい',
  '良い',
]);
const TAIL_VERBS = new Set([
  'する',
  'なる',
  'いる',
  'おる',
  'ある',
  'できる',
  '出来る',
  'いたす',
  '致す',
  'なさる',
  'くださる',
  '下さる',
  'いただく',
  '頂く',
  'ござる',
  'ます',
  'れる',
  'られる',
  'せる',
  'させる',
  '得る',
  'うる',
  'すぎる',
  '過ぎる',
  'しれる',
  '知れる',
  'いける',
  'おく',
  'みる',
  'くる',
  'いく',
  '参る',
  '願う',
  'もらう',
  'しまう',
  'とどまる',
  '要する',
  '行う',
  '行なう',
  '妨げる',
  '構う',
  '違い',
  '限る',
]);
const LONGEST_TAIL = 14;

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
    if (taken(word) || word.part !== '動詞' || word.detail !== '自立' || !LIGHT.has(word.base)) return [];
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

interface Head {
  readonly key: string;
  readonly denies: boolean;
  /** Index of the first word behind the stem. */
  readonly next: number;
  readonly predicate: boolean;
}

/** A word of an opposite pair, alone or made of up to three words (「不」「採択」). */
function pairAt(words: readonly Word[], at: number): Head | undefined {
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

function headAt(words: readonly Word[], at: number): Head | undefined {
  const word = words[at];
  const next = words[at + 1];
  if (word === undefined) return undefined;
  const before = words[at - 1];
  const prefixed = before !== undefined && /^[不非未無]$/u.test(before.surface);
  if (word.part === '動詞' && word.detail === '自立' && !LIGHT.has(word.base)) {
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
  if (dependent && (/^[外的化性]$/u.test(word.surface) || FORMAL.has(word.surface) || !lightAfter(words, at + 1)))
    return undefined;
  if (next?.detail === '接尾' && next.surface === '外') {
    return { key: word.base, denies: true, next: at + 2, predicate: true };
  }
  if (next?.part === '名詞' && !['非自立', '副詞可能', '代名詞'].includes(next.detail) && !FORMAL.has(next.surface))
    return undefined;
  const negated = /^[不非未無]\p{Script=Han}{2,}$/u.test(word.surface);
  const key = negated ? word.surface.slice(1) : word.base;
  const denies = negated || prefixed;
  const predicate = isPredicate(words, at + 1);
  const action = word.detail === 'サ変接続';
  const quality = word.detail === '形容動詞語幹';
  const light = lightAfter(words, at + 1);
  if (!(predicate && action) && !light && !denies && (quality || operated(words, at + 1) === undefined))
    return undefined;
  return { key, denies, next: at + 1, predicate: (predicate && action) || light };
}

/** True where a verb of form follows at once, or the sentence or clause ends: 「可決する」「原案を可決。」. */
function isPredicate(words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (word === undefined || word.part === '記号') return true;
  if (word.part === '動詞') return TAIL_VERBS.has(word.base);
  return (
    word.part === '助動詞' || (word.part === '形容詞' && /^(?:ない|無い)$/u.test(word.base)) || FORMAL.has(word.surface)
  );
}

/** 「影響はない」「対象とならない」「原因である」「効果がある」 */
function lightAfter(words: readonly Word[], at: number): boolean {
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
  return (
    word.part === '動詞' && /^(?:なる|ある|する|できる|ござる|いる|おる|いたす|致す|行う|受ける)$/u.test(word.base)
  );
}

/** The functional words behind a stem, up to the next word with a meaning of its own. */
function tailFrom(
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
  return FORMAL.has(word.surface) || word.surface === 'なし';
}

/** What a following operator makes of the stem: 「実施することを見送った」「導入について検討する」. */
function operated(
  words: readonly Word[],
  from: number,
): { readonly negative: boolean; readonly modality: Modality; readonly at: number } | 'open' | undefined {
  let at = from;
  let linked = false;
  while (at < from + 8) {
    const word = words[at];
    if (word === undefined) return undefined;
    if (
      word.part === '助詞' &&
      /^(?:を|は|も|について|につき|に関して|に向けて|に向け|に対し|に対して|に|の|が)$/u.test(word.surface)
    )
      linked = true;
    else if (
      !(word.part === '動詞' && (word.base === 'する' || word.detail !== '自立')) &&
      !/^(?:こと|の|方向|よう)$/u.test(word.surface) &&
      word.part !== '助動詞'
    )
      break;
    at++;
  }
  const operator = words[at];
  if (operator === undefined || !linked) return undefined;
  const effect = OPERATORS.get(operator.base) ?? OPERATORS.get(operator.surface);
  if (effect === undefined) return undefined;
  if (effect === 'open') return 'open';
  const own = readTail(tailFrom(words, at + 1).text);
  const modality: Modality =
    effect === 'consider' ? 'consider' : effect === 'request' ? 'request' : effect === 'plan' ? 'plan' : own.modality;
  return { negative: (effect === 'deny') !== own.negative, modality, at };
}

function split<T extends string>(effect: T, words: string): [string, T][] {
  return words.split(' ').map((word) => [word, effect]);
}
