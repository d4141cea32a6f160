/** What a noun of a question is to it: its topic, an aspect of any topic, or a condition under which it is asked. */
export type Role = 'topic' | 'aspect' | 'condition';

export interface TopicWord {
  readonly word: string;
  readonly role: Role;
  /** Conditions of one kind replace each other: 「部長の日当は？」「課長は？」. */
  readonly kind?: ConditionKind;
  readonly start: number;
}

export type ConditionKind = 'person' | 'place' | 'time' | 'amount' | 'mark';

const run = /[\p{sc=Han}\p{sc=Katakana}ー々ヶA-Za-zＡ-Ｚａ-ｚ0-9０-９]+/gu;
/** What follows a noun; anything else in hiragana makes the run the stem of a verb or an adjective. */
const afterNoun =
  /^(?:[^\p{sc=Hiragana}]|$|は|が|を|に|で|と|も|の(?!び)|や|か(?!か|え|れ|ら(?![、は]))|から|まで|より|へ|だ|って|なら|など|しか|しな|しま|して|した|しよ|する|すれ|され|され|させ|しい?た?い?$|ごと|ぐらい|くらい|ほど|ずつ|という|とき|だけ|ばかり|じゃ|ください)/u;

const aspects = [
  '期限|期間|期日|締切り?|締め切り|日数|時間|時刻|回数|人数|件数|年数|金額|額|料金|費用|単価|代金|上限|下限|限度|割合',
  '申請書?|申込書?|申込み|届|届出|届け出|様式|書式|書類|提出先?|手続き?|方法|手順|流れ|仕方|やり方|書き方|条件|要件|対象者?|範囲|例外|理由|根拠|内容|詳細|全文|規定|規程|条文|条|項',
  '許可|承認|決裁|報告書?|連絡先?|窓口|担当課?|相談先?|罰則|処分|結果|公表|記録|保存|必要|不要|可能|大丈夫|平気|禁止|義務|制限|変更|延長|短縮|取消し?|中止|更新|省略|支給|支払い?|負担|自己負担|給料|給与|無給|有給|お金|金',
  '場合|時|際|方|日|前|後|中|間|分|件|例|同様?|他|別|上|下|場所|所|今|次|以上|以内|以下|未満|誰|何.*|一番|最大|最長|最低|最短|表示|料|代|使用|利用|確認|対応|教|見|私|自分|一?年|週|一?月|一?日|月前|日前|一年間|年間',
].join('|');
const aspect = new RegExp(`^(?:${aspects})$`, 'u');

const conditions: readonly (readonly [ConditionKind, RegExp])[] = [
  ['amount', /^[0-9０-９〇一二三四五六七八九十百千]+[\p{sc=Han}\p{sc=Katakana}]*$/u],
  ['mark', /^[A-Za-zＡ-Ｚａ-ｚ](?:勤務|級|区分|種|号)?$/u],
  [
    'person',
    /(?:職員|課長|部長|係長|局長|室長|補佐|主任|主査|主事|市長|教育長|議員|委員|講師|管理職|役員|者|人|さん|非常勤|常勤|パート|アルバイト|バイト|臨時|再任用|正規|新人|派遣|嘱託|男性|女性|父|母|父親|母親|両親|祖父母?|祖母|夫|妻|子|孫|兄弟|姉妹|配偶者|親|家族|保育士|保健師|司書|団体|市民|住民|警察|フルタイム|パートタイム)$/u,
  ],
  [
    'place',
    /(?:県内|県外|市内|市外|国内|国外|海外|東京|大阪|京都|名古屋|横浜|神戸|福岡|札幌|特別区|都市|.市|.町|.村|.県|.区|.地|本庁|支所)$/u,
  ],
  [
    'time',
    /(?:休日|祝日|土日|土曜日?|日曜日?|平日|週末|夜間|深夜|早朝|夜|朝|午前|午後|半日|終日|年末年始|年度末|年度途中|月末|途中|時間単位|時間外|急|緊急|至急|急用)$/u,
  ],
];

/** The nouns of a question in their order, as far as they can be told without a dictionary. */
export function topicWords(question: string): TopicWord[] {
  return [...question.matchAll(run)].flatMap(({ 0: word, index }): TopicWord[] => {
    const rest = question.slice(index + word.length);
    if (!afterNoun.test(rest)) return [];
    if (aspect.test(word)) return [{ word, role: 'aspect', start: index }];
    const kind = conditions.find(([, pattern]) => pattern.test(word))?.[0];
    return [{ word, role: kind === undefined ? 'topic' : 'condition', ...(kind && { kind }), start: index }];
  });
}
