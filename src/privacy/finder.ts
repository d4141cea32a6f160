import type { EntityType } from './masking.ts';
import type { SearchText } from './searchText.ts';

/** Where something personal stands, in offsets of SearchText. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly type: EntityType;
}

/** Finds the personal data of one kind. Spans of different finders may overlap; findEntities settles that. */
export type Finder = (searched: SearchText) => Iterable<Span>;

/** The span of a whole match, or of its group `value` where it has one (the expression then needs the flag `d`). */
export function spanOf(match: RegExpExecArray, type: EntityType): Span {
  const value = match.indices?.groups?.value;
  return value
    ? { start: value[0], end: value[1], type }
    : { start: match.index, end: match.index + match[0].length, type };
}

/** The digits of a number, without what separates them. */
export function digitsOf(number: string): string {
  return number.replace(/[^0-9]/g, '');
}
