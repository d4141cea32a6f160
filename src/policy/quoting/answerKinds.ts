/** What a question asks for, and the words by which a sentence of a rule gives it. */
interface AnswerKind {
  readonly asked: RegExp;
  readonly given: RegExp;
}

const number = '[0-9０-９〇一二三四五六七八九十百千万]+';

const kinds: readonly AnswerKind[] = [
  {
    asked: /何日前|いつまで|期限|締め?切り?|何日以内|何日間?で|早めに/,
    given: new RegExp(
      `${number}(?:日|週間?|か月|箇月|月|年|時間?)(?:前)?(?:まで|以内)|${number}(?:日|週間?|か月|月)前|直ちに|速やかに|遅滞なく|あらかじめ|事前に|の日までに|(?:前日|当日|翌日)[^。、]{0,10}まで`,
    ),
  },
  {
    asked: /何日(?!前|以内|で)|何年|何か月|何時間|何週間|期間|どのくらい|どれくらい|いつから|何時/,
    given: new RegExp(`${number}(?:日|週間?|か月|箇月|月|年|時間|時|分)`),
  },
  {
    asked: /いくら|何円|何割|金額|上限|料金|単価/,
    given: new RegExp(
      `${number}(?:円|割|%|％|パーセント)|分の${number}|実費|全額|無料|無償|減免|免除|額は、別表[^。]{0,12}(?:のとおり|に定める|に掲げる)`,
    ),
  },
  { asked: /何(?:社|人|者|回|件|部|枚|通|台|箇所|か所|つ)/, given: new RegExp(number) },
  {
    asked: /誰|だれ|どの(?:課|部署|人)|どこの課|責任者/,
    given: /(?:市長|課長|部長|所属長|管理者|責任者|担当|委員|職員|課)(?:は|が|に|の)/,
  },
  { asked: /どこ(?:に|へ|で)|提出先|相談先|窓口/, given: /課|窓口|所属長|に(?:提出|届|申|請求|報告|相談|通報)/ },
  {
    asked:
      /(?:ても|でも|て|で)(?:いい|よい|良い|平気|大丈夫|OK|ＯＫ|オーケー|構わ)|(?:できる|でき(?:ます|ない|ません)|可能|ダメ|だめ|禁止|アウト|セーフ|通る|あり[？?]|許され)/,
    given: /ことができ|てはならない|禁(?:止|じ)|できない|許可|承認|限り|妨げない|ものとする。ただし|認め|してはいけ/,
  },
  {
    asked: /必要|いる[？?]|要る|いります|しないと|出さないと|義務/,
    given: /なければならない|要しない|ものとする|必要|不要|省略/,
  },
  {
    asked: /どうす(?:れば|る)|どうしたら|まず何|何をす|対応|手続|やり方|方法|手順|流れ|書き方/,
    given: /なければならない|ものとする|より(?:行|届|請求|申請)|報告|提出|連絡|届け出|申し出|直ちに/,
  },
  { asked: /とは|って何|定義|意味|どういう/, given: /をいう|とする。|という。/ },
];

/** How well a text gives what the question asks for: 0 to 1; 0.5 where it is not clear what is asked for. */
export function givesWhatIsAsked(question: string, text: string): number {
  const asked = kinds.filter((kind) => kind.asked.test(question));
  if (asked.length === 0) return 0.5;
  return asked.filter((kind) => kind.given.test(text)).length / asked.length;
}
