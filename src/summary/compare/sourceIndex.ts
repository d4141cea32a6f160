import type { Calendar } from '../../japanese/momentWords.ts';
import type { Words } from '../../japanese/words.ts';
import { contentBigrams } from '../../models/extractive/bigrams.ts';
import type { Speech } from '../speech.ts';
import type { NameFact } from './fact.ts';
import { type Figures, type Reading, readFigures, readSentence } from './reading.ts';

/** A text in which statements are looked up; made once for a text, its sentences are analyzed when they are needed. */
export interface SourceIndex {
  readonly today: Date;
  readonly words: Words;
  readonly size: number;
  /** A sentence, normalized (NFKC). */
  text(at: number): string;
  /** True where the sentence has the word in any of its forms; read from its signs, without a dictionary. */
  mentions(at: number, key: string): boolean;
  /** Facts, words and places of a sentence. */
  reading(at: number): Reading;
  /** Who says it, with the names in it. */
  speaker(at: number): { readonly text: string; readonly names: readonly NameFact[] } | undefined;
  /** What a bare number of a table stands for: 1000 円 below 「単位：千円」. */
  tableUnit(at: number): number | undefined;
  /** How rare a word is, about 0.3 (everywhere) to 3. */
  weight(key: string): number;
  /** Sentences that share most with the words, best first. */
  nearest(words: string, most: number): readonly number[];
  /** Sentences with a number, date or string, those that share most with the words first. */
  holding(key: string, words: string, most: number): readonly number[];
  /** True where the text has the sentence letter by letter, but for widths and spaces. */
  hasSentence(sentence: string): boolean;
}

const TABLE_UNIT = /単位\s?[:：]?\s?(千円|百万円|万円|億円|円)/u;
const TABLE_FACTOR: Readonly<Record<string, number>> = { 円: 1, 千円: 1e3, 万円: 1e4, 百万円: 1e6, 億円: 1e8 };
/** Lines below 「単位：千円」 to which it belongs. */
const TABLE_LENGTH = 80;

const INTRODUCTION =
  /^(?:[ぁ-んー]{1,6}、)*([\p{Script=Han}ァ-ヴー]{1,12}(?:課|部|局|室|係|班|センター|館|所|署|校|園|会|社))(?:の[\p{L}]{1,8})?です(?:けど|が|けれども)?[、。]?/u;

/** Indexes a text. A day's sitting of 200,000 characters takes about a second. */
export function indexSource(speech: Speech, words: Words, today: Date): SourceIndex {
  const texts = speech.sentences.map((sentence) => normalized(sentence.text));
  const figures = readAllFigures(texts, today);
  const postings = new Map<string, number[]>();
  const add = (key: string, at: number): void => {
    const list = postings.get(key);
    if (list === undefined) postings.set(key, [at]);
    else if (list.at(-1) !== at) list.push(at);
  };
  texts.forEach((text, at) => {
    for (const pair of contentBigrams(text)) add(pair, at);
    for (const sign of new Set(text.match(/\p{Script=Han}/gu) ?? [])) add(sign, at);
    const found = figures[at];
    for (const quantity of found?.quantities ?? []) add(`#${quantity.value}`, at);
    for (const moment of found?.moments ?? []) for (const key of momentKeys(moment)) add(key, at);
    for (const clock of found?.clocks ?? []) add(`#${clock.minutes}:`, at);
    for (const pair of contentBigrams(speech.sentences[at]?.speaker ?? '')) add(`@${pair}`, at);
  });
  const tableUnits = readTableUnits(texts);
  const introduced = readIntroductions(speech, texts);
  const readings = new Map<number, Reading>();
  const speakers = new Map<string, { text: string; names: readonly NameFact[] }>();
  const whole = new Set(texts.map(squeezed));
  const rarity = (count: number): number =>
    Math.log(1 + texts.length / Math.max(1, count)) / Math.log(2 + texts.length / 8);

  const nearest = (statement: string, most: number, within?: ReadonlySet<number>): number[] => {
    const scores = new Map<number, number>();
    for (const pair of contentBigrams(statement)) {
      const list = postings.get(pair) ?? [];
      const weight = rarity(list.length);
      for (const at of list) if (!within || within.has(at)) scores.set(at, (scores.get(at) ?? 0) + weight);
    }
    // A long sentence shares a little with everything.
    return [...scores]
      .map(([at, score]): [number, number] => [at, score / (texts[at]?.length ?? 1) ** 0.15])
      .sort((one, other) => other[1] - one[1])
      .slice(0, most)
      .map(([at]) => at);
  };
  return {
    today,
    words,
    size: texts.length,
    text: (at) => texts[at] ?? '',
    mentions: (at, key) => {
      if (key.startsWith('#')) return readings.get(at)?.places.has(key) ?? false;
      // 「減らす」 stands there as 「減らし」.
      const stem = /^\p{Script=Han}+(?=\p{Script=Hiragana})/u.exec(key)?.[0] ?? key;
      return (texts[at] ?? '').includes(stem);
    },
    reading: (at) => {
      const known = readings.get(at);
      if (known) return known;
      const text = texts[at] ?? '';
      const read = readSentence(text, figures[at] ?? { moments: [], clocks: [], quantities: [] }, words);
      readings.set(at, read);
      return read;
    },
    speaker: (at) => {
      const text = speech.sentences[at]?.speaker;
      if (text === undefined) return undefined;
      const known = speakers.get(text);
      if (known) return known;
      const plain = [normalized(text), ...(introduced.get(text) ?? [])].join(' ');
      const { facts } = readSentence(plain, { moments: [], clocks: [], quantities: [] }, words);
      const names = facts.filter((fact): fact is NameFact => fact.kind === 'name');
      speakers.set(text, { text: plain, names });
      return { text: plain, names };
    },
    tableUnit: (at) => tableUnits[at],
    weight: (key) => {
      const pairs = [...contentBigrams(key)];
      const parts = pairs.length > 0 ? pairs : [...key].filter((sign) => /\p{Script=Han}/u.test(sign));
      if (parts.length === 0) return 0.4;
      return Math.max(0.3, Math.max(...parts.map((part) => rarity(postings.get(part)?.length ?? 0))));
    },
    nearest: (statement, most) => nearest(statement, most),
    holding: (key, statement, most) => {
      const places = placesOf(key, postings);
      if (places.length <= most) return places;
      const near = nearest(statement, most, new Set(places));
      return near.length >= most ? near : [...new Set([...near, ...places])].slice(0, most);
    },
    hasSentence: (sentence) => whole.has(squeezed(normalized(sentence))),
  };
}

