import type { Speech } from './speech.ts';

const fewestCharacters = 40;

/** What is said where a text is too short to be summarized. */
export const tooShortSentence =
  '文章が短いため、要約せずにそのままお示しします。要約したい文章を40文字以上、2文以上で貼り付けてください。';

/** A single sentence, or fewer than 40 characters without white space, is its own summary. */
export function isTooShort(speech: Speech): boolean {
  return speech.sentences.length < 2 || speech.text.replace(/\s/gu, '').length < fewestCharacters;
}
