import { sentences } from '../japanese/sentences.ts';

/** 「〜の通知文を書いて」: what is wished of the assistant, not what the text is to say. */
const toAssistant =
  /(?:書い|作っ|作成し|起案し|考え|まとめ)て|(?:文案|下書き|案|文|メール|答弁|企画書|復命書)を?(?:お願い|作成|ください)|(?:文|文案|メール|答弁|企画書|復命書|投稿)。?$|お願い(?:し|いた)/u;
/** Runs that carry the meaning: figures, kanji, katakana and Latin words. */
const telling = /[0-9０-９]+|\p{Script=Han}{2,}|[\p{Script=Katakana}ー]{2,}|[A-Za-zＡ-Ｚａ-ｚ]{2,}/gu;
/** A sentence counts as said where half of what it tells stands in the draft. */
const SAID = 0.5;

export interface Told {
  /** How many sentences of the wish tell something that belongs into the draft. */
  readonly told: number;
  /** Those of which the draft says nothing, or less than half. */
  readonly leftOut: readonly string[];
}

/**
 * Compares a draft with the sentences of a wish in free words. A draft by forms has no place for some, a model forgets some;
 * either way the person who asked has to know.
 */
export function toldIn(draft: string, wish: string): Told {
  const held = draft.normalize('NFKC');
  const told = sentences(wish)
    .map(({ text }) => ({ text, words: [...text.matchAll(telling)].flatMap(([word]) => pairs(word)) }))
    .filter(({ text, words }) => words.length > 0 && !toAssistant.test(text));
  const leftOut = told.filter(({ words }) => words.filter((word) => held.includes(word)).length / words.length < SAID);
  return { told: told.length, leftOut: leftOut.map(({ text }) => text) };
}

/** A run of kanji or katakana is taken in pairs of letters, since 「参加無料」 may become 「参加は無料」. */
function pairs(run: string): string[] {
  const word = run.normalize('NFKC');
  if (/^[0-9A-Za-z]/.test(word)) return [word];
  return Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
}
