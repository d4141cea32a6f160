import { type Alignment, alignmentOf } from './alignment.ts';
import { type Finding, finding } from './finding.ts';
import type { Reading, Unit } from './reading.ts';
import type { SourceIndex } from './sourceIndex.ts';

/** From this share of common words on a statement is the sentence itself with a few changes, no paraphrase. */
const NEARLY_COPIED = 0.75;
const FEWEST_UNITS = 6;
const LONGEST = 3;

/**
 * A noun that stands where the copied sentence has another one, and that the text has elsewhere: what was said of one
 * thing is said of another. A noun new to the text is left to be a paraphrase, and so is one that shares a sign.
 */
export function substitutionFindings(statement: Reading, sentences: readonly number[], source: SourceIndex): Finding[] {
  let best: { readonly at: number; readonly alignment: Alignment } | undefined;
  for (const at of sentences) {
    const alignment = alignmentOf(statement, source.reading(at));
    if (alignment.coverage > (best?.alignment.coverage ?? 0)) best = { at, alignment };
  }
  if (best === undefined || best.alignment.coverage < NEARLY_COPIED || statement.units.length < FEWEST_UNITS) return [];
  const given = source.reading(best.at);
  return gaps(best.alignment, statement.units, given.units).flatMap(({ said, meant }) => {
    const words = wordsOf(said, statement.text);
    const other = wordsOf(meant, given.text);
    if (words === undefined || other === undefined || mayMeanTheSame(words, other)) return [];
    if (statement.text.includes(other) || count(words, statement.text) <= count(words, given.text)) return [];
    if (source.holding(words, statement.text, 1).length === 0) return [];
    const start = said[0]?.start ?? 0;
    const kind = said.some(({ sort }) => sort !== '') ? 'name' : 'word';
    return [finding(kind, { start, end: said.at(-1)?.end ?? start }, words, other)];
  });
}

interface Gap {
  readonly said: readonly Unit[];
  readonly meant: readonly Unit[];
}

/** Where the statement has a few words of its own between the same two words of the source. */
function gaps({ places }: Alignment, said: readonly Unit[], given: readonly Unit[]): Gap[] {
  // A name that stands where another name does is aligned with it, but is not the same.
  const same = said.map((unit, at) => (given[places[at] ?? -1]?.key === unit.key ? (places[at] ?? -1) : -1));
  const found: Gap[] = [];
  for (let at = 0; at < said.length; at++) {
    if (same[at] !== -1) continue;
    let end = at;
    while (end < said.length && same[end] === -1) end++;
    const left = at === 0 ? -1 : (same[at - 1] ?? -1);
    const right = end === said.length ? given.length : (same[end] ?? given.length);
    const meant = given.slice(left + 1, right);
    if (end - at <= LONGEST && meant.length >= 1 && meant.length <= LONGEST) {
      found.push({ said: said.slice(at, end), meant });
    }
    at = end;
  }
  return found;
}

function count(words: string, text: string): number {
  return text.split(words).length - 1;
}

/** 「改定」 and 「改正」 share a sign; 「パソコン」 and 「パーソナルコンピュータ」 begin alike. */
function mayMeanTheSame(one: string, other: string): boolean {
  if (one[0] === other[0]) return true;
  return (one.match(/\p{Script=Han}/gu) ?? []).some((sign) => other.includes(sign));
}

/** The words of units that stand together as one noun in kanji or katakana. */
function wordsOf(units: readonly Unit[], text: string): string | undefined {
  const words = text.slice(units[0]?.start ?? 0, units.at(-1)?.end ?? 0);
  return /^(?:[\p{Script=Han}々ヶ]{2,}|[ァ-ヴー]{3,})+$/u.test(words) ? words : undefined;
}
