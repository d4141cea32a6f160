import { type ClockTime, findClockTimes } from '../../japanese/clockTimes.ts';
import { findMoments, type Moment } from '../../japanese/moments.ts';
import type { Calendar } from '../../japanese/momentWords.ts';
import { findQuantities, type Quantity } from '../../japanese/quantities.ts';
import type { Word, Words } from '../../japanese/words.ts';
import type { ChoiceFact, ClockFact, Fact, MomentFact, NameFact, QuantityFact } from './fact.ts';
import { readNames } from './names.ts';
import { choiceOf } from './opposites.ts';
import { readStances } from './stances.ts';

/** One word of a sentence as it counts for what stands around a fact: a word, or a number or date as a whole. */
export interface Unit {
  readonly key: string;
  /** What sort of value it is or belongs to (`#円`, `#date`, `people`); empty for other words. */
  readonly sort: string;
  readonly start: number;
  readonly end: number;
}

/** A sentence, normalized (NFKC), with its facts and the words around them. */
export interface Reading {
  readonly text: string;
  readonly units: readonly Unit[];
  /** For each unit the pair of brackets that it stands in (the outermost), 0 outside. */
  readonly brackets: readonly number[];
  /** Particles by the offset at which they begin. */
  readonly particles: ReadonlyMap<number, string>;
  readonly facts: readonly Fact[];
  /** Positions of each key in `units`. */
  readonly places: ReadonlyMap<string, readonly number[]>;
}

/** The numbers and points in time of a normalized sentence: what is read without a dictionary. */
export interface Figures {
  readonly moments: readonly Moment[];
  readonly clocks: readonly ClockTime[];
  readonly quantities: readonly Quantity[];
}

const PLACEHOLDER = /【[^】]{1,8}\d+】/gu;

/** Reads dates first, then times, then the numbers that are neither. */
export function readFigures(text: string, today: Date, before?: Calendar): Figures {
  const blank = text.replace(PLACEHOLDER, (found) => '\u0000'.repeat(found.length));
  const moments = findMoments(blank, today, before);
  const clocks = findClockTimes(blank).filter((clock) => !moments.some((moment) => overlaps(clock, moment)));
  const quantities = findQuantities(blank).filter(
    (quantity) => ![...moments, ...clocks].some((other) => overlaps(quantity, other)),
  );
  return { moments, clocks, quantities };
}

/** Reads a normalized sentence. */
export function readSentence(text: string, figures: Figures, dictionary: Words): Reading {
  const words = dictionary
    .analyze(text.replaceAll('(', '（').replaceAll(')', '）'))
    .filter((word) => word.detail !== '空白');
  const quantities = figures.quantities.filter((quantity) => isNumber(quantity, words));
  const numeric: (QuantityFact | MomentFact | ClockFact)[] = [
    ...quantities.map(
      (quantity): QuantityFact => ({ kind: 'quantity', start: quantity.start, end: quantity.end, quantity }),
    ),
    ...figures.moments.map(
      (moment): MomentFact => ({
        kind: 'moment',
        start: moment.start,
        end: moment.end,
        moment,
        ...spanAfter(text, moment.end),
      }),
    ),
    ...figures.clocks.map(
      (clock): ClockFact => ({
        kind: 'clock',
        start: clock.start,
        end: clock.end,
        clock,
        ...spanAfter(text, clock.end),
      }),
    ),
  ];
  const taken = (word: Word): boolean => numeric.some((fact) => word.start >= fact.start && word.start < fact.end);
  const names = readNames(text, words, taken);
  const units = [
    ...words.filter((word) => !taken(word) && counts(word)).map((word) => unitOf(word, names)),
    ...numeric.map((fact): Unit => ({ key: keyOf(fact), sort: sortOf(fact), start: fact.start, end: fact.end })),
  ].sort((one, other) => one.start - other.start);
  const places = new Map<string, number[]>();
  units.forEach(({ key }, at) => {
    const list = places.get(key);
    if (list) list.push(at);
    else places.set(key, [at]);
  });
  return {
    text,
    units,
    brackets: bracketsOf(text, units),
    particles: new Map(words.filter((word) => word.part === '助詞').map((word) => [word.start, word.surface])),
    facts: [
      ...numeric,
      ...names,
      ...layers(words).flatMap((layer) => readStances(layer, taken)),
      ...choicesOf(words, taken),
    ],
    places,
  };
}

function bracketsOf(text: string, units: readonly Unit[]): number[] {
  const pairs = new Uint16Array(text.length);
  let depth = 0;
  let pair = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(' && depth++ === 0) pair++;
    pairs[at] = depth > 0 ? pair : 0;
    if (text[at] === ')') depth = Math.max(0, depth - 1);
  }
  return units.map(({ start }) => pairs[start] ?? 0);
}

