import { type FoundPeriod, findPeriods } from '../japanese/datesOfPeriods.ts';
import { relativePeriods } from '../japanese/relativePeriods.ts';
import { wareki } from '../japanese/wareki.ts';
import { BEFORE_AMENDMENT, type RuleDay } from './versions.ts';

/** The day for which a question asks what the rules say. */
export interface AskedDate {
  /** ISO date, or `BEFORE_AMENDMENT`. */
  readonly on: RuleDay;
  /** For the answer: 「令和6年度末（令和7年3月31日）時点」「改正前」. */
  readonly said: string;
  /** The question without the words that name the day. */
  readonly question: string;
}

const RULE = '(?:規[程則定約]|条例|要[綱領項]|内規|基準|ルール|決まり|きまり|制度|取扱い|版)';
/** 「規程では」「旅費規程によると」: what a sentence stands on. */
const BY_RULE = `(?:[^、。？?のをがに]{0,14})${RULE}(?=で(?:は|も)?|において|だと|によ[るれ]|上)`;
/** Behind a date, what makes it the day of the rules rather than part of the matter. */
const AS_OF = [
  /^\s?(?:の|における)?\s?(?:時点|現在|当時|ころ|頃)(?:に?おいて|における|では|には|で|は|の|だと|に)?[、,]?/,
  new RegExp(`^\\s?(?:施行|改正)?(?:の|における|に施行された)(?=${BY_RULE})`),
  /^\s?では[、,]?/,
];
const WAS = /(?:だった|でした|ました|かった)(?:の?(?:です)?か)?[。？?]?$/;
/** 「昨年度は…でしたか」 */
const IN_THE_PAST = /^(?:の|は|には|に|、)/;
const AMENDMENT = [
  /改[正訂定]前(?:において|では|でも|には|で|は|だと|なら|、)[、,]?/,
  new RegExp(`(?:改[正訂定]前の|旧(?=${RULE})|(?:以前|前|昔)の)(?=${BY_RULE})`),
];
const AMENDMENT_PAST = /改[正訂定]前の/;

/**
 * The day named by 「令和6年度の時点では」「令和5年4月1日現在」「昨年度の規程では」「改正前は」; undefined where a date only
 * belongs to the matter (「令和6年度の予算」). A year, fiscal year or month means its last day, on which all its
 * amendments are in force; the one that is running means today.
 * @param today ISO date
 */
export function askedDate(question: string, today: string): AskedDate | undefined {
  const periods = [...findPeriods(question), ...relativePeriods(question, today)];
  for (const period of periods.sort((one, other) => one.start - other.start)) {
    const after = question.slice(period.end);
    const length = asOfLength(after, period, today, WAS.test(question.trim()));
    if (length === undefined) continue;
    const on = dayOf(period, today);
    return { on, said: `${saidOf(period, on)}時点`, question: without(question, period.start, period.end + length) };
  }
  const past = WAS.test(question.trim()) ? [AMENDMENT_PAST] : [];
  for (const pattern of [...AMENDMENT, ...past]) {
    const found = pattern.exec(question);
    if (found === null) continue;
    const end = found.index + found[0].length;
    return { on: BEFORE_AMENDMENT, said: '改正前', question: without(question, found.index, end) };
  }
  return undefined;
}

/** How many of the characters after a date say that the rules of that day are meant. */
function asOfLength(after: string, { to }: FoundPeriod, today: string, asksOfThePast: boolean): number | undefined {
  for (const pattern of AS_OF) {
    const found = pattern.exec(after);
    if (found !== null) return found[0].length;
  }
  return asksOfThePast && to < today ? IN_THE_PAST.exec(after)?.[0].length : undefined;
}

function dayOf({ from, to }: FoundPeriod, today: string): string {
  return from <= today && today <= to ? today : to;
}

function saidOf({ kind, to }: FoundPeriod, on: string): string {
  if (kind === 'day' || on !== to) return wareki(on);
  const year = wareki(kind === 'fiscal-year' ? `${Number(to.slice(0, 4)) - 1}-12-31` : to).replace(/年.*$/, '年');
  const name = { 'fiscal-year': `${year}度末`, year: `${year}末`, month: wareki(to).replace(/月.*$/, '月末') }[kind];
  return `${name}（${wareki(on)}）`;
}

function without(question: string, start: number, end: number): string {
  const rest = question.slice(0, start) + question.slice(end);
  return rest.trim() === '' ? question : rest;
}
