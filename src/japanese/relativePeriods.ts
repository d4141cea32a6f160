import { calendarYear, type FoundPeriod, fiscalYear } from './datesOfPeriods.ts';
import { NUMERAL, numeralValue } from './numerals.ts';

/** Years from the present one. */
const YEARS: Readonly<Record<string, number>> = {
  一昨年: -2,
  おととし: -2,
  昨年: -1,
  前年: -1,
  去年: -1,
  今年: 0,
  本年: 0,
  来年: 1,
  翌年: 1,
  再来年: 2,
};
const NAMED = new RegExp(
  `(?<year>${Object.keys(YEARS)
    .sort((one, other) => other.length - one.length)
    .join('|')})(?<fiscal>度)?`,
  'g',
);
const COUNTED = new RegExp(`(?<count>${NUMERAL})年(?<fiscal>度)?前`, 'g');

/**
 * The years of a text that are told from today: 「昨年度」「去年」「来年度」, and 「3年前」, which is a day.
 * @param today ISO date
 */
export function relativePeriods(text: string, today: string): FoundPeriod[] {
  const year = Number(today.slice(0, 4));
  const fiscal = today.slice(5) < '04-01' ? year - 1 : year;
  const named = [...text.matchAll(NAMED)].map((match) => {
    const shift = YEARS[match.groups?.year ?? ''] ?? 0;
    return found(match, match.groups?.fiscal ? fiscalYear(fiscal + shift) : calendarYear(year + shift));
  });
  const counted = [...text.matchAll(COUNTED)].flatMap((match) => {
    const count = numeralValue(match.groups?.count ?? '') ?? Number.NaN;
    if (!(count >= 1 && count < 100)) return [];
    const day = `${year - count}${today.slice(4)}`;
    return [found(match, match.groups?.fiscal ? fiscalYear(fiscal - count) : { kind: 'day', from: day, to: day })];
  });
  return [...named, ...counted];
}

function found(match: RegExpExecArray, period: Pick<FoundPeriod, 'kind' | 'from' | 'to'>): FoundPeriod {
  return { ...period, start: match.index, end: match.index + match[0].length, text: match[0] };
}
