import { lineMark } from '../../japanese/lineMarks.ts';

/** Words said while thinking; they may be cut from what is shown. */
const filler =
  /(?:え[ーぇ～〜]+と?|えっと|えーっと|ええと|あの[ーぉ～〜]+|あのう|その[ーぉ～〜]+|うー?ん|まあ|なんか|ええ|あの)(?=[、，\s　])[、，\s　]*/gu;
/** Marks at the head of a line that are no numbering: a heading, a quotation of a mail, a note. */
const sign = /^\s*(?:#{1,6}\s|[>＞]\s*|[※▼]\s*)/u;

/** The sentence as it is shown: without fillers, list marks and line ends inside it. */
export function shown(text: string): string {
  const line = text.replace(/\s*\n\s*/gu, '').replace(sign, '');
  return line
    .slice(lineMark(line)?.length ?? 0)
    .replace(filler, '')
    .trim();
}

/** Greetings, thanks and assent: nothing in them is news. */
const courtesy =
  /^(?:はい|ええ|いえ|承知|了解|かしこまり|分かりました|わかりました|ありがとう|有難う|お疲れ|御苦労|よろしくお願い|宜しくお願い|おはよう|こんにちは|こんばんは|お世話に|失礼|すみません|拝啓|敬具|前略|草々|では(?:、)?(?:どうぞ|次)|そうですね|なるほど|皆さん|皆様)/u;
const onlyThanks =
  /^(?:本日|今日|きょう)?(?:は|も)?、?(?:お|御|ご)(?:忙|多用|足元|暑い|寒い)[^。]{0,40}(?:ありがとう|感謝|お礼|御礼)[^。]*。?$|^(?:寒|暑|蒸し暑|厳し)[^。]{0,24}(?:続き|なり|なって)[^。]{0,24}$|^(?:簡単ではございますが|甚だ簡単|以上、?簡単)[^。]*$|(?:挨拶|あいさつ)(?:とさせていただき|といたし|に代えさせ|をお願い|をいたし|申し上げ)[^。]*。?$|(?:承知|了解)(?:いた)?(?:しました|です)。?$|(?:お集まり|御参集|ご参集|御出席|ご出席)(?:いただき|くださり|を賜り)|よろしくお願い(?:いた|申し上げ)?(?:し)?ます。?$/u;

/** Lines that run the meeting and say nothing of its subject. */
const procedure = new RegExp(
  [
    '(?:開会|閉会|休憩|再開|散会|開議|閉議)(?:を|と)?(?:いた|宣告|宣言)?(?:し|する|。|）)',
    '^[（(]?(?:午前|午後)?\\d{1,2}[時:：]\\d{0,2}分?[ 　]*(?:開会|閉会|休憩|再開|散会|開議)',
    '^(?:以上で|以上をもち|これをもち|以上です)',
    '(?:定足数|(?:委員|議員)の出席)',
    '(?:出席者|欠席者|出席委員|欠席委員|傍聴|署名(?:委員|議員))',
    '(?:起立|着席|挙手|静粛)(?:を)?(?:お?願|くだ|し|多数|全員|求め)',
    '次回の?(?:[^、。]{0,8}(?:委員会|会議))?は',
    '(?:説明|報告|答弁|発言|質疑|意見)を(?:求め|お?願|許し)',
    '(?:について|概要を|要旨を)申し上げます。?$',
    '一任(?:を)?(?:お?願|いただ|くだ)',
    '(?:説明|報告|発言)(?:いた)?(?:します|させていただきます)。?$',
    '(?:質疑|質問|意見|討論|発言)(?:は|が|に)?(?:他に)?(?:ござい|あり|なし|入り|移り|ないよう|終わ|終結)',
    '(?:議題|日程|次第)(?:と|に|を)(?:いた|し|供|移|入)',
    '(?:に移り|に入り|を始め|を終わり|を終了し)(?:ます|たい)',
    '(?:賛成|反対)の立場で|[0-9０-９一二三]点(?:目は|、?(?:伺|お?聞き|質問))|^以上です|関連して',
    '(?:録音|録画|マイク|画面共有|聞こえ|音声)(?:を|は|が|の)?.{0,12}(?:開始|停止|共有|ます|ません|いますか|でしょうか)',
    '(?:御|ご)異議(?:は)?(?:ござい|あり)ません(?:でしょう)?か',
    '[「（(]異議な[し」]',
  ].join('|'),
  'u',
);

const question = /(?:か|かね|でしょうか|ですか|ますか)[。？?]?$|[？?]$/u;

/** Greetings and thanks that say nothing else. */
export function isCourtesy(text: string): boolean {
  if (onlyThanks.test(text)) return true;
  // 「はい、今日中に載せます」 says more than はい.
  return courtesy.test(text) && text.length < 40 && text.replace(/^[^、。]*[、。]/u, '').length < 10;
}

/** What chairs and reporters say to lead through a meeting. */
export function isProcedure(text: string): boolean {
  return procedure.test(text.normalize('NFKC'));
}

/** True where the sentence asks, by its end. */
export function isQuestion(text: string): boolean {
  return question.test(text);
}

/** An item of a list, which leans on the line above it. */
export function isListItem(text: string): boolean {
  return lineMark(text) !== undefined;
}

/** A note, an example or a reference beside the matter. */
export function isNote(text: string): boolean {
  return /^\s*(?:[（(]\s*(?:注|例|参考)|※|(?:注|例)[0-9０-９]*[)）:：　 ])/u.test(text);
}

/** A sentence that points elsewhere for its meaning. */
export function leans(text: string): boolean {
  return /(?:次|以下|上記|前記|下記)の|^(?:この|その|これ|それ)/u.test(text);
}

/** True where it ends as a sentence does. */
export function isWholeSentence(text: string): boolean {
  return /[。．！!」』][）)」』]*$/u.test(text);
}

/** A short line without an end, followed by something: 「1 担保の提供」. */
export function isHeading(text: string): boolean {
  return (
    text.length <= 30 && !/[。．！!？?]$/u.test(text) && !/(?:ます|です|した|する|こと|もの|場合|とき)$/u.test(text)
  );
}
