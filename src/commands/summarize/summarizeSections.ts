import { readSpeech } from '../../summary/readSpeech.ts';
import type { Summary } from '../../summary/summary.ts';
import { isTooShort } from '../../summary/tooShort.ts';
import type { Section } from './sections.ts';
import { type SummarizeTools, summarizeText } from './summarizeText.ts';

/** A section with its summary; without one its text is too short to have any. */
export interface SummarizedSection extends Section {
  readonly summary?: Summary;
}

/**
 * Summarizes sections one after the other; yields what is being done, as a sentence.
 * @throws KanameError `cancelled` when the signal is aborted; a failing model does not throw
 */
export async function* summarizeSections(
  tools: SummarizeTools,
  sections: readonly Section[],
  now: Date,
  signal: AbortSignal,
): AsyncGenerator<string, readonly SummarizedSection[]> {
  const summarized: SummarizedSection[] = [];
  for (const section of sections) {
    if (isTooShort(readSpeech(section.text))) {
      summarized.push(section);
      continue;
    }
    const steps = summarizeText(tools, section, now, signal);
    let step = await steps.next();
    while (!step.done) {
      const { done, parts } = step.value;
      yield `${sizeOf(section)}を要約しています…${parts > 1 ? `（${done + 1}/${parts}）` : ''}`;
      step = await steps.next();
    }
    summarized.push({ ...section, summary: step.value });
  }
  return summarized;
}

function sizeOf({ name, text }: Section): string {
  const characters = `${text.length.toLocaleString('ja-JP')}文字`;
  return name === undefined ? `${characters}の文章` : `「${name}」（${characters}）`;
}
