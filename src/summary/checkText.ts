import { sentences } from '../japanese/sentences.ts';
import { containment, contentBigrams } from '../models/extractive/bigrams.ts';
import { cleanItem } from './cleanItem.ts';
import { compareWithSource } from './compare/compareWithSource.ts';
import type { Finding } from './compare/finding.ts';
import type { SourceIndex } from './compare/sourceIndex.ts';
import type { Speech } from './speech.ts';
import type { Tally } from './tally.ts';

const longest = 500;
/** A "summary" of more than this share of a text that is not short is the text again. */
const againShare = 0.6;
const shortText = 200;
/** Share of a summary sentence's bigrams that the text has to hold anywhere. */
const known = 0.4;

/**
 * The summary's sentences that come from the text, and what in them it says otherwise or does not say. The text is empty
 * where nothing is left or where the summary is the text again, so that the caller takes an extractive one.
 */
export function checkText(
  summary: string,
  { speech, source, tally }: { readonly speech: Speech; readonly source: SourceIndex; readonly tally: Tally },
): { readonly text: string; readonly findings: readonly Finding[] } {
  const length = summary.replace(/\s/gu, '').length;
  const whole = speech.text.replace(/\s/gu, '').length;
  if (whole > shortText && length > whole * againShare) {
    tally.add('repeated');
    return { text: '', findings: [] };
  }
  const pairs = contentBigrams(
    speech.sentences.map((sentence) => `${sentence.speaker ?? ''}\n${sentence.text}`).join('\n'),
  );
  const kept: string[] = [];
  const findings: Finding[] = [];
  for (const { text } of sentences(summary)) {
    const clean = cleanItem(text);
    const before = kept.join('').length;
    if (clean === '' || kept.includes(clean)) continue;
    if (containment(contentBigrams(clean), pairs) < known) tally.add('untraced');
    else if (before + clean.length <= longest || kept.length === 0) {
      kept.push(clean);
      for (const one of compareWithSource(clean, source)) {
        findings.push({ ...one, start: one.start + before, end: one.end + before });
      }
    }
  }
  return { text: kept.join(''), findings };
}
