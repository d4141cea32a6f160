import type { Word } from '../../../../japanese/words.ts';
import type { Change, Variant } from '../case.ts';
import { negativeForm, pastForm } from '../verbs.ts';
import { byRules, replaced } from './replaced.ts';

/** Negative forms that deny nothing, or that have a kind of their own. */
const idiom =
  /(?:ならない|なりません|かもしれない|かもしれません|にすぎない|にほかならない|得ない|差し支えない|構わない|できない|できません|限りでない|限りではない|いけない|いけません|とは限らない|間違いない|違いない)$/u;

/** 「しない」→「する」 at the end of the sentence, or before もの, こと, とき, 場合. */
export const dropped: Change = ({ text, words }) => [
  ...words().flatMap((_, at, all) => denied(text, all, at)),
  ...byRules(text, [
    [/(?<!(?:なり|いけ|しれ|でき|じゃあり|ではあり))ません(?=。$|が、|ので)/gu, 'ます'],
    [/ではありません(?=。$|が、)/gu, 'です'],
    [/(?<!でき)ませんでした(?=。$)/gu, 'ました'],
  ]),
];

function denied(text: string, words: readonly Word[], at: number): Variant[] {
  const word = words[at];
  const before = words[at - 1];
  const further = words[at - 2];
  if (!word || !before || !/^(?:ない|なかっ)$/u.test(word.surface)) return [];
  const past = word.surface === 'なかっ';
  const end = word.start + (past ? 4 : 2);
  if (idiom.test(text.slice(0, word.start + 2)) || !/^(?:。|もの|こと|とき|場合|者)/u.test(text.slice(end))) return [];
  const swap = (start: number, after: string): Variant[] => [replaced(text, start, text.slice(start, end), after)];
  if (before.part === '動詞') return swap(before.start, past ? pastForm(before.base) : before.base);
  if (before.surface === 'は' && further?.surface === 'で') return swap(further.start, past ? 'であった' : 'である');
  if (before.surface === 'で') return swap(before.start, past ? 'であった' : 'である');
  if (/^[がは]$/u.test(before.surface)) return swap(before.start, past ? 'があった' : 'がある');
  return [];
}

/** 「する」→「しない」 in the main predicate. */
export const added: Change = ({ text, words }) => {
  const all = words();
  const last = all.at(-2);
  if (!text.endsWith('。') || !last) return [];
  const swap = (start: number, after: string): Variant[] => [replaced(text, start, text.slice(start, -1), after)];
  const politely = byRules(text, [
    [/(?<!(?:でき|ござい|ざい|思い|存じ|願い|いたし))ます(?=。$)/gu, 'ません'],
    [/(?<!でき)ました(?=。$)/gu, 'ませんでした'],
    [/である(?=。$)/gu, 'ではない'],
    [/であります(?=。$)/gu, 'ではありません'],
    [/(?<=[\p{Script=Han}ァ-ヴー])です(?=。$)/gu, 'ではありません'],
    [/であった(?=。$)/gu, 'ではなかった'],
  ]);
  if (politely.length > 0) return politely;
  const predicate = text.slice(0, -1);
  if (/(?:いう|できる|もよい|思う|同じとする|とおりとする|である)$/u.test(predicate) || idiom.test(predicate))
    return [];
  // 「…するものとする」: it is the verb before that is denied.
  const duty = /(?:もの|こと)とする$/u.exec(predicate)?.[0];
  const verb = duty
    ? all.findLast((word) => word.start + word.surface.length === predicate.length - duty.length)
    : last;
  if (verb?.part !== '動詞') return past(text, all);
  if (verb.surface !== verb.base || verb.base === 'できる') return [];
  const after = negativeForm(verb.base);
  return duty ? [replaced(text, verb.start, verb.surface, after)] : swap(verb.start, after);
};

/** 「行った」→「行わなかった」. */
function past(text: string, words: readonly Word[]): Variant[] {
  const [verb, ending] = [words.at(-3), words.at(-2)];
  if (verb?.part !== '動詞' || !/^[ただ]$/u.test(ending?.surface ?? '')) return [];
  const after = negativeForm(verb.base).replace(/ない$/u, 'なかった');
  return [replaced(text, verb.start, text.slice(verb.start, -1), after)];
}

/** A duty becomes a choice, a prohibition a permission. */
export const obligation: Change = ({ text }) =>
  byRules(text, [
    [/なければならない/gu, 'なくてもよい'],
    [/なければなりません/gu, 'なくても構いません'],
    [/なければいけない/gu, 'なくてもよい'],
    [/てはならない/gu, 'てもよい'],
    [/てはなりません/gu, 'ても構いません'],
    [/必要があります/gu, '必要はありません'],
    [/必要がある(?=。|もの|とき|場合)/gu, '必要はない'],
    [/必要はない/gu, '必要がある'],
    [/べきである/gu, 'べきではない'],
    [/を要する(?=。|もの)/gu, 'を要しない'],
    [/を要しない/gu, 'を要する'],
    [/義務を負う/gu, '義務を負わない'],
    [/(?<=する|行う)ものとする(?=。$)/gu, 'ことができる'],
  ]);

/** What may be done may not, and the other way round. */
export const ability: Change = ({ text }) =>
  byRules(text, [
    [/できる(?!だけ|限り|よう)/gu, 'できない'],
    [/できない/gu, 'できる'],
    [/できます/gu, 'できません'],
    [/できません/gu, 'できます'],
    [/ことがあります/gu, 'ことはありません'],
    [/ことがある(?=。)/gu, 'ことはない'],
  ]);
