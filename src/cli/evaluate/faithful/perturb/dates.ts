import type { Change, Variant } from '../case.ts';
import { numeral, readNumber } from '../writtenNumber.ts';
import { replaced } from './replaced.ts';

const eras: Readonly<Record<string, number>> = { 大正: 15, 昭和: 64, 平成: 31, 令和: 9 };
const year = new RegExp(
  `(大正|昭和|平成|令和|(?<![0-9０-９])(?=[12１２][0-9０-９]{3}年))(${numeral}|元)(年度?)(?!間|以[上内]|ぶり|代)`,
  'gu',
);
const month = new RegExp(
  `(?<![0-9０-９か箇カヶ二三四五六七八九十])(${numeral})月(?:(${numeral})日)?(?=末|中旬|上旬|下旬|から|まで|に(?!満)|の|[、（をか）がは]|$)`,
  'gu',
);
const day = new RegExp(`(?<=月)(${numeral})日`, 'gu');
const weekday = /([日月火水木金土])曜日?|(?<=日[（(])([日月火水木金土])(?=[）)])/gu;

const monthLengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function unless(text: string, variant: Variant): Variant[] {
  return text.includes(variant.kept ?? '') ? [] : [variant];
}

/** Another year, one to three away. */
export const otherYear: Change = ({ text }, draws) =>
  [...text.matchAll(year)].flatMap(({ index, 0: whole, 1: era = '', 2: written = '', 3: unit = '' }) => {
    const number = written === '元' ? { value: 1, write: String } : readNumber(written);
    if (!number) return [];
    const value = number.value + (1 + draws.below(3)) * (draws.next() < 0.5 ? -1 : 1);
    if (value < 2 || value > (eras[era] ?? 2030)) return [];
    return unless(text, replaced(text, index, whole, era + number.write(value) + unit));
  });

/** 平成 for 令和 and the like, where the year exists in both. */
export const otherEra: Change = ({ text }, draws) =>
  [...text.matchAll(year)].flatMap(({ index, 0: whole, 1: era = '', 2: written = '', 3: unit = '' }) => {
    const value = readNumber(written)?.value ?? 1;
    const able = Object.entries(eras).filter(([other, last]) => other !== era && value <= last && other !== '大正');
    const other = draws.pick(able)?.[0];
    return era === '' || other === undefined ? [] : unless(text, replaced(text, index, whole, other + written + unit));
  });

/** Another month, in which the day exists. */
export const otherMonth: Change = ({ text }, draws) =>
  [...text.matchAll(month)].flatMap(({ index, 0: whole, 1: written = '', 2: date }) => {
    const number = readNumber(written);
    // 「三月」 of a statute is as often a span.
    if (!number || number.value > 12 || (number.kanji && date === undefined)) return [];
    const value = ((number.value - 1 + 1 + draws.below(10)) % 12) + 1;
    const rest = whole.slice(written.length);
    const last = date === undefined ? 1 : (readNumber(date)?.value ?? 31);
    if (value === number.value || last > (monthLengths[value - 1] ?? 0)) return [];
    return unless(text, replaced(text, index, whole, number.write(value) + rest));
  });

/** Another day of the same month. */
export const otherDay: Change = ({ text }, draws) =>
  [...text.matchAll(day)].flatMap(({ index, 0: whole, 1: written = '' }) => {
    const number = readNumber(written);
    if (!number || number.value > 31) return [];
    const value = 1 + draws.below(28);
    return value === number.value ? [] : [{ ...replaced(text, index, whole, `${number.write(value)}日`) }];
  });

/** Another day of the week. */
export const otherWeekday: Change = ({ text }, draws) =>
  [...text.matchAll(weekday)].flatMap(({ index, 0: whole }) => {
    const able = [...'日月火水木金土'].filter((sign) => !text.includes(`${sign}曜`) && sign !== whole.charAt(0));
    const other = draws.pick(able);
    return other === undefined ? [] : [replaced(text, index, whole, other + whole.slice(1))];
  });