/** The words outside brackets, and those of each pair of brackets: 「証明書（以下「証書」という。）とする」 goes on behind them. */
function layers(words: readonly Word[]): Word[][] {
  const outer: Word[] = [];
  const found = [outer];
  const open: Word[][] = [outer];
  for (const word of words) {
    if (word.surface.startsWith('（')) {
      const inner: Word[] = [];
      found.push(inner);
      open.push(inner);
    } else if (word.surface.startsWith('）')) {
      if (open.length > 1) open.pop();
    } else if (!/^括弧/u.test(word.detail)) open.at(-1)?.push(word);
  }
  return found;
}

/** The key under which a number or date is compared as a word beside others. */
export function keyOf(fact: QuantityFact | MomentFact | ClockFact): string {
  if (fact.kind === 'quantity') return `#${fact.quantity.value}${fact.quantity.measure}`;
  if (fact.kind === 'clock') return `#${fact.clock.minutes}:`;
  const { year, month, day, weekday, part, word } = fact.moment;
  return `#${[year, month, day ?? part].map((field) => field ?? '').join('-')}${month || day || year ? '' : `${word ?? weekday ?? ''}`}`;
}

const CONTENT: Readonly<Record<string, (detail: string) => boolean>> = {
  名詞: (detail) => !['非自立', '特殊'].includes(detail),
  動詞: (detail) => detail === '自立',
  形容詞: (detail) => detail === '自立',
  接頭詞: () => true,
  副詞: () => true,
  連体詞: () => true,
};
const EMPTY = new Set([
  'する',
  'なる',
  'ある',
  'いる',
  'おる',
  'できる',
  'いたす',
  '致す',
  'よる',
  'つく',
  'ござる',
  'なお',
  'ない',
  'いただく',
  'くださる',
  'この',
  'その',
  'これ',
  'それ',
]);

function counts(word: Word): boolean {
  return (
    (CONTENT[word.part]?.(word.detail) ?? word.part === '未知語') &&
    !EMPTY.has(word.base) &&
    /[\p{L}\p{N}]/u.test(word.surface)
  );
}

function unitOf(word: Word, names: readonly NameFact[]): Unit {
  const name = names.find(({ start, end }) => start <= word.start && word.start < end);
  return { key: word.base, sort: name ? sortOf(name) : '', start: word.start, end: word.start + word.surface.length };
}

/** Facts of one sort can stand in each other's place. */
export function sortOf(fact: Fact): string {
  if (fact.kind === 'quantity') return `#${fact.quantity.measure}`;
  if (fact.kind === 'moment') return '#date';
  if (fact.kind === 'clock') return '#time';
  return fact.kind === 'name' ? fact.group : '';
}

function choicesOf(words: readonly Word[], taken: (word: Word) => boolean): ChoiceFact[] {
  return words.flatMap((word, at) => {
    if (taken(word)) return [];
    const pair = `${word.surface}${words[at + 1]?.surface ?? ''}`;
    const choice = choiceOf(pair) ?? choiceOf(word.surface);
    if (choice === undefined) return [];
    const length = choiceOf(pair) ? pair.length : word.surface.length;
    return [{ kind: 'choice', start: word.start, end: word.start + length, ...choice }];
  });
}

/** A kanji numeral is a number only where the dictionary sees one: not in 「一部」, 「三重」, 「十分」. */
function isNumber(quantity: Quantity, words: readonly Word[]): boolean {
  if (!/^[一二三四五六七八九十百千万〇零]/u.test(quantity.text) || quantity.text.includes('分の') || quantity.ordinal)
    return true;
  const word = words.find(({ start, surface }) => start <= quantity.start && quantity.start < start + surface.length);
  if (word === undefined) return true;
  return (
    word.detail === '数' ||
    (word.start === quantity.start &&
      /^(?:一つ|二つ|三つ|四つ|五つ|六つ|七つ|八つ|九つ|一人|二人|一件|一回)$/u.test(word.surface))
  );
}

const SPANS: readonly (readonly ['from' | 'until' | 'before' | 'after', RegExp])[] = [
  ['from', /^(?:分|付け?)?(?:から|以降|以後|より|を初日|に始ま|開始|開会)/u],
  ['until', /^(?:分|付け?)?(?:まで|以前|期限|締切|を?限度|必着|を期限)/u],
  ['before', /^(?:より|の)?前(?![年月期回後])/u],
  ['after', /^(?:より|の)?後(?![期半])|^を(?:過ぎ|経過)/u],
];

function spanAfter(text: string, end: number): Pick<MomentFact, 'span' | 'spanText'> {
  const after = text.slice(end, end + 8);
  const [span, words] = SPANS.find(([, pattern]) => pattern.test(after)) ?? [];
  return span && words ? { span, spanText: words.exec(after)?.[0] ?? '' } : {};
}

function overlaps(one: { start: number; end: number }, other: { start: number; end: number }): boolean {
  return one.start < other.end && other.start < one.end;
}
