import { type Finder, type Span, spanOf } from '../finder.ts';
import { addressBlock, building } from './addressBlock.ts';
import { MUNICIPALITY, NO_MUNICIPALITY, NO_PLACE, PREFECTURE, PUBLIC_WORD } from './placeNames.ts';

const longestTown = 48;
/** Signs of which a place is written, up to the numbers: kanji, kana, blanks between parts, 北1条西 and 5区. */
const townBefore = /(?:[\p{sc=Han}ぁ-んァ-ヴーヶヵ]| (?=\S)|[0-9]{1,3}(?=[条線区号]))+$/u;
const municipality = new RegExp(MUNICIPALITY, 'gu');
const prefecture = new RegExp(PREFECTURE, 'gu');
const label =
  /^(?:新|旧|現|前)?(?:住所地?|居住地|居所|所在地?|本籍地?|宛先|宛て?|送付先|転居先|転出先|転入先|自宅|実家|連絡先|勤務先|在住|地番)+ ?/u;
/** 「字上野」 before the numbers, and town and numbers in two levels: enough without a municipality. */
const smallTown = /(?:[\p{sc=Han}ァ-ヴーヶ]|(?<=[\p{sc=Han}])[がの](?=[\p{sc=Han}])){2,10}$/u;
const threeNumbers = /[0-9]+[^0-9]+[0-9]+[^0-9]+[0-9]/;
const twoLevels = /(?:丁目|番地|番).*[0-9一二三四五六七八九十]/u;

const postalCode = /(?:〒 ?|郵便番号[ :は]{0,3})[0-9]{3}-?[0-9]{4}(?![0-9-])/g;
const postalBefore = /(?:(?:〒|郵便番号) ?:? ?)?[0-9]{3}-?[0-9]{4}[ \n]{0,2}$/;
const labelled = new RegExp(
  `(?:住所地?|居住地|居所|本籍地?|現住所|転居先|転出先|転入先|送付先|宛先)(?:は ?(?=${PREFECTURE})|(?: ?: ?| {1,2}))(?<value>(?:${PREFECTURE})?(?:${MUNICIPALITY})(?:[\\p{sc=Han}ァ-ヴーヶ]|が(?=[関丘崎浜原谷島岡])){1,20}[0-9]{0,5}(?!市))`,
  'dgu',
);

/** Postal addresses with their numbers, in every spelling, with postal code, building and room; postal codes alone. */
export const findAddresses: Finder = function* ({ text }) {
  for (const match of text.matchAll(postalCode)) yield spanOf(match, 'address');
  for (const match of text.matchAll(labelled)) {
    if (!NO_PLACE.test(match.groups?.value ?? '')) yield spanOf(match, 'address');
  }
  for (const match of text.matchAll(addressBlock)) {
    const town = townBefore.exec(text.slice(Math.max(0, match.index - longestTown), match.index))?.[0] ?? '';
    const length = townLength(town, match);
    if (length > 0) yield widened(text, match.index - length, match.index + match[0].length);
  }
};

/** How much of the run of signs before the numbers belongs to the address; 0 where it is none. */
function townLength(town: string, block: RegExpExecArray): number {
  const spelled = block.groups?.spelled !== undefined;
  const start = placeStart(town);
  if (start !== undefined) {
    const from = town.slice(start);
    // 「見本市立小学校3-2」: two numbers alone say too little.
    const doubtful = !spelled && (looksLikeDate(block[0]) || (!threeNumbers.test(block[0]) && PUBLIC_WORD.test(from)));
    return doubtful ? 0 : from.replace(label, '').length;
  }
  if (!spelled || !twoLevels.test(block[0])) return 0;
  const small = (smallTown.exec(town)?.[0] ?? '').replace(label, '');
  return small.length >= 2 && !NO_PLACE.test(small) ? small.length : 0;
}

/** Where the prefecture, or else the first municipality, of the address begins that ends in `town`. */
function placeStart(town: string): number | undefined {
  const inPrefecture = [...town.matchAll(prefecture)].at(-1);
  if (inPrefecture && !NO_PLACE.test(town.slice(inPrefecture.index))) return inPrefecture.index;
  for (const { index } of town.matchAll(municipality)) {
    const from = town.slice(index);
    if (!NO_PLACE.test(from) && !NO_MUNICIPALITY.test(from)) return index;
  }
  return undefined;
}

function looksLikeDate(block: string): boolean {
  return /^(?:19|20)[0-9]{2} ?- ?(?:0?[1-9]|1[0-2])(?: ?- ?[0-3]?[0-9])?$/.test(block);
}

/** With the postal code before and the building behind. */
function widened(text: string, start: number, end: number): Span {
  building.lastIndex = end;
  const behind = building.exec(text)?.[0].length ?? 0;
  const code = postalBefore.exec(text.slice(Math.max(0, start - 16), start))?.[0].length ?? 0;
  return { start: start - code, end: end + behind, type: 'address' };
}
