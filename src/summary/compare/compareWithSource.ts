import { sentences as sentencesOf } from '../../japanese/sentences.ts';
import { normalizeWidth } from '../../japanese/width.ts';
import { candidates } from './candidates.ts';
import type { Finding } from './finding.ts';
import { clockFindings, momentFindings } from './momentFindings.ts';
import { nameFindings } from './nameFindings.ts';
import { quantityFindings } from './quantityFindings.ts';
import { readFigures, readSentence } from './reading.ts';
import type { SourceIndex } from './sourceIndex.ts';
import { choiceFindings, stanceFindings } from './stanceFindings.ts';
import { substitutionFindings } from './substitutionFindings.ts';

export interface CompareOptions {
  /** Sentences of the source (first and last index) that the statement was led back to. */
  readonly near?: { readonly first: number; readonly last: number };
}

/**
 * Compares a statement with its source: every number, amount, date, weekday, time and name of it, what it affirms and
 * denies, and how it bounds its numbers. Each is looked for where the source says what the statement says around it, so
 * that a value of another place does not count. What is paraphrased, shortened or merged without another fact is not
 * reported; a sentence of the source itself never is.
 *
 * @returns findings in the order of the statement; offsets are UTF-16 units of `statement`
 */
export function compareWithSource(statement: string, source: SourceIndex, options: CompareOptions = {}): Finding[] {
  return sentencesOf(statement).flatMap(({ text, start }) => {
    if (source.hasSentence(text)) return [];
    const { text: plain, original } = normalizeWidth(text);
    const reading = readSentence(plain, readFigures(plain, source.today), source.words);
    const among = candidates(reading, source, options.near);
    const found = [
      ...quantityFindings(reading, among, source),
      ...momentFindings(reading, among, source),
      ...clockFindings(reading, among, source),
      ...nameFindings(reading, among, source),
      ...stanceFindings(reading, among, source),
      ...choiceFindings(reading, among, source),
    ];
    return apart(found, substitutionFindings(reading, among, source)).map((one) => {
      const [from, to] = [original(one.start), original(one.end)];
      return { ...one, start: start + from, end: start + to, words: text.slice(from, to) };
    });
  });
}

/** In order, one for each place; what a word stands for is only said where nothing more exact is known. */
function apart(findings: readonly Finding[], fallback: readonly Finding[]): Finding[] {
  const kept: Finding[] = [];
  const inOrder = (list: readonly Finding[]): Finding[] => [...list].sort((a, b) => a.start - b.start || a.end - b.end);
  for (const one of [...inOrder(findings), ...inOrder(fallback)]) {
    if (!kept.some((other) => one.start < other.end && other.start < one.end)) kept.push(one);
  }
  return inOrder(kept);
}