/** What speakers say they are of: 「土木課です。」「すみません、人事課の西村です。」. */
function readIntroductions(speech: Speech, texts: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  speech.sentences.forEach(({ speaker }, at) => {
    const office = INTRODUCTION.exec(texts[at] ?? '')?.[1];
    if (speaker !== undefined && office !== undefined) found.set(speaker, [...(found.get(speaker) ?? []), office]);
  });
  return found;
}

/** Sentences with a key; of a string those with all its pairs of characters, as speaker or in their words. */
function placesOf(key: string, postings: ReadonlyMap<string, readonly number[]>): number[] {
  if (key.startsWith('#')) return [...(postings.get(key) ?? [])];
  const lists = (mark: string): readonly (readonly number[])[] =>
    [...contentBigrams(key)].map((pair) => postings.get(`${mark}${pair}`) ?? []);
  const common = (all: readonly (readonly number[])[]): number[] => {
    const [first = [], ...rest] = [...all].sort((one, other) => one.length - other.length);
    const sets = rest.map((list) => new Set(list));
    return first.filter((at) => sets.every((set) => set.has(at)));
  };
  return [...new Set([...common(lists('')), ...common(lists('@'))])].sort((one, other) => one - other);
}

/** Keys under which sentences with the day, month or year are found. */
export function momentKeys({ year, month, day }: Calendar): string[] {
  return [
    ...(day !== undefined ? [`#d/${day}`] : []),
    ...(month !== undefined && day === undefined ? [`#m${month}`] : []),
    ...(year !== undefined && month === undefined ? [`#y${year}`] : []),
  ];
}

function readAllFigures(texts: readonly string[], today: Date): Figures[] {
  let before: Calendar | undefined;
  return texts.map((text) => {
    const figures = readFigures(text, today, before);
    const last = figures.moments.findLast(({ year, month, day }) => year ?? month ?? day);
    if (last) before = { ...last.implied, ...told(last) };
    return figures;
  });
}

/** What a moment tells itself, without its place in the text. */
function told({ year, month, day, fiscal }: Calendar): Calendar {
  return {
    ...(year !== undefined && { year, fiscal }),
    ...(month !== undefined && { month, fiscal: undefined }),
    ...(day !== undefined && { day }),
  };
}

function readTableUnits(texts: readonly string[]): (number | undefined)[] {
  let factor: number | undefined;
  let left = 0;
  return texts.map((text) => {
    const unit = TABLE_UNIT.exec(text)?.[1];
    if (unit !== undefined) [factor, left] = [TABLE_FACTOR[unit], TABLE_LENGTH];
    return left-- > 0 ? factor : undefined;
  });
}

export function normalized(text: string): string {
  return text.normalize('NFKC');
}

function squeezed(text: string): string {
  return text.replace(/[\s。、.,]/gu, '');
}
