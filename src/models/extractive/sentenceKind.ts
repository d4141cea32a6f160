/** Words said while thinking; they may be cut from what is shown. */
const filler =
  /(?:え[ーぇ～〜]+と?|えっと|えーっと|ええと|あの[ーぉ～〜]+|あのう|その[ーぉ～〜]+|うー?ん|まあ|なんか|ええ|あの)(?=[、，\s　])[、，\s　]*/gu;
/** The mark of a list, a heading or a quotation at the head of a line. */
const mark = /^\s*(?:[・●○◯〇◎◆◇■□▪※>＞\-*–—]+|#{1,6}|[（(]?[0-9０-９]{1,2}[)）.．、]|[①-⑳])\s*/u;

/** The sentence as it is shown: without fillers, list marks and line ends inside it. */
export function shown(text: string): string {
  return text
    .replace(/\s*\n\s*/gu, '')
    .replace(mark, '')
    .replace(filler, '')
    .trim();
}

/** Greetings, thanks and assent: nothing in them is news. */
const courtesy =
  /^(?:はい|ええ|いえ|承知|了解|かしこまり|分かりました|わかりました|ありがとう|有難う|お疲れ|御苦労|よろしくお願い|宜しくお願い|おはよう|こんにちは|こんばんは|お世話に|失礼|すみません|拝啓|敬具|前略|草々|では(?:、)?(?:どうぞ|次)|そうですね|なるほど|皆さん|皆様)/u;
const onlyThanks =
  /(?:お集まり|御参集|ご参集|御出席|ご出席)(?:いただき|くださり|を賜り)|よろしくお願い(?:いた|申し上げ)?(?:し)?ます。?$/u;

/** Lines that run the meeting and say nothing of its subject. */
const procedure = new RegExp(
  [
    '(?:開会|閉会|休憩|再開|散会|開議|閉議)(?:を|と)?(?:いた|宣告|宣言)?(?:し|する|。|）)',
    '^[（(]?(?:午前|午後)?\\d{1,2}[時:：]\\d{0,2}分?[ 　]*(?:開会|閉会|休憩|再開|散会|開議)',
    '(?:定足数|(?:委員|議員)の出席)',
    '(?:出席者|欠席者|出席委員|欠席委員|傍聴(?:人|者)|署名(?:委員|議員))',
    '(?:起立|着席|挙手|静粛)(?:を)?(?:お?願|くだ|し|多数|全員)',
    '(?:説明|報告|答弁|発言|質疑|意見)を(?:求め|お?願|許し)',
    '(?:説明|報告|発言)(?:いた)?(?:します|させていただきます)。?$',
    '(?:質疑|質問|意見|討論|発言)(?:は|が|に)?(?:他に)?(?:ござい|あり|なし|入り|移り|ないよう|終わ|終結)',
    '(?:議題|日程|次第)(?:と|に|を)(?:いた|し|供|移|入)',
    '(?:に移り|に入り|を始め|を終わり|を終了し)(?:ます|たい)',
    '(?:録音|録画|マイク|画面共有|聞こえ|音声)(?:を|は|が|の)?.{0,12}(?:開始|停止|共有|ます|ません|いますか|でしょうか)',
    '(?:御|ご)異議(?:は)?(?:ござい|あり)ません(?:でしょう)?か',
    '[「（(]異議な[し」]',
  ].join('|'),
  'u',
);

const question = /(?:か|かね|でしょうか|ですか|ますか)[。？?]?$|[？?]$/u;

export function isCourtesy(text: string): boolean {
  return (courtesy.test(text) && text.length < 40) || onlyThanks.test(text);
}

export function isProcedure(text: string): boolean {
  return procedure.test(text);
}

export function isQuestion(text: string): boolean {
  return question.test(text);
}

/** A list item or note that leans on what stands above it. */
export function isListItem(text: string): boolean {
  return mark.test(text) || /^[（(](?:注|例)/u.test(text);
}

export function isWholeSentence(text: string): boolean {
  return /[。．！!」』）)]$/u.test(text);
}

/** A short line without an end, followed by something: 「1 担保の提供」. */
export function isHeading(text: string): boolean {
  return text.length <= 30 && !/[。．！!？?）)」』]$/u.test(text) && !/(?:ます|です|した|する|こと)$/u.test(text);
}
