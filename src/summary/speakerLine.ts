/** Who speaks at the head of a line, and where their words begin. */
export interface SpeakerLine {
  readonly speaker: string;
  readonly time?: string;
  /** UTF-16 offset in the line at which the speech begins; the length of the line where it follows on the next one. */
  readonly length: number;
}

const time = '[0-9０-９]{1,2}[:：][0-9０-９]{2}(?:[:：][0-9０-９]{2})?(?:[.．][0-9]{1,3})?';
const date =
  '(?:[0-9]{4}[/年-][0-9]{1,2}[/月-][0-9]{1,2}日?|[0-9]{1,2}[/月][0-9]{1,2}日?)?(?:[（(][月火水木金土日][)）])?';
const name =
  '[^\\s　:：。、，！？「」（）()【】<>＜＞○◯〇◎◆●・]{1,16}(?:[ 　][^\\s　:：。、，！？「」（）()【】]{1,8})?(?:[（(][^（）()：:。]{1,20}[)）])?|【[^】]{1,8}[0-9０-９]+】(?:さん|氏|様)?(?:[（(][^（）()：:。]{1,20}[)）])?';
const post =
  '(?:市長|町長|村長|副市長|教育長|議長|委員長|会長|座長|部長|局長|次長|課長|課長補佐|室長|所長|館長|園長|校長|係長|班長|主幹|主査|主任|主事|主任主事|参事|参与|理事|監査委員|委員|議員|員|君|くん|さん|氏|事務局|職員|司会|記者|市民|参加者|担当者?|傍聴者|番)';

/** 「○委員長（山田太郎）　ただいまから…」, 「◆3番（田中花子議員）　…」: a mark, a post, a gap. */
const minutes = new RegExp(
  `^[ 　]*[○〇◯◎◆●◇□■△▲][ 　]?(?<speaker>(?:[^\\s　。、：:（）()]{0,16}${post}|[^\\s　。、：:（）()]{1,12}(?=[（(]))(?:[（(][^（）()。]{1,20}[)）])?(?:${post})?)(?:[：:][ 　]*|[ 　]+|$)`,
  'u',
);
/** 「10:05 佐藤: …」, 「[10:05] 佐藤花子」, 「2026/11/20 10:05 佐藤：…」 */
const timed = new RegExp(
  `^[ 　]*[\\[［(（]?${date}[ 　]*(?<time>${time})[\\]］)）]?[ 　\\t]+(?<speaker>${name})[ 　]*(?:[:：>＞][ 　]*|\\t+|$)`,
  'u',
);
/** 「佐藤 花子  10:05」 above the words, as Teams copies a thread. */
const timedAfter = new RegExp(
  `^[ 　]*(?<speaker>${name})[ 　,、]+(?:${date}[ 　]*)(?<time>${time})[ 　]*(?:[:：][ 　]*|$)`,
  'u',
);
const colon = new RegExp(`^[ 　]*(?<speaker>${name})[ 　]*(?<![0-9０-９])[:：](?![/／])[ 　]*(?=\\S)`, 'u');
const ofPost = new RegExp(`${post}(?:[（(][^（）()]{1,20}[)）])?$`, 'u');

/** Words before a colon that name a thing, not a person. */
const label =
  /(?:日時|日付|期日|期間|時間|場所|会場|出席|欠席|参加|議題|議事|件名|題名|表題|対象|期限|締切|〆切|納期|提出|方法|内容|目的|趣旨|概要|備考|注意?|例|参考|資料|添付|宛先?|差出人|送信|受信|送付|連絡|電話|内線|メール|住所|料金|金額|費用|予算|定員|申込|申請|問合せ|問い合わせ|担当|主催|共催|後援|決定|結論|宿題|課題|理由|背景|結果|効果|根拠|対応|原因|経緯|現状|条件|要件|数量|番号|名称|種類|区分|原則|ポイント|まとめ|質問|回答|問|答|Q|A|Ｑ|Ａ|http|https|To|From|Cc|Date|Subject|URL|TEL|FAX|システム|system)[0-9０-９一二三四五]*(?:者|先|日|等|事項)?$/iu;

/**
 * Recognises who speaks at the head of each line of a text. A bare 「名前：」 counts only where the text shows that it
 * is a conversation: the name has a post or さん, comes again, or most lines have that form.
 */
export function speakerLines(lines: readonly string[]): (SpeakerLine | undefined)[] {
  const named = new Map<string, number>();
  const filled = lines.filter((line) => line.trim() !== '').length;
  let talk = 0;
  for (const line of lines) {
    const speaker = colon.exec(line)?.groups?.speaker;
    if (!speaker || label.test(speaker)) continue;
    named.set(speaker, (named.get(speaker) ?? 0) + 1);
    talk++;
  }
  const conversation = talk >= 2 && talk >= filled * 0.6;
  return lines.map((line) => {
    const match = minutes.exec(line) ?? timed.exec(line) ?? timedAfter.exec(line);
    if (match) return found(match);
    const said = colon.exec(line);
    const speaker = said?.groups?.speaker ?? '';
    if (!said || label.test(speaker)) return undefined;
    return conversation || ofPost.test(speaker) || (named.get(speaker) ?? 0) > 1 ? found(said) : undefined;
  });
}

function found(match: RegExpExecArray): SpeakerLine {
  const at = match.groups?.time;
  return { speaker: match.groups?.speaker?.trim() ?? '', length: match[0].length, ...(at && { time: at }) };
}
