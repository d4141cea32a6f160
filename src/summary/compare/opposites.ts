/**
 * Pairs of which one word denies the other, so that 「可決しない」 is 「否決」. The first is the key; several words of a side
 * are separated by commas.
 */
const PAIRS: readonly (readonly [string, string])[] = [
  ['可決', '否決'],
  ['採択', '不採択'],
  ['承認', '不承認,却下,棄却'],
  ['認定', '不認定'],
  ['許可', '不許可,禁止,禁じる,禁ずる'],
  ['同意', '不同意'],
  ['賛成', '反対'],
  ['合格', '不合格'],
  ['出席', '欠席'],
  ['公開', '非公開'],
  ['開示', '不開示,非開示'],
  ['課税', '非課税'],
  ['含む,含める', '除く,除外'],
  ['有効', '無効'],
  ['有料,有償', '無料,無償'],
  ['必要', '不要,不必要'],
  ['可能', '不可能,不能,不可'],
  ['適用', '不適用'],
  ['適切', '不適切'],
  ['適正', '不適正'],
  ['該当', '非該当'],
  ['満たす', '欠く'],
  ['適合', '不適合'],
  ['適格', '不適格'],
  ['継続,存続', '中止,廃止,打切り'],
  ['増加,増,増える,増額,増員,増収,増やす,増す', '減少,減,減る,減額,減員,減収,減らす'],
  [
    '引上げ,引き上げる,引き上げ,引上げる,値上げ,上昇,上がる,上げる',
    '引下げ,引き下げる,引き下げ,引下げる,値下げ,低下,下落,下がる,下げる',
  ],
  ['拡大,拡充,広げる', '縮小,狭める'],
  ['延長,延ばす', '短縮,縮める'],
  ['上回る', '下回る'],
  ['開始,始まる,始める,開会', '終了,終わる,終える,閉会'],
  ['開く,開ける', '閉じる,閉める'],
  ['黒字', '赤字'],
  ['収入,歳入', '支出,歳出'],
  ['改善', '悪化'],
  ['加入', '脱退'],
  ['転入', '転出'],
  ['入居', '退居,退去'],
  ['増築', '減築'],
  ['高い', '低い,安い'],
  ['多い', '少ない'],
  ['大きい', '小さい'],
  ['長い', '短い'],
  ['早い,速い', '遅い'],
  ['広い', '狭い'],
  ['新しい', '古い'],
  ['強い', '弱い'],
  ['易しい,容易', '難しい,困難'],
  ['最大', '最小'],
  ['最高', '最低'],
  ['上限', '下限'],
  ['多数', '少数'],
  ['貸す,貸付け,貸し付ける', '借りる,借入れ,借り入れる'],
  ['売る,売却,販売,売主', '買う,購入,買入れ,買主'],
  ['譲渡', '譲受け,譲り受ける'],
  ['支払う,支払', '受け取る,受領'],
  ['国内', '国外,海外'],
  ['市内', '市外'],
  ['区域内', '区域外'],
  ['管内', '管外'],
  ['内部', '外部'],
  ['直接', '間接'],
  ['原告', '被告'],
  ['勝訴', '敗訴'],
  ['輸出', '輸入'],
  ['債権', '債務'],
  ['利益', '損失'],
  ['任意', '義務'],
  ['全会一致,全員一致', '賛成多数,挙手多数'],
  ['常勤', '非常勤'],
  ['正規', '非正規'],
  ['集中', '分散'],
  ['統合', '分割'],
  ['成功', '失敗'],
  ['前進', '後退'],
  ['進む', '遅れる'],
  ['積極的', '消極的'],
  ['具体的', '抽象的'],
  ['プラス', 'マイナス'],
  ['メリット', 'デメリット'],
];

/** Words of which only one can be meant. */
const CHOICES: readonly string[] = [
  '午前 午後',
  '前期 中期 後期',
  '前半 後半',
  '上半期 下半期',
  '上期 下期',
  '春 夏 秋 冬',
  '東 西 南 北',
  '東側 西側 南側 北側',
  '東部 西部 南部 北部 中部',
  '男性 女性',
  '男 女',
  '父 母',
  '父親 母親',
  '夫 妻',
  '兄 弟 姉 妹',
  '息子 娘',
  '平日 休日',
  '昼間 夜間',
  '全部 一部',
  '全員 一部',
  '大人 子供 子ども',
  '幼児 児童 生徒 学生',
  '左 右',
  '左側 右側',
  '甲 乙 丙 丁',
  '前項 次項 同項',
  '前条 次条 同条',
  '前号 次号 同号',
  '贈与者 受贈者',
  '相続人 被相続人',
  '保険者 被保険者',
  '譲渡人 譲受人',
  '貸主 借主',
  '売主 買主',
  '発注者 受注者',
  '委託者 受託者 受益者',
  '使用者 労働者',
  '債権者 債務者',
  '国税 地方税',
  '所得税 法人税 消費税 相続税 贈与税 住民税 固定資産税 印紙税 地価税 酒税 登録免許税 不動産取得税 事業税 自動車税 軽自動車税',
  '毎日 毎週 毎月 毎年',
  '書面 口頭',
];

/** The key of a word's pair and whether the word denies it. */
export interface Opposite {
  readonly key: string;
  readonly denies: boolean;
}

const opposites: ReadonlyMap<string, Opposite> = new Map(
  PAIRS.flatMap(([yes, no]) => {
    const key = yes.split(',')[0] ?? '';
    const side = (words: string, denies: boolean): [string, Opposite][] =>
      words.split(',').map((word) => [word, { key, denies }]);
    return [...side(yes, false), ...side(no, true)];
  }),
);

const choices: ReadonlyMap<string, { readonly set: number; readonly side: number }> = new Map(
  CHOICES.flatMap((words, set) =>
    words.split(' ').map((word, side): [string, { set: number; side: number }] => [word, { set, side }]),
  ),
);

/** The pair that a word (in its dictionary form) belongs to. */
export function oppositeOf(word: string): Opposite | undefined {
  return opposites.get(word);
}

/** The set that a word belongs to and its place there. */
export function choiceOf(word: string): { readonly set: number; readonly side: number } | undefined {
  return choices.get(word);
}
