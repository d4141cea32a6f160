import { NUMERAL, numeralValue } from './numerals.ts';
import { relativeDay } from './relativeDays.ts';

export interface FoundDate {
  /** UTF-16 offsets in the text, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** The words of the text: 「令和7年4月1日」「来週月曜」. */
  readonly text: string;
  /** The day it means, YYYY-MM-DD; missing where the words do not say it (「来月」, 「2月30日」). */
  readonly iso?: string;
}

/** Year before the first one of each era, so that 令和7年 is 2018 + 7. */
export const ERAS: Readonly<Record<string, number>> = {
  令和: 2018,
  平成: 1988,
  昭和: 1925,
  大正: 1911,
  明治: 1867,
  R: 2018,
  H: 1988,
  S: 1925,
  T: 1911,
  M: 1867,
};
const NUMBER = `(?:元|${NUMERAL})`;
const WEEKDAY = '(?:\\s*[（(]\\s*[日月火水木金土](?:曜日?)?(?:・祝|・休)?\\s*[）)])?';
const SPACE = '[ \\u3000]?';

const FULL = `(?<era>令和|平成|昭和|大正|明治|西暦)?${SPACE}(?<year>${NUMBER})${SPACE}年${SPACE}(?<month>${NUMERAL})${SPACE}月${SPACE}(?<day>${NUMERAL})${SPACE}日`;
const SHORT = `(?<![A-Za-z0-9０-９.])(?<letter>[RHSTMＲＨＳＴＭ])${SPACE}(?<shortYear>${NUMBER})(?<mark>[./．／・-])(?<shortMonth>[0-9０-９]{1,2})\\k<mark>(?<shortDay>[0-9０-９]{1,2})(?![0-9０-９])`;
const WESTERN = `(?<![0-9０-９./-])(?<westYear>[12１２][0-9０-９]{3})(?<sign>[./．／-])(?<westMonth>[0-9０-９]{1,2})\\k<sign>(?<westDay>[0-9０-９]{1,2})(?![0-9０-９])`;
const DAY = `(?<![年0-9０-９])(?<soloMonth>[0-9０-９一二三四五六七八九十]{1,3})${SPACE}月${SPACE}(?<soloDay>[0-9０-９一二三四五六七八九十]{1,3})${SPACE}日(?!間)`;
const SLASH = `(?<![0-9０-９./／-])(?<slashMonth>1[0-2]|[1-9])/(?<slashDay>3[01]|[12][0-9]|[1-9])(?=\\s*[（(]\\s*[日月火水木金土]|まで|必着|締|期限)`;
const RELATIVE =
  '(?<relative>本日|今日|明日(?!香)|明後日|あさって|昨日|(?:今週|来週|再来週|先週)の?(?:[日月火水木金土]曜日?|末)|(?:今月|来月|再来月|当月)の?(?:末日?|[0-9０-９]{1,2}日)|(?<![年0-9０-９])月末|(?:本|今)?年度末|年末(?!年始|調整)|(?:今年|来年)の?[0-9０-９]{1,2}月[0-9０-９]{1,2}日)';
const DATE = new RegExp(`(?:${[FULL, SHORT, WESTERN, RELATIVE, DAY, SLASH].join('|')})${WEEKDAY}`, 'g');

/**
 * The dates of a text in order: era years (令和7年4月1日, R7.4.1), western years, days without a year and relative
 * days. A day without a year is the nearest one to `today` that lies at most three months back, as due dates do.
 */
export function findDates(text: string, today: Date): FoundDate[] {
  return [...text.matchAll(DATE)].map((match) => {
    const found = match[0].trimEnd();
    const iso = isoOf(match.groups ?? {}, today);
    return { start: match.index, end: match.index + found.length, text: found, ...(iso && { iso }) };
  });
}

/** The first date of a text as YYYY-MM-DD: for effective dates, where the text holds a whole date. */
export function isoDate(text: string, today: Date = new Date()): string | undefined {
  return findDates(text, today).find((date) => date.iso !== undefined)?.iso;
}

type Groups = Readonly<Record<string, string | undefined>>;

function isoOf(groups: Groups, today: Date): string | undefined {
  if (groups.relative !== undefined) return relativeDay(groups.relative, today);
  const year = groups.year ?? groups.shortYear ?? groups.westYear;
  const month = numberOf(
    groups.month ?? groups.shortMonth ?? groups.westMonth ?? groups.soloMonth ?? groups.slashMonth,
  );
  const day = numberOf(groups.day ?? groups.shortDay ?? groups.westDay ?? groups.soloDay ?? groups.slashDay);
  if (year === undefined) return nearestDay(month, day, today);
  const era = groups.era ?? groups.letter?.normalize('NFKC');
  const before = era === undefined || era === '西暦' ? 0 : (ERAS[era] ?? 0);
  const full = (year === '元' ? 1 : numberOf(year)) + before;
  return full < 1868 ? undefined : dayOf(full, month, day);
}

function numberOf(numeral: string | undefined): number {
  return numeralValue(numeral ?? '') ?? Number.NaN;
}

/** In December 「1月15日」 is next year's; in November 「10月1日」 is the one just past. */
function nearestDay(month: number, day: number, today: Date): string | undefined {
  const past = new Date(today.getFullYear(), today.getMonth() - 3, today.getDate());
  const year = new Date(today.getFullYear(), month - 1, day) < past ? today.getFullYear() + 1 : today.getFullYear();
  const back = new Date(year - 1, month - 1, day);
  return dayOf(back >= past ? year - 1 : year, month, day);
}

/** YYYY-MM-DD, or nothing where the calendar has no such day. */
function dayOf(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.toISOString().slice(0, 10);
}
