import { NUMERAL, numeralValue } from './numerals.ts';

/** A time of the day in a text. */
export interface ClockTime {
  /** UTF-16 offsets in the text that was given, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Minutes since midnight: 930 for 「午後3時半」 and 「15:30」. */
  readonly minutes: number;
  /** True where 「3時」 may be in the morning or in the afternoon. */
  readonly ambiguous: boolean;
}

const HALF = '(?<half>午前|午後|AM|PM|am|pm|朝|夜|夕方)?\\s?';
const WRITTEN = `${HALF}(?<hour>${NUMERAL})時(?!間)(?:(?<thirty>半)|(?<minute>${NUMERAL})分)?`;
const COLON = `(?<half2>午前|午後)?\\s?(?<![\\d:.])(?<hour2>[01]?\\d|2[0-4]):(?<minute2>[0-5]\\d)(?![\\d])`;
const TIME = new RegExp(`(?<noon>正午)|${COLON}|${WRITTEN}`, 'gu');
/** 「一時」 alone is mostly 「一時的」, 「同時」 no time at all. */
const NO_TIME = /^[一十]時$/u;

/** The times of day of an NFKC-normalized text: 「午後3時半」「15時30分」「15:30」「正午」. */
export function findClockTimes(text: string): ClockTime[] {
  return [...text.matchAll(TIME)].flatMap((match) => {
    const groups = match.groups ?? {};
    const minutes = minutesOf(groups);
    if (minutes === undefined || NO_TIME.test(match[0])) return [];
    const half = groups.half ?? groups.half2;
    const hour = Math.floor(minutes / 60);
    const end = match.index + match[0].length;
    return [
      {
        start: match.index,
        end,
        text: match[0],
        minutes,
        ambiguous: half === undefined && groups.noon === undefined && groups.hour2 === undefined && hour < 12,
      },
    ];
  });
}

function minutesOf(groups: Readonly<Record<string, string | undefined>>): number | undefined {
  if (groups.noon !== undefined) return 720;
  const hour = numeralValue(groups.hour ?? groups.hour2 ?? '');
  const minute = groups.thirty ? 30 : numeralValue(groups.minute ?? groups.minute2 ?? '0');
  if (hour === undefined || minute === undefined || hour > 24 || minute > 59) return undefined;
  const afternoon = /午後|pm|夜|夕方/iu.test(groups.half ?? groups.half2 ?? '');
  return ((afternoon && hour < 12 ? hour + 12 : hour) % 24) * 60 + minute;
}
