import type { Moment } from '../../japanese/moments.ts';
import type { Calendar } from '../../japanese/momentWords.ts';

/**
 * True where the source's moment bears out what the statement says of it: every field that the statement tells is the
 * source's, or can be known from it (「来週月曜」 is a day, a year may stand in the sentence before). Weekdays are
 * compared apart.
 */
export function sameMoment(said: Moment, given: Moment, today: Date): boolean {
  if (said.word !== undefined && said.word === given.word && sameFields(said, given)) return true;
  if (Boolean(said.fiscal) !== Boolean(given.fiscal) && said.month === undefined && given.month === undefined)
    return false;
  if (onlyWeekday(said)) {
    return given.weekday === said.weekday || weekdayOf({ ...given.implied, ...given }, today) === said.weekday;
  }
  if (onlyWeekday(given)) return said.weekday === given.weekday && said.word === undefined;
  const full: Calendar = { ...given.implied, ...defined(given) };
  let shared = 0;
  for (const field of ['year', 'month', 'day'] as const) {
    if (said[field] === undefined) continue;
    const known = full[field];
    if (known === undefined) {
      if (field === 'year' && given.month !== undefined && yearFits(said.year, today)) continue;
      if (field === 'day' && dayFits(said, given)) continue;
      return false;
    }
    if (known !== said[field]) return false;
    shared++;
  }
  if (said.part !== undefined && said.day === undefined) {
    if (given.part !== said.part && !(given.day !== undefined && partOf(given) === said.part)) return false;
    shared++;
  }
  return shared > 0;
}

function onlyWeekday(moment: Moment): boolean {
  return (
    moment.weekday !== undefined && moment.day === undefined && moment.month === undefined && moment.word === undefined
  );
}

function sameFields(said: Moment, given: Moment): boolean {
  return (['month', 'day', 'part', 'weekday'] as const).every(
    (field) => said[field] === undefined || given[field] === undefined || said[field] === given[field],
  );
}

/** A year that a date without one may have: the running one or the next. */
function yearFits(year: number | undefined, today: Date): boolean {
  return year !== undefined && Math.abs(year - today.getFullYear()) <= 1;
}

function dayFits(said: Moment, given: Moment): boolean {
  if (given.part !== '末' || said.day === undefined || said.month === undefined) return false;
  return said.day >= 28 && said.day === new Date(said.year ?? 2001, said.month, 0).getDate();
}

function partOf({ day = 0, month, year }: Moment): Calendar['part'] {
  if (month !== undefined && day === new Date(year ?? 2001, month, 0).getDate()) return '末';
  return day <= 10 ? '上旬' : day <= 20 ? '中旬' : '下旬';
}

/** The weekday of a date; without a year it is the one nearest to `today`. */
export function weekdayOf({ year, month, day }: Calendar, today: Date): string | undefined {
  if (month === undefined || day === undefined) return undefined;
  const years = year === undefined ? [-1, 0, 1].map((step) => today.getFullYear() + step) : [year];
  const far = (date: Date): number => Math.abs(date.getTime() - today.getTime());
  const dates = years.map((one) => new Date(one, month - 1, day)).sort((one, other) => far(one) - far(other));
  return '日月火水木金土'[dates[0]?.getDay() ?? Number.NaN];
}

function defined(moment: Moment): Calendar {
  const { year, month, day } = moment;
  return {
    ...(year !== undefined && { year }),
    ...(month !== undefined && { month }),
    ...(day !== undefined && { day }),
  };
}
