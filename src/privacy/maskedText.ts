import type { Entity, MaskedText } from './masking.ts';

/** A span of the original, and what stands in its place. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/** Carries the replacements out (in order, without overlaps) and remembers which offset came from where. */
export function maskedText(
  original: string,
  entities: readonly Entity[],
  replacements: readonly Replacement[],
): MaskedText {
  let text = '';
  let at = 0;
  const places = replacements.map(({ start, end, by }) => {
    text += original.slice(at, start);
    const maskedStart = text.length;
    text += by;
    at = end;
    return { start, end, maskedStart, maskedEnd: text.length };
  });
  text += original.slice(at);

  return {
    text,
    entities,
    toOriginal(offset, border) {
      let shift = 0;
      for (const { start, end, maskedStart, maskedEnd } of places) {
        if (offset <= maskedStart) break;
        if (offset < maskedEnd) return border === 'start' ? start : end;
        shift = end - maskedEnd;
      }
      return Math.min(original.length, Math.max(0, offset + shift));
    },
    toMasked(offset) {
      // By halves: the rows of a large table are many, and so may be their telephone numbers.
      let from = 0;
      for (let to = places.length; from < to; ) {
        const middle = (from + to) >> 1;
        if ((places[middle]?.end ?? 0) <= offset) from = middle + 1;
        else to = middle;
      }
      const next = places[from];
      if (next !== undefined && offset > next.start) return next.maskedStart;
      const before = places[from - 1];
      return Math.min(text.length, Math.max(0, offset + (before === undefined ? 0 : before.maskedEnd - before.end)));
    },
  };
}
