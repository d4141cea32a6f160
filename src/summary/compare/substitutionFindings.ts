import { type Alignment, alignmentOf } from './alignment.ts';
import { type Finding, finding } from './finding.ts';
import type { Reading, Unit } from './reading.ts';
import { isAbbreviation } from './sameName.ts';
import type { SourceIndex } from './sourceIndex.ts';

/** From this share of common words on, besides the words in question, a statement is a sentence with a few changes. */
const NEARLY_COPIED = 0.75;
const FEWEST_UNITS = 3;
const LONGEST = 7;
/** Two nouns that share so many of their signs may be one thing: 「改正」 and 「改定」. */
const ALIKE = 0.4;

/**
 * A noun that stands where the copied sentence has another one, and that the text has elsewhere: what was said of one
 * thing is said of another. A noun new to the text is left to be a paraphrase, and so is one that looks alike.
 */
export function substitutionFindings(statement: Reading, sentences: readonly number[], source: SourceIndex): Finding[] {
  const { units } = statement;
  let best = { at: -1, places: [] as readonly number[], common: 0 };
  for (const at of sentences) {
    const given = source.reading(at);
    const places = exactPlaces(alignmentOf(statement, given), units, given.units);
    const common = places.filter((place) => place >= 0).length;
    if (common > best.common) best = { at, places, common };
  }
  if (best.common < FEWEST_UNITS) return [];
  const given = source.reading(best.at);
  const { places, common } = best;
  return gaps(places, units, given.units).flatMap(({ said, meant }) => {
    if (common / (units.length - said.length) < NEARLY_COPIED) return [];
    // Two numbers are compared as numbers.
    if ([said, meant].every((gap) => gap.some(({ sort }) => sort.startsWith('#')))) return [];
    const words = wordsOf(said, statement.text);
    const other = wordsOf(meant, given.text);
    if (words === undefined || other === undefined || mayMeanTheSame(words, other)) return [];
    if (statement.text.includes(other) || count(words, statement.text) <= count(words, given.text)) return [];
    if (!source.holding(words, statement.text, 4).some((at) => hasWords(words, at, source))) return [];
    const start = said[0]?.start ?? 0;
    const kind = said.some(({ sort }) => sort !== '') ? 'name' : 'word';
    return [finding(kind, { start, end: said.at(-1)?.end ?? start }, words, other)];
  });
}

interface Gap {
  readonly said: readonly Unit[];
  readonly meant: readonly Unit[];
}

/** Where each unit stands in the sentence; a name that stands where another name does is aligned with it, but not the same. */
function exactPlaces({ places }: Alignment, said: readonly Unit[], given: readonly Unit[]): number[] {
  return said.map(({ key }, at) => (given[places[at] ?? -1]?.key === key ? (places[at] ?? -1) : -1));
}

/** Where the statement has a few words of its own between the same two words of the source. */
function gaps(places: readonly number[], said: readonly Unit[], given: readonly Unit[]): Gap[] {
  const found: Gap[] = [];
  for (let at = 0; at < said.length; at++) {
    if (places[at] !== -1) continue;
    let end = at;
    while (end < said.length && places[end] === -1) end++;
    const left = at === 0 ? -1 : (places[at - 1] ?? -1);
    const right = end === said.length ? given.length : (places[end] ?? given.length);
    const meant = given.slice(left + 1, right);
    if (end - at <= LONGEST && meant.length >= 1 && meant.length <= LONGEST) {
      found.push({ said: said.slice(at, end), meant });
    }
    at = end;
  }
  return found;
}

function hasWords(words: string, at: number, source: SourceIndex): boolean {
  return source.text(at).includes(words) || (source.speaker(at)?.text.includes(words) ?? false);
}

function count(words: string, text: string): number {
  return text.split(words).length - 1;
}

/** 「改定」 and 「改正」 share a sign; 「パソコン」 and 「パーソナルコンピュータ」 begin alike. */
function mayMeanTheSame(one: string, other: string): boolean {
  if (isAbbreviation(one, other) || isAbbreviation(other, one) || one.slice(0, 2) === other.slice(0, 2)) return true;
  if (one.length <= 2 && one[0] === other[0]) return true;
  const signs = one.match(/\p{Script=Han}/gu) ?? [];
  const shared = signs.filter((sign) => other.includes(sign)).length;
  return shared > 0 && shared / Math.max(one.length, other.length) >= ALIKE;
}

/** The words of units that stand together as one noun or name. */
function wordsOf(units: readonly Unit[], text: string): string | undefined {
  const words = text.slice(units[0]?.start ?? 0, units.at(-1)?.end ?? 0);
  if (words.length < 2 || !/^[\p{Script=Han}々ヶァ-ヴー・A-Za-z0-9&.\s-]+$/u.test(words)) return undefined;
  return /^[\d.\s]+$/u.test(words) ? undefined : words;
}
