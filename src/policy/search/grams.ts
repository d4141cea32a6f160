import { plainNumbers } from '../plainNumbers.ts';

/** Runs of one script; marks and spaces between them end a run, kanji and hiragana share one. */
const run = /[\p{sc=Han}々〆ヶ\p{sc=Hiragana}]+|[\p{sc=Katakana}ー]+|\d+(?:\.\d+)?|[a-z][a-z0-9.+#-]*/gu;
const hiragana = /^\p{sc=Hiragana}+$/u;
const kanji = /^[\p{sc=Han}々〆ヶ]$/u;

/**
 * Character tokens of a text: each kanji, each pair of characters that is not all hiragana, katakana and Latin words
 * and numbers whole. Of the tokens compared on Japanese statutes these found most:
 * R@10 .74 against .62 of all bigrams.
 */
export function grams(text: string): string[] {
  const found: string[] = [];
  for (const [part] of plainNumbers(text).matchAll(run)) {
    if (!/^[\p{sc=Han}々〆ヶ\p{sc=Hiragana}]/u.test(part)) {
      found.push(part);
      continue;
    }
    const signs = [...part];
    for (const [at, sign] of signs.entries()) {
      if (kanji.test(sign)) found.push(sign);
      const next = signs[at + 1];
      if (next !== undefined && !hiragana.test(sign + next)) found.push(sign + next);
    }
  }
  return found;
}
