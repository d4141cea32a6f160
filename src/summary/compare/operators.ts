import type { Word } from '../../japanese/words.ts';
import type { Modality } from './fact.ts';
import { tailFrom } from './predicateForms.ts';
import { readTail } from './predicateTail.ts';

type Effect = 'deny' | 'consider' | 'plan' | 'affirm' | 'permit' | 'need' | 'request' | 'open';

/** Words that take up what stands before them: 「導入を見送る」 denies it, 「導入を検討する」 only considers it. */
const OPERATORS: ReadonlyMap<string, Effect> = new Map([
  ...split(
    'deny',
    '見送る 見送り 難しい 困難 無理 不可能 見合わせる 見合わせ 断念 取りやめる 取りやめ 取り止める やめる 止める 中止 否決 却下 棄却 拒否 拒む 禁止 禁じる 禁ずる 控える 撤回 取り下げる 凍結 免れる 避ける 怠る 不要 不可 不能',
  ),
  // Who is for it or against it leaves open whether it is done.
  ...split('open', '賛成 反対 質問 質疑 提案 主張 懸念'),
  ...split('consider', '検討 研究 協議 議論 調整'),
  ...split('plan', '予定 計画 目指す'),
  ...split('request', '求める 要望 依頼 要請 請求'),
  ...split('permit', '差し支え 差支え 構う 妨げる 可能 自由 可'),
  ...split('need', '必要 要する 義務 必須 不可欠'),
  ...split('affirm', '決定 決する 決める 可決 承認 認める 実施 開始 許可 図る 進める 行う 実行'),
]);

const MODALITY: Readonly<Partial<Record<Effect, Modality>>> = {
  consider: 'consider',
  request: 'request',
  plan: 'plan',
  permit: 'can',
  need: 'must',
};

/**
 * What a following operator makes of the stem: 「実施することを見送った」「導入について検討する」; `open` where somebody only
 * is for it, against it or asks about it.
 */
export function operated(
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
  const modality = MODALITY[effect] ?? own.modality;
  // 「差し支えない」「妨げない」 are permissions in the form of a denial.
  const negative =
    effect === 'permit' ? own.negative && operator.surface === '可能' : (effect === 'deny') !== own.negative;
  return { negative, modality, at };
}

function split<T extends string>(effect: T, words: string): [string, T][] {
  return words.split(' ').map((word) => [word, effect]);
}
