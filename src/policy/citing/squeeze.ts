import { normalizeWidth } from '../../japanese/width.ts';

/** A text without white space and in one width, with the way back into the text it was made of. */
export interface Squeezed {
  readonly text: string;
  /** UTF-16 offset in the original of an offset in `text`. */
  original(offset: number): number;
}

/** Nothing but width and white space is levelled: what is found in a squeezed text stands there letter by letter. */
export function squeeze(text: string): Squeezed {
  const { text: wide, original } = normalizeWidth(text);
  const origins: number[] = [];
  let squeezed = '';
  for (let at = 0; at < wide.length; at++) {
    const sign = wide.charAt(at);
    if (/\s/.test(sign)) continue;
    squeezed += sign;
    origins.push(original(at));
  }
  return { text: squeezed, original: (offset) => origins[offset] ?? text.length };
}
