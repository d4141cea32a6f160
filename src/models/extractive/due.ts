const number = '[0-9０-９一二三四五六七八九十]{1,4}';
const weekday = '(?:[（(][月火水木金土日](?:曜日?)?(?:・祝)?[)）]|[月火水木金土日]曜日?)';
const era =
  '(?:(?:令和|平成|R|Ｒ)(?:元|[0-9０-９一二三四五六七八九十]{1,3})年度?|[0-9０-９]{4}年度?|来年度?|今年度?|本年度?|再来年度?|同年)';
const dayPart =
  '(?:の?(?:午前|午後|正午|朝|昼|夕方|終業|退庁)(?:(?:[0-9０-９]{1,2})時(?:半|[0-9０-９]{1,2}分)?)?|[0-9０-９]{1,2}時(?:半|[0-9０-９]{1,2}分)?|[0-9０-９]{1,2}[:：][0-9０-９]{2})';
const partOf = '(?:の?(?:上旬|中旬|下旬|初旬|初め|頭|半ば|末日?|中|内|前半|後半|前日|当日))';

const meeting =
  '(?:[一-龠々ァ-ヴー]{0,12}(?:委員会|審議会|協議会|会議|会合|打合せ|打ち合わせ|議会|定例会|部会|幹事会|ミーティング|本会議|庁議|理事会|総会|連絡会|検討会))';

/** A time a task can be due at, as it is written. */
const moment = [
  `(?:今週|来週|再来週)の?${weekday}、?${number}日`,
  `(?:${era}の?)?${number}月の?${meeting}`,
  `(?:${era}の?)?${number}(?:月)(?:${number}日|の?第[1-5一二三四五]${weekday})?${weekday}?${partOf}?${dayPart}?`,
  `[0-9０-９]{4}[/／.\\-][0-9０-９]{1,2}[/／.\\-][0-9０-９]{1,2}${weekday}?`,
  `[0-9０-９]{1,2}[/／][0-9０-９]{1,2}${weekday}?${dayPart}?`,
  `${number}日${weekday}?${dayPart}?`,
  `(?:今日|本日|明日|明後日|あさって|あした|あす|きょう)${partOf}?${dayPart}?`,
  `(?:今週|来週|再来週|翌週|今月|来月|再来月|翌月|年度|年|月|週|${era})の?(?:${weekday}|明け|${number}日)?${partOf}?${dayPart}?`,
  `${weekday}${dayPart}?`,
  `(?:(?:次回|次|来月|今度|次々回)の?${meeting}|次回|次々回)(?:の?(?:前日|当日|開催))?`,
  `(?:[一-龠々ァ-ヴー0-9０-９]{2,12})(?:の)?(?:前日|当日|開始前|開会前|開催前|開催日)`,
  `(?:年度|年|月|週|${number}(?:週間|日|か月|カ月|ヶ月|ケ月|営業日)(?:以内|後))(?:末|内)?`,
].join('|');

const before = new RegExp(
  `(${moment})(?=(?:を(?:期限|目途|めど|目処|締切り?|締め切り)|まで(?:に(?!は?(?:至|なっ|あった))|(?=[、。でと）)]|$))|締切|締め切り|〆切|を目指し|いっぱいで?|期限|必着))`,
  'u',
);
const within = new RegExp(
  `((?:${era}の?)?${number}月(?:中|内|末|上旬|中旬|下旬|初旬)|(?:今週|来週|今月|来月|年度|年|本日|今日)の?(?:中|内)|${number}(?:週間|日|か月|カ月|ヶ月|営業日)以内)(?=に|で|、|を|へ|[一-龠])`,
  'u',
);
const occasion = new RegExp(
  `((?:次回|次)の?${meeting}|次回|(?:${era}の?)?${number}月の?[一-龠]{0,6}(?:委員会|議会|定例会|部会|会議))(?=(?:で|に|にて|において|には|では)(?!(?:つい|おけ|関))|報告|提示|提出|回答|説明|示)`,
  'u',
);
const day = new RegExp(
  `((?:${era}の?)?${number}月${number}日${weekday}?|[0-9０-９]{1,2}[/／][0-9０-９]{1,2}${weekday}?|来週の?${weekday}|今週の?${weekday}|明日|本日中|今日中|来週|来月(?:上旬|中旬|下旬|初め|末)?|今週末|月末|年度末|年内|今週中|今月中)(?=に|、|は|、?(?:送|提出|連絡|共有|報告|回答|確認))`,
  'u',
);
const soon =
  /(速やかに|すみやかに|至急|直ちに|早急に|お?早めに|後ほど|のちほど|後日|追って|早い(?:うち|段階)に|できるだけ早く|なるべく早く|その日のうちに|[^、。]{2,14}次第)/u;
const labelled =
  /(?:期限|締切|締め切り|〆切|納期|提出日)(?:は|[：:])\s*([^、。）)】／\n]{2,24}?)(?:まで(?:に)?|です|とな|とし|とさせ|とい|、|。|）|\)|】|／|$)/u;

export interface Due {
  /** The words of the source, without まで. */
  readonly words: string;
  /** True where they set a limit or occasion (「までに」「次回」), false where they only hurry (「速やかに」). */
  readonly firm: boolean;
}

/** When something is to be done, in the words of the sentence. */
export function findDue(text: string): Due | undefined {
  const firm = (until(text) ?? labelled.exec(text) ?? within.exec(text) ?? occasion.exec(text) ?? day.exec(text))?.[1];
  if (firm) return { words: firm.trim(), firm: true };
  const hurried = soon.exec(text)?.[1];
  return hurried ? { words: hurried, firm: false } : undefined;
}

/** 「5日まで」; of 「1日から5日まで」 only with に, since a span is no limit. */
function until(text: string): RegExpExecArray | undefined {
  const match = before.exec(text);
  if (!match) return undefined;
  const after = text.slice(match.index + match[0].length);
  const span = /から[^、。]{0,8}$/u.test(text.slice(0, match.index));
  return span && !after.startsWith('までに') ? undefined : match;
}
