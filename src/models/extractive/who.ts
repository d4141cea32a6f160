const placeholder = '【[^】]{1,8}[0-9０-９]+】';
const kanjiName = '[一-龠々〆ヶ]{1,6}(?:[ 　][一-龠々]{1,4})?';
const post =
  '(?:市長|町長|村長|副市長|副町長|教育長|議長|副議長|委員長|副委員長|会長|副会長|座長|部会長|部長|局長|次長|課長補佐|副課長|課長|室長|所長|館長|園長|校長|係長|班長|主幹|主査|主任|主事|参事|参与|理事|監査委員|委員|議員|担当者?|幹事|書記|リーダー|座長)';
const office =
  '[一-龠々ァ-ヴー・]{1,14}(?:課|部|局|室|係|班|所|センター|事務局|支所|委員会|幹事会|部会|担当|チーム|消防署|図書館)';
const person = `(?:${placeholder}|${kanjiName}|[ァ-ヴー]{2,10}|[A-Za-zＡ-Ｚ]{1,12})`;
const group = '(?:各|全|関係)[一-龠々ァ-ヴー]{1,8}|[一-龠々]{1,8}(?:員|者)';
const named = `(?:@?${person}[ 　]?(?:さん|氏|様|君|くん|先生|${post})|@${person}|${office}(?:長|の?${post}|の[一-龠々]{1,6}員)?(?:[ 　]?${person}(?:さん|氏|様))?|(?:各課|各部|各所属|各室)の[一-龠々]{1,6}(?:員|者|長)|${group}|${post}|事務局|${placeholder})`;
/** A name acts where が, は, で or a pause follows; 「課長に」 only where 「お願いします」 or the like is said to them. */
const acts = '(?:側|の方|のほう|さん)?(?:(?:が|は|には|にて|で|において|から|も)(?!の)|[、,，]|[ 　]|お願い|$)';
const isAsked =
  '(?:に|へ)(?=[^。]{0,30}(?:お願い|お任せ|依頼(?:します|したい|する)|やってもら|してもら|していただ|せてほしい|せてくださ|対応|担当|動いて))(?![^。]{0,30}(?:提出|報告|送付|連絡|回答|確認|相談|入れて|送って|伝えて))';
const actor = new RegExp(
  `(?:^|[、。,，「『（(\\s　は]|それでは|では|また|なお|まで(?:に)?|ので|から|は|を|に|あと)(${named})(?=${acts}|${isAsked})`,
  'gu',
);
const labelled =
  /(?:担当(?:者|課|部署)?|責任者|主担当|対応者?|実施者?)(?:は|[：:])\s*([^、。）)】／\s]{1,20}?)(?:です|さん|が|、|。|）|\)|】|／|\s|$)/u;
const self =
  /(?:私|わたし|わたくし|僕|自分|こちら|こっち|当方|手前|うち|当(?:課|部|局|室|係|班|所)|本(?:課|部|局|室)|私ども|弊(?:課|係))(?:の?(?:方|ほう|側))?(?:で|が|から|にて|、|も|も)|(?:私|僕)(?:の)?(?:方|ほう)?(?:やり|やっ|出し|送り|作り|確認し)/u;
const notActor =
  /^(?:[本同当該他学上下中一全内外大幹]|次回|前回|今回|今年度|来年度|以下|関係)?(?:部|所|室|局|課|係|班|担当|部分)$|^(?:次回|前回|今回|今後|本日|来週|今週|年度|委員会|議会|会議|本委員会|当委員会|人員|定員|全員|要員|満員|動員|本人|第三者|前者|後者|両者)$|(?:場所|箇所|住所|近所|名所|長所|短所|役所|会議室|教室|結局|薬局|関係|満員)$/u;

/**
 * Who is to act, in the words of the sentence; the speaker where they speak of themselves (「私の方で」「当課で」);
 * empty where it is not said.
 */
export function findWho(text: string, speaker: string | undefined): string {
  const label = labelled.exec(text)?.[1];
  if (label && label.length > 1) return label;
  for (const match of text.matchAll(actor)) {
    const name = match[1]?.replace(/^@/u, '') ?? '';
    if (name && !notActor.test(name)) return name;
  }
  return speaker && speaksOfSelf(text) ? speaker : '';
}

/** True where the speaker says that they will do it themselves. */
export function speaksOfSelf(text: string): boolean {
  return self.test(text);
}
