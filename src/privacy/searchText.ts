import { normalizeWidth } from '../japanese/width.ts';

/** A text as the finders read it, however it was typed, and the way back to where its parts stand in the original. */
export interface SearchText {
  /** NFKC, every dash as `-`, every blank as a space (line breaks stay), without invisible signs. */
  readonly text: string;
  /** The same with 〇一二…九 as 0–9, sign for sign: for numbers written in kanji. */
  readonly digits: string;
  /** UTF-16 offsets in the original of a span of `text`, widened to whole characters. */
  original(start: number, end: number): { readonly start: number; readonly end: number };
}

const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/;
const kanjiDigits = '〇一二三四五六七八九';

/** Folds a text for the finders of personal data. */
export function searchText(text: string): SearchText {
  const normalized = normalizeWidth(text);
  const origins: number[] = [];
  let kept = normalized.text;
  if (invisible.test(kept)) {
    kept = '';
    for (let at = 0; at < normalized.text.length; at++) {
      const sign = normalized.text.charAt(at);
      if (invisible.test(sign)) continue;
      kept += sign;
      origins.push(at);
    }
  }
  const folded = kept
    .replace(/[\t\u2000-\u200a\u202f]/g, ' ')
    .replace(/[‐‑‒–—―−⁃─━]/g, '-')
    .replace(/(?<=[\d〇一二三四五六七八九)])ー(?=[\d〇一二三四五六七八九(])/g, '-');
  const origin = (at: number) => normalized.original(origins.length > 0 ? (origins[at] ?? normalized.text.length) : at);
  return {
    text: folded,
    digits: folded.replace(/[〇一二三四五六七八九]/g, (sign) => String(kanjiDigits.indexOf(sign))),
    original: (start, end) => {
      const last = origin(end - 1);
      let after = end;
      // One sign of the original may have become several (㈱ → (株)): end behind all of them.
      while (after < folded.length && origin(after) === last) after++;
      return { start: origin(start), end: after < folded.length ? origin(after) : text.length };
    },
  };
}
