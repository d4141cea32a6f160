import type { Kind } from './case.ts';
import { otherDay, otherEra, otherMonth, otherWeekday, otherYear } from './perturb/dates.ts';
import { ability, added, dropped, obligation } from './perturb/negation.ts';
import { byDigit, byOne, otherArticle, otherUnit, transposed } from './perturb/numbers.ts';
import { bound, opposite, order, scope } from './perturb/opposites.ts';
import { elsewhere, exchanged, otherAssignee } from './perturb/people.ts';
import { attributed } from './rephrase/attributed.ts';
import { everydayWords, nounEnding, unitsOtherwise } from './rephrase/equivalents.ts';
import { joined } from './rephrase/join.ts';
import { plainer, politer } from './rephrase/register.ts';
import { withoutBracket, withoutClause, withoutFirstOfTwo, withoutYear } from './rephrase/shorten.ts';
import { digitsOtherwise, kanjiToDigits, otherCalendar } from './rephrase/spelling.ts';

/** Statements that say something else than the text. */
export const perturbations: readonly Kind[] = [
  { group: '数', name: '1つ増減', change: byOne },
  { group: '数', name: '1桁違い', change: byDigit },
  { group: '数', name: '桁の入れ替え', change: transposed },
  { group: '数', name: '単位', change: otherUnit },
  { group: '数', name: '条・項・号の番号', change: otherArticle },
  { group: '日付', name: '日', change: otherDay },
  { group: '日付', name: '月', change: otherMonth },
  { group: '日付', name: '年', change: otherYear },
  { group: '日付', name: '元号', change: otherEra },
  { group: '日付', name: '曜日', change: otherWeekday },
  { group: '名前', name: '2つの入れ替え', change: exchanged },
  { group: '名前', name: '本文の別の名前', change: elsewhere },
  { group: '名前', name: '担当・発言者', change: otherAssignee },
  { group: '肯定と否定', name: '「ない」を落とす', change: dropped },
  { group: '肯定と否定', name: '「ない」を足す', change: added },
  { group: '肯定と否定', name: '義務・禁止', change: obligation },
  { group: '肯定と否定', name: '可能', change: ability },
  { group: '肯定と否定', name: '反対の語（可決→否決）', change: opposite },
  { group: '範囲と順序', name: '以上・以下・未満', change: bound },
  { group: '範囲と順序', name: '前・後', change: order },
  { group: '範囲と順序', name: '除く・含む・限る', change: scope },
];

/** Statements that say what the text says. */
export const rewordings: readonly Kind[] = [
  { group: '原文', name: '原文のまま', change: ({ text }) => [{ statement: text, changed: 'なし' }] },
  { group: '短縮', name: '括弧書きを省く', change: withoutBracket },
  { group: '短縮', name: '従属節・接続語を省く', change: withoutClause },
  { group: '短縮', name: '並んだ節の一方を省く', change: withoutFirstOfTwo },
  { group: '短縮', name: '年を省く', change: withoutYear },
  { group: '文体', name: '敬体→常体', change: plainer },
  { group: '文体', name: '常体→敬体', change: politer },
  { group: '文体', name: '体言止め', change: nounEnding },
  { group: '文体', name: '日常の言葉', change: everydayWords },
  { group: '文体', name: '発言者を添える', change: attributed },
  { group: '表記', name: '漢数字→算用数字', change: kanjiToDigits },
  { group: '表記', name: '全角・桁区切り・万円', change: digitsOtherwise },
  { group: '表記', name: '和暦と西暦', change: otherCalendar },
  { group: '表記', name: '単位の書き方', change: unitsOtherwise },
  { group: '結合', name: '隣の文とつなぐ', change: joined },
];
