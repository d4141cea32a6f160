import { findDates } from '../japanese/dates.ts';
import { numeralValue } from '../japanese/numerals.ts';

const monthEnd = /([0-9０-９一二三四五六七八九十]{1,3})月(?:末日?|中|内|いっぱい)/u;
const weekdayAlone = /^(?:の)?([月火水木金土日])曜日?/u;

/** The day that the words of a due date mean, YYYY-MM-DD, or null where they do not tell a day (「次回の委員会」). */
export function dueDateOf(words: string, today: Date): string | null {
  // 「今週中」 ends when the week does.
  const due = words
    .replace(/(?<=今週|来週|再来週|今月|来月|再来月)の?(?:中|内|いっぱい)/u, '末')
    .replace(/(?<=年度?)内/u, '末');
  const found =
    findDates(due, today).find((date) => date.iso)?.iso ?? findDates(`${due}まで`, today).find((date) => date.iso)?.iso;
  if (found) return found;
  const month = numeralValue(monthEnd.exec(due)?.[1] ?? '');
  if (month !== undefined && month >= 1 && month <= 12) {
    const year = yearOf(due) ?? (month < today.getMonth() + 1 ? today.getFullYear() + 1 : today.getFullYear());
    return iso(new Date(year, month, 0));
  }
  const weekday = weekdayAlone.exec(due)?.[1];
  if (weekday) {
    const days = ('日月火水木金土'.indexOf(weekday) - today.getDay() + 7) % 7;
    return iso(new Date(today.getFullYear(), today.getMonth(), today.getDate() + days));
  }
  return null;
}

function yearOf(due: string): number | undefined {
  const era = /令和(元|[0-9０-９一二三四五六七八九十]{1,3})年/u.exec(due)?.[1];
  if (era) return 2018 + (era === '元' ? 1 : (numeralValue(era) ?? 0));
  const western = /([0-9０-９]{4})年/u.exec(due)?.[1];
  return western ? numeralValue(western) : undefined;
}

function iso(day: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
