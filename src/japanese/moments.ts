import { ERAS } from './dates.ts';
import { type Calendar, MOMENT_WORD, momentOfWord } from './momentWords.ts';
import { NUMERAL, numeralValue } from './numerals.ts';

/** What a text says of a point in time, in as far as it says it. */
export interface Moment extends Calendar {
  /** UTF-16 offsets in the text that was given, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Fields that the words leave open and an earlier moment of the text tells: the year of 「9月5日」 in 「令和7年8月1日から9月5日まで」. */
  readonly implied: Calendar;
}

const SPACE = '\\s?';
const NUMBER = `(?:元|${NUMERAL})`;
const ERA = `(?:(?<era>令和|平成|昭和|大正|明治|西暦)${SPACE}|(?<![A-Za-z])(?<letter>[RHSTM])${SPACE})`;
const WEEKDAY = `(?:${SPACE}\\((?<weekday>[日月火水木金土])(?:曜日?)?(?:・[祝休]日?)?\\)|の?(?<plainWeekday>[日月火水木金土])曜日?)?`;
const YEAR = `(?:${ERA}(?<eraYear>${NUMBER})|(?<!\\d)(?<west>[12]\\d{3}|[一二][〇一二三四五六七八九]{3}))${SPACE}年(?!間|以[内上下]|未満|目|生)`;
const DAY = `${SPACE}(?<day>${NUMERAL})${SPACE}日(?!間|分|以[内上]|目|未満|当たり)`;
const PARTS = '上旬|中旬|下旬|初旬|初め|末日?|半ば';
const part = (group: string): string => `(?:の?(?<${group}>${PARTS}))?`;
const MONTH = `(?<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])${SPACE}月(?!間|分|額|例|給|謝|刊|並|当たり)`;
const FULL = `${YEAR}(?:(?<fiscal>度)${part('partOfFiscal')}|${SPACE}${MONTH}(?:${DAY}|${part('partOfMonth')})|${part('partOfYear')})`;
const WORD = `(?:(?<word>${MOMENT_WORD})(?:の?${SPACE}(?<wordMonth>1[0-2]|[1-9])${SPACE}月(?:${SPACE}(?<wordDayOfMonth>${NUMERAL})${SPACE}日|(?<wordMonthPart>${PARTS}))?|の?(?<wordDay>${NUMERAL})日(?!間)|の?(?<wordPart>${PARTS})|の?(?<wordWeekday>[日月火水木金土])曜日?)?)`;
const SHORT = `(?<![A-Za-z0-9.])(?:(?<letter2>[RHSTM])(?<year2>\\d{1,2}|元)|(?<year3>[12]\\d{3}))(?<mark>[./-])(?<month2>\\d{1,2})(?:\\k<mark>(?<day2>\\d{1,2}))?(?![\\d])`;
const FISCAL_ALONE = `(?<![\\d第一二三四五六七八九十])(?<fiscal2>${NUMBER})年度(?!前|目|間|分)`;
const MONTH_DAY = `(?<![\\d年一二三四五六七八九十])(?<month3>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])${SPACE}月(?:${SPACE}(?<day3>${NUMERAL})${SPACE}日(?!間|分|以[内上])|の?(?<part3>${PARTS})|(?![間分額例給謝刊並曜当]))`;
const SLASH = `(?<![\\d./-])(?<month4>1[0-2]|[1-9])/(?<day4>3[01]|[12]\\d|[1-9])(?=${SPACE}\\(|まで|必着|締|期限)`;
const FOLLOWING_DAY = `(?<=[~〜～―・、からび-])(?<day5>3[01]|[12]\\d|[1-9])日(?!間|分|以[内上]|目|前|後)`;
const WEEKDAY_ALONE = '(?<weekdayAlone>[日月火水木金土])曜日?(?!会)';
const TERM = '(?<term>年度末|年度内|年度当初|年末(?!年始|調整)|年内|月末|週末)';
const MOMENT = new RegExp(
  `(?:${[SHORT, FULL, WORD, FISCAL_ALONE, MONTH_DAY, SLASH, FOLLOWING_DAY, TERM].join('|')})${WEEKDAY}|${WEEKDAY_ALONE}`,
  'gu',
);

