import type { Moment } from '../../japanese/moments.ts';
import type { Calendar } from '../../japanese/momentWords.ts';
import type { ClockFact, MomentFact } from './fact.ts';
import { type Finding, finding } from './finding.ts';
import { type Counterpart, displaced, instead, type Weighed, weigh } from './judge.ts';
import type { Reading } from './reading.ts';
import { sameMoment, weekdayOf } from './sameMoment.ts';
import type { SourceIndex } from './sourceIndex.ts';

const UNRELATED = 0.1;
const LIKELY = 0.3;
/** From here on the other value is named as what the source says. */
const NAMED = 0.42;
/** From here on the words around are those of the source, so that 「当日」 for 「前日」 is another day. */
const SAME_WORDS = 0.5;

/** Dates, years, months and weekdays that the source has otherwise or not at all, and 「から」 for 「まで」. */
export function momentFindings(statement: Reading, sentences: readonly number[], source: SourceIndex): Finding[] {
  const facts = statement.facts.filter((fact): fact is MomentFact => fact.kind === 'moment');
  const all = facts.map((fact) => weigh(fact, statement, counterparts(fact, sentences, source), source));
  return all.flatMap((weighed) => judge(weighed, all, statement, source));
}

function counterparts(fact: MomentFact, sentences: readonly number[], source: SourceIndex): Counterpart<MomentFact>[] {
  return sentences.flatMap((at) =>
    source.reading(at).facts.flatMap((other): Counterpart<MomentFact>[] => {
      if (
        other.kind === 'quantity' &&
        other.quantity.measure === '日' &&
        fact.moment.day !== undefined &&
        !other.quantity.text.includes('間')
      ) {
        const same = other.quantity.value === fact.moment.day && /^\d+日$/u.test(other.quantity.text);
        if (!same) return [];
        return [{ at, start: other.start, end: other.end, fact, same }];
      }
      // 「7年」 after 「令和」 is a year of it.
      if (other.kind !== 'moment') return [];
      const same = sameMoment(fact.moment, other.moment, source.today);
      if (!same && !comparable(fact.moment, other.moment)) return [];
      return [{ at, start: other.start, end: other.end, fact: other, same }];
    }),
  );
}

/** True where both tell a day, or both a month, …: only then does one stand in the other's place. */
function comparable(said: Moment, given: Moment): boolean {
  const fields: readonly (keyof Calendar)[] = ['day', 'month', 'year', 'weekday'];
  return (
    fields.some((field) => said[field] !== undefined && given[field] !== undefined) ||
    (said.word !== undefined && given.word !== undefined)
  );
}

function judge(
  weighed: Weighed<MomentFact>,
  all: readonly Weighed<MomentFact>[],
  statement: Reading,
  source: SourceIndex,
): Finding[] {
  const { fact, same } = weighed;
  const words = statement.text.slice(fact.start, fact.end);
  const weekdayOnly =
    fact.moment.weekday !== undefined && fact.moment.day === undefined && fact.moment.word === undefined;
  const kind = weekdayOnly ? 'weekday' : 'date';
  const best = same[0];
  if (best === undefined || best.score < UNRELATED) {
    // 「同日」 and 「翌年」 mean what the words around them say.
    const open = fact.moment.word !== undefined && fact.moment.year === undefined && fact.moment.day === undefined;
    const other = instead(weighed, all);
    if (open && !(other && other.score >= SAME_WORDS && other.fact.moment.word !== undefined)) return [];
    return [finding(kind, fact, words, other && other.score >= NAMED ? other.fact.moment.text : undefined)];
  }
  const other = displaced(weighed, all, LIKELY, source);
  if (other) return [finding(kind, fact, words, other.fact.moment.text)];
  return [...weekdayFindings(weighed, words, source.today), ...spanFindings(weighed, statement)];
}

/** A weekday beside a date: the source's where it has one, else the calendar's. */
function weekdayFindings({ fact, same }: Weighed<MomentFact>, words: string, today: Date): Finding[] {
  const { weekday } = fact.moment;
  const best = same[0];
  if (weekday === undefined || best === undefined || fact.moment.day === undefined) return [];
  const alike = same.filter(
    ({ score, fact: other }) => score >= best.score - 0.04 && other.moment.weekday !== undefined,
  );
  if (alike.some((other) => other.fact.moment.weekday === weekday)) return [];
  const given = alike[0]?.fact.moment;
  if (given) return [finding('weekday', fact, words, given.text)];
  const due = weekdayOf({ ...best.fact.moment.implied, ...best.fact.moment, ...told(fact.moment) }, today);
  return due === undefined || due === weekday
    ? []
    : [finding('weekday', fact, words, `${best.fact.moment.text}（${due}曜日）`)];
}

function told({ year, month, day }: Moment): Calendar {
  return {
    ...(year !== undefined && { year }),
    ...(month !== undefined && { month }),
    ...(day !== undefined && { day }),
  };
}

const OPPOSITE: Readonly<Record<string, readonly string[]>> = {
  from: ['until', 'before'],
  after: ['until', 'before'],
  until: ['from', 'after'],
  before: ['from', 'after', 'until'],
};

/** 「4月1日から」 for 「4月1日まで」. */
function spanFindings({ fact, same }: Weighed<MomentFact | ClockFact>, statement: Reading): Finding[] {
  const best = same[0];
  if (fact.span === undefined || best === undefined || best.score < 0.45) return [];
  const alike = same.filter(({ score }) => score >= best.score - 0.04);
  if (!alike.every((other) => OPPOSITE[fact.span ?? '']?.includes(other.fact.span ?? ''))) return [];
  const end = fact.end + (fact.spanText?.length ?? 0);
  const given = best.fact.kind === 'moment' ? best.fact.moment.text : best.fact.clock.text;
  return [
    finding(
      'comparison',
      { start: fact.start, end },
      statement.text.slice(fact.start, end),
      `${given}${best.fact.spanText ?? ''}`,
    ),
  ];
}

/** Times of the day that the source has otherwise or not at all. */
export function clockFindings(statement: Reading, sentences: readonly number[], source: SourceIndex): Finding[] {
  const facts = statement.facts.filter((fact): fact is ClockFact => fact.kind === 'clock');
  const all = facts.map((fact) =>
    weigh(
      fact,
      statement,
      sentences.flatMap((at) =>
        source
          .reading(at)
          .facts.flatMap((other): Counterpart<ClockFact>[] =>
            other.kind === 'clock'
              ? [{ at, start: other.start, end: other.end, fact: other, same: sameClock(fact, other) }]
              : [],
          ),
      ),
      source,
    ),
  );
  return all.flatMap((weighed) => {
    const words = statement.text.slice(weighed.fact.start, weighed.fact.end);
    if (weighed.same[0] === undefined) {
      const other = instead(weighed, all);
      return [finding('time', weighed.fact, words, other && other.score >= NAMED ? other.fact.clock.text : undefined)];
    }
    const other = displaced(weighed, all, LIKELY, source);
    return other ? [finding('time', weighed.fact, words, other.fact.clock.text)] : spanFindings(weighed, statement);
  });
}

function sameClock({ clock: said }: ClockFact, { clock: given }: ClockFact): boolean {
  if (said.minutes === given.minutes) return true;
  return (said.ambiguous || given.ambiguous) && said.minutes % 720 === given.minutes % 720;
}
