/** Kinds of questions that live from different evidence. */
export type QuestionKind = 'sentence' | 'long' | 'caption';

/** From here on a question brings enough exact words of its own. */
const LONG_CHARACTERS = 120;
/** A few nouns put together, as captions and keywords are: no particle but の, no verb, no question mark. */
const caption = /^[\p{sc=Han}\p{sc=Katakana}ーA-Za-z0-9０-９の・、\s（）()]{1,40}$/u;

/**
 * Colloquial sentences rarely share a word with their article and live from meaning; captions and long, exact questions
 * carry the words themselves.
 */
export function questionKind(question: string): QuestionKind {
  const asked = question.trim();
  if (asked.length >= LONG_CHARACTERS) return 'long';
  return caption.test(asked) ? 'caption' : 'sentence';
}
