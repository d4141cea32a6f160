import { ERAS } from './dates.ts';
import { NUMERAL, numeralValue } from './numerals.ts';

/** A day, month, year or fiscal year (April to March) of which a text names the year. */
export interface FoundPeriod {
  readonly kind: 'day' | 'month' | 'year' | 'fiscal-year';
  /** UTF-16 offsets in the text, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Its first and its last day, YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
}

const DIGITS = '[0-9０-９]';
const SPACE = '[ \\u3000]?';
const NUMBER = `(?:元|${NUMERAL})`;
const SIGN = '[./．／・-]';
const WRITTEN = `(?:(?<era>令和|平成|昭和|大正|明治|西暦)${SPACE}(?<year>${NUMBER})|(?<letterYear>(?<![A-Za-z])[RHSＲＨＳ]${SPACE}${NUMBER})|(?<!${DIGITS})(?<west>[12１２]${DIGITS}{3}))${SPACE}年(?:(?<fiscal>度)|${SPACE}(?<month>${NUMERAL})${SPACE}月(?:${SPACE}(?<day>${NUMERAL})${SPACE}日)?)?`;
const SHORT = `(?<![A-Za-z0-9０-９.])(?<shortYear>[RHSＲＨＳ]${NUMBER}|[12１２]${DIGITS}{3})${SIGN}(?<shortMonth>${DIGITS}{1,2})(?:${SIGN}(?<shortDay>${DIGITS}{1,2}))?(?!${DIGITS})`;
const PACKED = `(?<!${DIGITS})(?<packed>(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))(?!${DIGITS})`;
const PERIOD = new RegExp([WRITTEN, SHORT, PACKED].join('|'), 'g');

/**
 * The periods of a text in order: 「令和6年度」「R6.4」「2023年4月」「令和5年4月1日」「20250401」. A year without its era or
 * four digits is none, and neither is a day that the calendar does not have.
 */
export function findPeriods(text: string): FoundPeriod[] {
  return [...text.matchAll(PERIOD)].flatMap((match) => {
    const period = periodOf(match.groups ?? {});
    if (period === undefined) return [];
    return [{ ...period, start: match.index, end: match.index + match[0].length, text: match[0] }];
  });
}

/** The fiscal year that begins in April of `year`. */
export function fiscalYear(year: number): Pick<FoundPeriod, 'kind' | 'from' | 'to'> {
  return { kind: 'fiscal-year', from: `${year}-04-01`, to: `${year + 1}-03-31` };
}

/** The calendar year. */
export function calendarYear(year: number): Pick<FoundPeriod, 'kind' | 'from' | 'to'> {
  return { kind: 'year', from: `${year}-01-01`, to: `${year}-12-31` };
}

function periodOf(
  groups: Readonly<Record<string, string | undefined>>,
): Pick<FoundPeriod, 'kind' | 'from' | 'to'> | undefined {
  if (groups.packed !== undefined) {
    const { packed } = groups;
    return dayOf(Number(packed.slice(0, 4)), Number(packed.slice(4, 6)), Number(packed.slice(6)));
  }
  const year = yearOf(groups.era ?? '', groups.year ?? groups.letterYear ?? groups.west ?? groups.shortYear ?? '');
  if (!(year >= 1868 && year < 2200)) return undefined;
  if (groups.fiscal !== undefined) return fiscalYear(year);
  const month = groups.month ?? groups.shortMonth;
  if (month === undefined) return calendarYear(year);
  const day = groups.day ?? groups.shortDay;
  return day === undefined ? monthOf(year, numberOf(month)) : dayOf(year, numberOf(month), numberOf(day));
}

function yearOf(era: string, written: string): number {
  const plain = written.normalize('NFKC').replaceAll(' ', '');
  const letter = /^[RHS]/.exec(plain)?.[0] ?? '';
  const number = plain.slice(letter.length);
  return (ERAS[era || letter] ?? 0) + (number === '元' ? 1 : numberOf(number));
}

function numberOf(numeral: string): number {
  return numeralValue(numeral) ?? Number.NaN;
}

function monthOf(year: number, month: number): Pick<FoundPeriod, 'kind' | 'from' | 'to'> | undefined {
  if (!(month >= 1 && month <= 12)) return undefined;
  return { kind: 'month', from: iso(year, month, 1), to: iso(year, month + 1, 0) };
}

function dayOf(year: number, month: number, day: number): Pick<FoundPeriod, 'kind' | 'from' | 'to'> | undefined {
  const date = iso(year, month, day);
  return Number(date.slice(5, 7)) === month && Number(date.slice(8)) === day
    ? { kind: 'day', from: date, to: date }
    : undefined;
}

function iso(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

/** The calendar day in Japan at a point in time, YYYY-MM-DD, wherever the process runs. */
export function dayInJapan(at: Date): string {
  return new Date(at.getTime() + 9 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
