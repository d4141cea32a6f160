/** Shares of the meaning beside the words, for each kind of question. */
const SHARE = { sentence: 0.8, long: 0.4, caption: 0.3 };
/** From here on a question brings enough exact words of its own. */
const LONG_CHARACTERS = 120;
/** A few nouns put together, as captions and keywords are: no particle but の, no verb, no question mark. */
const caption = /^[\p{sc=Han}\p{sc=Katakana}ーA-Za-z0-9０-９の・、\s（）()]{1,40}$/u;

/**
 * How much the meaning counts for a question. Colloquial sentences live from it, since they rarely share a word with
 * their article; captions and long, exact questions carry the words themselves.
 */
export function meaningWeight(question: string): number {
  const asked = question.trim();
  if (asked.length >= LONG_CHARACTERS) return SHARE.long;
  return caption.test(asked) ? SHARE.caption : SHARE.sentence;
}
