import { findPeriods } from '../../japanese/datesOfPeriods.ts';
import { numeralValue } from '../../japanese/numerals.ts';
import type { RuleDocument } from '../document.ts';

/** Where a version stands among the others of its rule. */
export interface Place {
  /** ISO date from which it counts; undefined: since ever. */
  readonly since: string | undefined;
  /** 「第2.1版」 → [2, 1]; empty where it has none. */
  readonly number: readonly number[];
}

const NUMBERED = /第\s?([0-9一二三四五六七八九十.]+)\s?版|(?:ver(?:sion)?|rev|v)[.\s]?([0-9.]+)|^([0-9.]+)(?:版|$)/i;
const OLD = /旧|改[正訂定]前|\bold\b/i;

/**
 * The day of a version: on which it took effect, else the day that its version names (「令和6年4月1日改正」), else of the
 * numbered version before it, else none: a version without a date counts as older than those with one.
 */
export function placesOf(documents: readonly RuleDocument[]): Place[] {
  const own = documents.map((document) => ({ since: dayOf(document), number: numberOf(document) }));
  return own.map(({ since, number }) => {
    if (since !== undefined || number.length === 0) return { since, number };
    const before = own.filter((other) => other.number.length > 0 && compareNumbers(other.number, number) < 0);
    const latest = before
      .flatMap((other) => other.since ?? [])
      .sort()
      .at(-1);
    return { since: latest, number };
  });
}

/** Negative where `one` is the older; 0 where nothing tells them apart. */
export function comparePlaces(one: Place, other: Place): number {
  const [a, b] = [one.since ?? '', other.since ?? ''];
  if (a !== b) return a < b ? -1 : 1;
  return compareNumbers(one.number, other.number);
}

function dayOf({ effective, version }: RuleDocument): string | undefined {
  return effective ?? findPeriods(version ?? '')[0]?.from;
}

function numberOf({ version, title, id }: RuleDocument): number[] {
  const found = NUMBERED.exec(version?.normalize('NFKC') ?? '');
  const written = found?.[1] ?? found?.[2] ?? found?.[3];
  if (written !== undefined) return written.split('.').map((part) => numeralValue(part) ?? 0);
  const isOld = OLD.test(version ?? '') || /[(（【]旧[)）】版]/.test(title) || /(?:^|\/)旧版?\//.test(id);
  return isOld ? [-1] : [];
}

/** No number stands between 「旧」 (-1) and 「第1版」. */
function compareNumbers(one: readonly number[], other: readonly number[]): number {
  for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
