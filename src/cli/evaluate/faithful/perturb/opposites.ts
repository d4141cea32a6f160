import type { Change } from '../case.ts';
import { byRules, replaced } from './replaced.ts';

const pairs =
  '可決/否決 採択/不採択 賛成/反対 増加/減少 増額/減額 増収/減収 引上げ/引下げ 引き上げ/引き下げ 値上げ/値下げ 上昇/下降 有料/無料 有償/無償 開始/終了 公開/非公開 常勤/非常勤 有効/無効 適法/違法 適当/不適当 内国法人/外国法人 国内/国外 最大/最小 最高/最低 上限/下限 出席/欠席 拡大/縮小 延長/短縮 黒字/赤字 積極的/消極的 直接/間接 前者/後者 歳入/歳出 収入/支出 加入/脱退 加算/減算 多い/少ない 高い/低い 大きい/小さい 長い/短い 多く/少なく 高く/低く 多数/少数 承認/否認 合格/不合格 課税/非課税 免除/徴収 右/左 新設/廃止 成立/不成立 肯定/否定 成功/失敗 全部/一部 必要/不要'.split(
    ' ',
  );
const han = /[\p{Script=Han}々ァ-ヴー]/u;
/** What has to follow for the opposite to make sense. */
const followed: Readonly<Record<string, RegExp>> = {
  必要: /^(?:です|である|であり|となる|となり|とする|と認め)/u,
  承認: /^(?:し|され)/u,
  課税: /^(?:され|の対象|となり|となる)/u,
  免除: /^(?:し|され|する)/u,
  新設: /^(?:し|され|する)/u,
  廃止: /^(?:し|され|する)/u,
};

/** A word gives way to its opposite, where it stands alone. */
export const opposite: Change = ({ text }) =>
  pairs.flatMap((pair) => {
    const [one = '', other = ''] = pair.split('/');
    return [
      [one, other],
      [other, one],
    ].flatMap(([word = '', opposed = '']) => {
      if (text.split(word).length !== 2 || text.replace(word, '').includes(opposed)) return [];
      const at = text.indexOf(word);
      const rest = text.slice(at + word.length);
      const alone = !han.test(text.charAt(at - 1)) && !han.test(rest.charAt(0));
      // 「全体の奉仕者であつて、一部の奉仕者ではない」
      if (/^[全一]部$/u.test(word) && /全[額体]/u.test(text)) return [];
      if (!alone || followed[word]?.test(rest) === false) return [];
      return [replaced(text, at, word, opposed)];
    });
  });

const counted = '(?<=[0-9０-９一二三四五六七八九十百千万億円人年月日歳％%割倍件回トル額間分])';

/** A bound of a number turns round. */
export const bound: Change = ({ text }) =>
  byRules(text, [
    [new RegExp(`${counted}以上(?!の者の間)`, 'gu'), '以下'],
    [new RegExp(`${counted}以下(?!「|同じ|この)`, 'gu'), '以上'],
    [new RegExp(`${counted}未満`, 'gu'), '以上'],
    [new RegExp(`${counted}以内に`, 'gu'), 'を過ぎてから'],
    [new RegExp(`${counted}以内(?=の|で|と)`, 'gu'), '以上'],
    [/を超えない/gu, 'を下回らない'],
    [/を超える/gu, 'を下回る'],
    [/を上回/gu, 'を下回'],
    [/を下回/gu, 'を上回'],
  ]);

/** Before becomes after. */
export const order: Change = ({ text }) =>
  byRules(text, [
    [/(?<=[日年間の行始月])前(?=に|の(?![項条号]))(?!に掲げ|に定め|の各)/gu, '後'],
    [/(?<=[日年間の行始月])後(?=に|の)(?!の(?:者|金額|額))/gu, '前'],
    [/(?<=[\p{Script=Han}ァ-ヴー]{2})する前(?=に|の|、)/gu, 'した後'],
    [/(?<=[\p{Script=Han}ァ-ヴー]{2})した後(?=に|の|、|で)/gu, 'する前'],
    [/された後(?=に|の|、|で)/gu, 'される前'],
    [/(?<=[日月年降行])以前/gu, '以後'],
    [/(?<=[日月年度分])以後/gu, '以前'],
    [/(?<=[日月年度分])以降/gu, '以前'],
    [/前日/gu, '翌日'],
    [/翌日/gu, '前日'],
    [/前年(?!中?同)/gu, '翌年'],
    [/翌年/gu, '前年'],
    [/翌月/gu, '前月'],
    [/事前に/gu, '事後に'],
    [/午前(?=[0-9０-９一二三四五六七八九十])/gu, '午後'],
    [/午後(?=[0-9０-９一二三四五六七八九十])/gu, '午前'],
    [/あらかじめ、/gu, '事後に、'],
    [/(?<=日|月末|[0-9０-９]時)まで(?=に)/gu, 'より後'],
  ]).filter(({ statement }) => !/前後|後前/u.test(statement));

/** What is left out is taken in, what is limited is not. */
export const scope: Change = ({ text }) =>
  byRules(text, [
    [/を除く(?=。|）|\)|ほか、)(?!ほか)/gu, 'を含む'],
    [/を除きます/gu, 'を含みます'],
    [/を除き、/gu, 'を含め、'],
    [/を含む(?=。|）|\))/gu, 'を除く'],
    [/を含みます/gu, 'を除きます'],
    [/に限る(?=。|）)/gu, 'に限らない'],
    [/に限ります/gu, 'に限りません'],
    [/に限り、/gu, 'に限らず、'],
    [/場合のみ/gu, '場合以外'],
    [/(?<=[\p{Script=Han}])のみ(?=を|に|が|で)/gu, '以外'],
  ]);
