/** Characters that take two cells (Unicode UAX #11, wide and full width), and the ambiguous ones Japanese fonts widen. */
const WIDE =
  /[\u0391-\u0451\u1100-\u115f\u2014-\u2016\u2018-\u201d\u2025\u2026\u2030-\u203b\u2103-\u2182\u2190-\u22ff\u2460-\u2500\u25a0-\u25ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const NO_WIDTH = /[\p{M}\p{Cf}\p{Cc}]/u;

/** A normalized text with the way back into the one it was made of. */
export interface Normalized {
  readonly text: string;
  /** Offset in the original of a UTF-16 offset in `text`; the length of `text` maps to the length of the original. */
  original(offset: number): number;
}

/** NFKC (㈱ → (株), ﾊﾞ → バ, ① → 1) that can lead every offset back into the text it was made of. */
export function normalizeWidth(text: string): Normalized {
  const origins: number[] = [];
  let normalized = '';
  // A base with the combining or voicing marks that follow it composes to one sign and has to be taken together.
  for (const { 0: cluster, index } of text.matchAll(/[\s\S][\udc00-\udfff]?[\p{M}ﾞﾟ]*/gu)) {
    const piece = cluster.normalize('NFKC');
    for (let unit = 0; unit < piece.length; unit += 1) origins.push(index);
    normalized += piece;
  }
  return { text: normalized, original: (offset) => origins[offset] ?? text.length };
}

/** Width of a text in cells: a half-width character takes one, a full-width one two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += NO_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}
