/** Kinds of questions that live from different evidence. */
export type QuestionKind = 'sentence' | 'long' | 'caption';

/** From here on a question brings enough exact words of its own. */
const LONG_CHARACTERS = 120;
/** Longer phrases than this are no captions. */
const CAPTION_CHARACTERS = 60;
/** A phrase that ends in a noun, as captions and keywords do. */
const endsInNoun = /[\p{sc=Han}\p{sc=Katakana}ーA-Za-z0-9０-９々）)]$/u;
/** What only sentences have: a topic (but not 又は), a mark of their end, a word of speaking. */
const sentence = /(?<!又|しく)は|[。？?！!]|って|けど|です|ます|ください|たい(?:とき|場合)|のに/u;

/**
 * Colloquial sentences rarely share a word with their article and live from meaning; captions and long, exact questions
 * carry the words themselves.
 */
export function questionKind(question: string): QuestionKind {
  const asked = question.trim();
  if (asked.length >= LONG_CHARACTERS) return 'long';
  const isPhrase = asked.length <= CAPTION_CHARACTERS && endsInNoun.test(asked) && !sentence.test(asked);
  return isPhrase ? 'caption' : 'sentence';
}
