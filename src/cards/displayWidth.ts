/** Characters that take two cells (Unicode UAX #11, wide and full width), and the ambiguous ones Japanese fonts widen. */
const WIDE =
  /[\u1100-\u115f\u2018-\u201d\u2026\u203b\u2190-\u21ff\u2460-\u2500\u25a0-\u25ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const NO_WIDTH = /[\p{M}\p{Cf}\p{Cc}]/u;

/** Width of a text in cells: a half-width character takes one, a full-width one two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += NO_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}
