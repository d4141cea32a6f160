import type { Bound, Quantity } from '../../japanese/quantities.ts';
import type { QuantityFact } from './fact.ts';
import { type Finding, finding } from './finding.ts';
import { type Counterpart, displaced, instead, type Weighed, weigh } from './judge.ts';
import type { Reading } from './reading.ts';
import type { SourceIndex } from './sourceIndex.ts';

/** Below this a number's place has nothing to do with the statement. */
const UNRELATED = 0.14;
const LIKELY = 0.3;
/** From here on the other value is named as what the source says. */
const NAMED = 0.42;
/** From here on the words around a number are those of the source, so that its bound counts too. */
const SAME_WORDS = 0.55;
/** Other ways to bound a number: 「65歳から」「最大3人」「20人まで」. */
const BOUNDED_OTHERWISE = /から|まで|より|最大|最小|最低|最長|最高|上限|下限|限度|少なくとも|多くとも|目安|[~〜～―]/u;

/** Numbers and amounts that the source has otherwise or not at all, and bounds (以上, 未満) that it has otherwise. */
export function quantityFindings(statement: Reading, sentences: readonly number[], source: SourceIndex): Finding[] {
  const facts = statement.facts.filter((fact): fact is QuantityFact => fact.kind === 'quantity');
  const all = facts.map((fact) => weigh(fact, statement, counterparts(fact, sentences, source), source));
  return all.flatMap((weighed) => judge(weighed, all, statement, source));
}

function counterparts(
  fact: QuantityFact,
  sentences: readonly number[],
  source: SourceIndex,
): Counterpart<QuantityFact>[] {
  return sentences.flatMap((at) =>
    source.reading(at).facts.flatMap((other): Counterpart<QuantityFact>[] => {
      // 「15日」 may stand for 「12月15日」, and the other way round.
      if (other.kind === 'moment' && fact.quantity.measure === '日' && other.moment.day !== undefined) {
        const quantity = { ...fact.quantity, value: other.moment.day, text: other.moment.text, bound: undefined };
        const { bound: _, ...plain } = quantity;
        return [
          {
            at,
            start: other.start,
            end: other.end,
            fact: { ...fact, quantity: plain },
            same: other.moment.day === fact.quantity.value,
          },
        ];
      }
      if (other.kind !== 'quantity') return [];
      const same = equal(fact.quantity, other.quantity, source.tableUnit(at));
      if (!same && !comparable(fact.quantity, other.quantity)) return [];
      return [{ at, start: other.start, end: other.end, fact: other, same }];
    }),
  );
}

function equal(said: Quantity, given: Quantity, tableUnit: number | undefined): boolean {
  if (
    said.ordinal !== given.ordinal &&
    said.measure !== '' &&
    given.measure !== '' &&
    /^(?:回|人|日|年|月|個)$/u.test(said.measure)
  )
    return false;
  if (said.measure === given.measure || said.measure === '' || given.measure === '') {
    if (near(said, given.value)) return true;
  }
  return (
    tableUnit !== undefined && given.measure === '' && said.measure === '円' && near(said, given.value * tableUnit)
  );
}

/** The same value, or one that 「約」 rounds to it. */
function near(said: Quantity, value: number): boolean {
  const difference = Math.abs(said.value - value);
  if (difference <= 1e-9 * Math.max(1, Math.abs(value))) return true;
  return said.approximate && difference <= said.precision * 1.0001 && difference <= Math.abs(value) * 0.15;
}

/** Another value of the same measure, or the same value of another. */
function comparable(said: Quantity, given: Quantity): boolean {
  return said.measure === given.measure || said.value === given.value || given.measure === '' || said.measure === '';
}

function judge(
  weighed: Weighed<QuantityFact>,
  all: readonly Weighed<QuantityFact>[],
  statement: Reading,
  source: SourceIndex,
): Finding[] {
  const { fact, same } = weighed;
  const kind = fact.quantity.measure === '円' || fact.quantity.measure === 'ドル' ? 'amount' : 'number';
  const words = statement.text.slice(fact.start, fact.end);
  const best = same[0];
  if (best === undefined || best.score < UNRELATED) {
    if (derived(weighed, statement)) return [];
    const other = instead(weighed, all);
    return [finding(kind, fact, words, other && other.score >= NAMED ? other.fact.quantity.text : undefined)];
  }
  const other = displaced(weighed, all, LIKELY, source);
  if (other) return [finding(kind, fact, words, other.fact.quantity.text)];
  return boundFindings(weighed, statement, source);
}

/** 「定員を10人減らし」 of 「90人から80人に減らす」, 「合わせて9校」 of 「小学校6校、中学校3校」: reckoned from two numbers of one sentence. */
function derived({ fact, other: others }: Weighed<QuantityFact>, statement: Reading): boolean {
  const { measure, value } = fact.quantity;
  if (measure === '' || fact.quantity.ordinal) return false;
  const after = statement.text.slice(fact.end, fact.end + 8);
  const before = statement.text.slice(Math.max(0, fact.start - 8), fact.start);
  const difference =
    /^(?:分|の|を|だけ|ずつ)?\s?(?:増|減|短|延|早|遅|引|上げ|下げ|上乗せ|拡|縮|差|多|少な|高|低|安)/u.test(after);
  const total = /(?:計|合わせて|合計|総額|全部で|のべ|延べ)[、はで]?$/u.test(before);
  if (!difference && !total) return false;
  const given = others.filter((one) => one.fact.quantity.measure === measure);
  return given.some((one) =>
    given.some(
      (two) =>
        one.at === two.at &&
        one.start !== two.start &&
        (difference
          ? one.fact.quantity.value - two.fact.quantity.value
          : one.fact.quantity.value + two.fact.quantity.value) === value,
    ),
  );
}

function boundFindings({ fact, same }: Weighed<QuantityFact>, statement: Reading, source: SourceIndex): Finding[] {
  const best = same[0];
  if (best === undefined || best.score < (fact.quantity.bound ? SAME_WORDS : SAME_WORDS + 0.05)) return [];
  const { bound } = fact.quantity;
  // 「65歳の方」 beside 「65歳未満」: a number that stands there without its bound too has lost none.
  const alike = same.filter(({ score }) => score >= best.score - (bound === undefined ? 0.15 : 0.04));
  if (alike.some((other) => other.fact.quantity.bound === bound)) return [];
  const given = best.fact.quantity;
  const sentence = source.reading(best.at).text;
  if (bound === undefined && (isTime(given.bound) || bounded(statement.text, fact))) return [];
  if (given.bound === undefined && (isTime(bound) || bounded(sentence, best))) return [];
  const end = fact.end + (fact.quantity.boundText?.length ?? 0);
  const words = statement.text.slice(fact.start, end);
  return [finding('comparison', { start: fact.start, end }, words, `${given.text}${given.boundText ?? ''}`)];
}

function isTime(bound: Bound | undefined): boolean {
  return bound === 'before' || bound === 'after';
}

function bounded(text: string, place: { readonly start: number; readonly end: number }): boolean {
  return BOUNDED_OTHERWISE.test(text.slice(Math.max(0, place.start - 12), place.end + 8));
}