/**
 * The points in time that an NFKC-normalized text names, in order: 「令和7年4月1日（火）」「R7.4.1」「2025/4/1」「7年度」
 * 「4月」「9月上旬」「来週月曜日」「翌年度」「同日」「年度末」. What an era, a month and a relative word mean is read from the
 * words, from `today` and from the moment named before.
 *
 * @param before the last moment of the text that goes before this one
 */
export function findMoments(text: string, today: Date, before?: Calendar): Moment[] {
  let anchor: Calendar = before ?? {};
  return [...text.matchAll(MOMENT)].flatMap((match) => {
    const groups = match.groups ?? {};
    const told = tellingOf(groups, today, anchor);
    if (told === undefined) return [];
    const words = match[0].trimEnd();
    const moment: Moment = {
      ...told,
      start: match.index,
      end: match.index + words.length,
      text: words,
      implied: impliedBy(anchor, told),
    };
    if (told.year !== undefined || told.month !== undefined || told.day !== undefined) {
      anchor = { ...moment.implied, ...told };
    }
    return [moment];
  });
}

type Groups = Readonly<Record<string, string | undefined>>;

function tellingOf(groups: Groups, today: Date, anchor: Calendar): Calendar | undefined {
  const weekday = groups.weekday ?? groups.plainWeekday ?? groups.wordWeekday ?? groups.weekdayAlone;
  const day = numberOf(groups.day ?? groups.day2 ?? groups.day3 ?? groups.day4 ?? groups.day5);
  const month = numberOf(groups.month ?? groups.month2 ?? groups.month3 ?? groups.month4);
  if ((month !== undefined && !(month >= 1 && month <= 12)) || (day !== undefined && !(day >= 1 && day <= 31))) {
    return undefined;
  }
  const own = defined({
    year: yearOf(groups),
    fiscal: groups.fiscal !== undefined || groups.fiscal2 !== undefined || undefined,
    month,
    day,
    part: partOf(groups.partOfFiscal ?? groups.partOfMonth ?? groups.partOfYear ?? groups.part3),
    weekday,
  });
  if (groups.fiscal2 !== undefined && (own.year === undefined || own.year > 2100)) return undefined;
  const word = groups.word ?? groups.term;
  if (word === undefined) return own;
  return momentOfWord(word, today, anchor, {
    ...own,
    ...defined({
      month: numberOf(groups.wordMonth),
      day: numberOf(groups.wordDay ?? groups.wordDayOfMonth),
      part: partOf(groups.wordPart ?? groups.wordMonthPart),
    }),
  });
}

/** 「7年度」 without an era is of the present one. */
function yearOf(groups: Groups): number | undefined {
  if (groups.fiscal2 !== undefined) return eraYear('令和', groups.fiscal2);
  const era = groups.era ?? groups.letter ?? groups.letter2;
  if (era !== undefined && era !== '西暦') return eraYear(era, groups.eraYear ?? groups.year2 ?? '');
  return numberOf(groups.eraYear ?? groups.west ?? groups.year3);
}

function eraYear(era: string, year: string): number {
  return (ERAS[era] ?? 0) + (year === '元' ? 1 : (numeralValue(year) ?? Number.NaN));
}

function partOf(words: string | undefined): Calendar['part'] {
  if (words === undefined) return undefined;
  if (words.startsWith('末')) return '末';
  if (words === '初旬' || words === '初め' || words === '上旬') return '上旬';
  return words === '下旬' ? '下旬' : '中旬';
}

function numberOf(numeral: string | undefined): number | undefined {
  return numeral === undefined ? undefined : numeralValue(numeral);
}

/** What the earlier moment says of the fields above the first one that the words themselves tell. */
function impliedBy(anchor: Calendar, told: Calendar): Calendar {
  if (told.year !== undefined) return {};
  if (told.month !== undefined) return defined({ year: anchor.fiscal ? undefined : anchor.year });
  if (told.day !== undefined || told.part !== undefined) {
    return defined({ year: anchor.fiscal ? undefined : anchor.year, month: anchor.month });
  }
  return {};
}

function defined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
