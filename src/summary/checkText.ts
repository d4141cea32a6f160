import { sentences } from '../japanese/sentences.ts';
import { containment, contentBigrams } from '../models/extractive/bigrams.ts';
import { cleanItem } from './cleanItem.ts';
import { missingFacts } from './facts.ts';
import type { Speech } from './speech.ts';
import type { Tally } from './tally.ts';

const longest = 500;
/** A "summary" of more than this share of a text that is not short is the text again. */
const againShare = 0.6;
const shortText = 200;
/** Share of a summary sentence's bigrams that the text has to hold anywhere. */
const known = 0.4;

/**
 * The summary's sentences that the text bears out: every number, date and name in them stands somewhere in it. Empty
 * where nothing is left or where the summary is the text again, so that the caller takes an extractive one.
 */
export function checkText(summary: string, speech: Speech, today: Date, tally: Tally): string {
  const length = summary.replace(/\s/gu, '').length;
  const whole = speech.text.replace(/\s/gu, '').length;
  if (whole > shortText && length > whole * againShare) {
    tally.add('repeated');
    return '';
  }
  const context = speech.sentences.map((sentence) => `${sentence.speaker ?? ''}\n${sentence.text}`).join('\n');
  const pairs = contentBigrams(context);
  const kept: string[] = [];
  for (const { text } of sentences(summary)) {
    const clean = cleanItem(text);
    if (clean === '' || kept.includes(clean)) continue;
    if (containment(contentBigrams(clean), pairs) < known) tally.add('untraced');
    else if (missingFacts(clean, context, today).length > 0) tally.add('struckSentence');
    else if (kept.join('').length + clean.length <= longest || kept.length === 0) kept.push(clean);
  }
  return kept.join('');
}
