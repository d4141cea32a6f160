import { findDates } from '../japanese/dates.ts';
import { numeralValue } from '../japanese/numerals.ts';

const unit =
  '億円|万円|千円|円|億|万|千|人|名|件|回|%|パーセント|ポイント|時間|時半|時|分|秒|日間|日|か月|週間|月|年度|年間|年|台|部|枚|歳|倍|割|世帯|戸|校|棟|か所|条|項|号|番|丁目|番地|キロ|km|m|メートル|平方メートル|ヘクタール|トン|kg|リットル|冊|本|通|社|団体|自治体|課|地区|会場|コース|票|点|度|つ';
const quantity = new RegExp(
  `(\\d+(?:\\.\\d+)?(?:[億万千百]\\d*)*|[一二三四五六七八九十百千]+(?=(?:${unit})))(${unit})?`,
  'gu',
);
const sameUnit: Readonly<Record<string, string>> = { 名: '人', パーセント: '%', 日間: '日', 年間: '年', 週間: '週' };
const title =
  '(?:さん|氏|様|君|くん|市長|副市長|町長|村長|教育長|議長|委員長|会長|部長|局長|次長|課長補佐|課長|室長|所長|館長|係長|主幹|主査|主任|主事|委員|議員)';
const titled = new RegExp(`(【[^】]{1,8}\\d+】|[一-龠々ヶ]{1,8}|[ァ-ヴー]{2,10})${title}`, 'gu');
const placeholder = /【[^】]{1,8}\d+】/gu;
const office =
  /[一-龠々ァ-ヴー]{2,12}(?:課|部|局|室|委員会|審議会|協議会|小学校|中学校|図書館|センター|公民館|支所|会館)/gu;

/**
 * What a claim names and its source does not: dates (compared as days, 和暦 and 西暦 alike), numbers with their units
 * (full-width, kanji and grouped digits alike), people with a title, offices and placeholders of masked data.
 *
 * @param today the day that 「来週」 and days without a year are read from
 */
export function missingFacts(claim: string, source: string, today: Date): string[] {
  const said = claim.normalize('NFKC');
  const given = source.normalize('NFKC');
  return [...missingDates(said, given, today), ...missingQuantities(said, given, today), ...missingNames(said, given)];
}

function missingDates(claim: string, source: string, today: Date): string[] {
  const known = new Set(findDates(source, today).map((date) => date.iso ?? date.text));
  return findDates(claim, today)
    .filter((date) => !source.includes(date.text) && !known.has(date.iso ?? date.text))
    .map((date) => date.text);
}

function missingQuantities(claim: string, source: string, today: Date): string[] {
  const known = quantities(source, today);
  return quantities(claim, today)
    .filter((one) => !known.some((other) => one.value === other.value && sameKind(one.unit, other.unit)))
    .map((one) => one.words);
}

interface Quantity {
  readonly value: number;
  readonly unit: string;
  readonly words: string;
}

function quantities(text: string, today: Date): Quantity[] {
  let rest = text;
  // A date of the claim is compared as a date; in a source its numbers may stand in another way in the claim (「5日」).
  for (const date of findDates(text, today)) if (date.iso) rest = rest.replace(date.text, '、');
  const plain = rest
    .replace(/(?<=\d),(?=\d{3})/gu, '')
    .replace(/[ヶカケヵ箇](?=月|所)/gu, 'か')
    .replace(/(?<=\d)\s+(?=\D)/gu, '');
  return [...plain.matchAll(quantity)].flatMap((match) => {
    const scaled = /^(億|万|千)(円?)$/u.exec(match[2] ?? '');
    const value = numeralValue(`${match[1]}${scaled?.[1] ?? ''}`);
    const kind = scaled ? (scaled[2] ?? '') : (match[2] ?? '');
    return value === undefined ? [] : [{ value, unit: sameUnit[kind] ?? kind, words: match[0] }];
  });
}

function sameKind(one: string, other: string): boolean {
  return one === other || one === '' || other === '';
}

function missingNames(claim: string, source: string): string[] {
  const names = [...claim.matchAll(titled)].map((match) => match[1] ?? '');
  const offices = [...claim.matchAll(office)].map((match) => match[0]);
  const masked = [...claim.matchAll(placeholder)].map((match) => match[0]);
  return [...new Set([...names, ...offices, ...masked])].filter((name) => !standsIn(name, source));
}

/** The name, or what is left of it when the words written together before it are taken off (「来年度総務課」). */
function standsIn(name: string, source: string): boolean {
  if (source.includes(name)) return true;
  for (let from = 1; name.length - from >= 2; from++)
    if (source.includes(name.slice(from)) && name.length - from >= 3) return true;
  return false;
}
