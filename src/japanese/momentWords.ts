/** The fields of a point in time that are known. A fiscal year has `fiscal` and the year in which its April lies. */
export interface Calendar {
  readonly year?: number | undefined;
  readonly fiscal?: boolean | undefined;
  readonly month?: number | undefined;
  readonly day?: number | undefined;
  readonly part?: '上旬' | '中旬' | '下旬' | '末' | undefined;
  /** One of 日月火水木金土. */
  readonly weekday?: string | undefined;
  /** The relative word as it stands there (「翌日」), where its day could not be told. */
  readonly word?: string | undefined;
}

type Step = readonly [unit: 'day' | 'week' | 'month' | 'year' | 'fiscal', from: 'today' | 'anchor', steps: number];

/** What a relative word counts, from which day, and how far. */
const WORDS: Readonly<Record<string, Step>> = {
  本日: ['day', 'today', 0],
  今日: ['day', 'today', 0],
  明日: ['day', 'today', 1],
  明後日: ['day', 'today', 2],
  あさって: ['day', 'today', 2],
  昨日: ['day', 'today', -1],
  一昨日: ['day', 'today', -2],
  同日: ['day', 'anchor', 0],
  当日: ['day', 'anchor', 0],
  翌日: ['day', 'anchor', 1],
  翌々日: ['day', 'anchor', 2],
  前日: ['day', 'anchor', -1],
  今週: ['week', 'today', 0],
  来週: ['week', 'today', 1],
  再来週: ['week', 'today', 2],
  先週: ['week', 'today', -1],
  翌週: ['week', 'anchor', 1],
  今月: ['month', 'today', 0],
  当月: ['month', 'anchor', 0],
  来月: ['month', 'today', 1],
  再来月: ['month', 'today', 2],
  先月: ['month', 'today', -1],
  同月: ['month', 'anchor', 0],
  翌月: ['month', 'anchor', 1],
  翌々月: ['month', 'anchor', 2],
  前月: ['month', 'anchor', -1],
  今年度: ['fiscal', 'today', 0],
  本年度: ['fiscal', 'today', 0],
  来年度: ['fiscal', 'today', 1],
  次年度: ['fiscal', 'today', 1],
  再来年度: ['fiscal', 'today', 2],
  昨年度: ['fiscal', 'today', -1],
  一昨年度: ['fiscal', 'today', -2],
  前年度: ['fiscal', 'anchor', -1],
  同年度: ['fiscal', 'anchor', 0],
  当該年度: ['fiscal', 'anchor', 0],
  翌年度: ['fiscal', 'anchor', 1],
  翌々年度: ['fiscal', 'anchor', 2],
  今年: ['year', 'today', 0],
  本年: ['year', 'today', 0],
  来年: ['year', 'today', 1],
  再来年: ['year', 'today', 2],
  昨年: ['year', 'today', -1],
  去年: ['year', 'today', -1],
  一昨年: ['year', 'today', -2],
  同年: ['year', 'anchor', 0],
  翌年: ['year', 'anchor', 1],
  翌々年: ['year', 'anchor', 2],
  前年: ['year', 'anchor', -1],
};

/** Words that name a point in time by another one, as the source of a regular expression. */
export const MOMENT_WORD = Object.keys(WORDS)
  .sort((one, other) => other.length - one.length)
  .map((word) => (/^(?:明日|今日|本年)$/u.test(word) ? `${word}(?![香間度])` : word))
  .join('|');

/**
 * The point in time that a word and what follows it mean: 「来週」 with 月曜, 「来月」 with 15日, 「年度末」.
 *
 * @param anchor the moment named before, from which 「翌日」 and 「同月」 count
 * @param told what the words themselves say besides
 */
export function momentOfWord(word: string, today: Date, anchor: Calendar, told: Calendar): Calendar {
  const term = termOf(word, today);
  if (term) return { ...term, ...without(told) };
  const step = WORDS[word];
  if (step === undefined) return { ...without(told), word };
  const [unit, from, steps] = step;
  const day = from === 'today' ? calendarOf(today) : anchor;
  if (unit === 'fiscal') {
    const year = day.fiscal || day.month === undefined ? day.year : (day.year ?? Number.NaN) - (day.month < 4 ? 1 : 0);
    return known({ year: (year ?? Number.NaN) + steps, fiscal: true }, told, word);
  }
  if (unit === 'year') return known({ year: (day.year ?? Number.NaN) + steps }, told, word);
  if (unit === 'month') {
    const moved = new Date(day.year ?? 2001, (day.month ?? Number.NaN) - 1 + steps, 1);
    if (Number.isNaN(moved.getTime())) return { ...without(told), word };
    const month = { month: moved.getMonth() + 1, ...(day.year !== undefined && { year: moved.getFullYear() }) };
    return known(month, told, word);
  }
  const start = new Date(day.year ?? Number.NaN, (day.month ?? Number.NaN) - 1, day.day ?? Number.NaN);
  if (Number.isNaN(start.getTime())) return { ...without(told), word };
  if (unit === 'day') {
    return known(calendarOf(new Date(start.getFullYear(), start.getMonth(), start.getDate() + steps)), told, word);
  }
  if (told.weekday === undefined) return { ...without(told), word };
  const monday = start.getDate() - ((start.getDay() + 6) % 7) + steps * 7;
  const date = new Date(start.getFullYear(), start.getMonth(), monday + '月火水木金土日'.indexOf(told.weekday));
  return known(calendarOf(date), told, word);
}

/** 「年度末」「年内」「月末」: ends of the running year or month. */
function termOf(word: string, today: Date): Calendar | undefined {
  const { year = 0, month = 0 } = calendarOf(today);
  if (/^年度(?:末|内)$/u.test(word)) return { year: month < 4 ? year : year + 1, month: 3, part: '末', word };
  if (word === '年度当初') return { month: 4, part: '上旬', word };
  if (/^年(?:末|内)$/u.test(word)) return { year, month: 12, part: '末', word };
  if (word === '月末') return { part: '末', word };
  return undefined;
}

function calendarOf(date: Date): Calendar {
  return { year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate() };
}

function known(calendar: Calendar, told: Calendar, word: string): Calendar {
  return Number.isNaN(calendar.year) ? { ...without(told), word } : { ...calendar, ...without(told), word };
}

function without(told: Calendar): Calendar {
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
}
