import type { Words } from '../../../japanese/words.ts';
import { compareWithSource } from '../../../summary/compare/compareWithSource.ts';
import type { Finding } from '../../../summary/compare/finding.ts';
import { indexSource } from '../../../summary/compare/sourceIndex.ts';
import { heldOn } from '../../../summary/context.ts';
import { createTracer } from '../../../summary/trace.ts';
import type { Case } from './case.ts';
import type { SourceText } from './texts.ts';

/** A case with what the comparison reported of it. */
export interface Judged {
  readonly one: Case;
  readonly findings: readonly Finding[];
}

/**
 * Compares every statement with the text it was made of, as a summary is: the whole text is the source, and the
 * statement is led back to a sentence by the tracer that knows which one the model named.
 */
export function judgeCases(
  cases: readonly Case[],
  texts: readonly SourceText[],
  words: Words,
  now: Date,
  onProgress: (done: number) => void = () => {},
): Judged[] {
  const judged: Judged[] = [];
  for (const [at, { speech }] of texts.entries()) {
    const own = cases.filter(({ text }) => text === at);
    if (own.length === 0) continue;
    const source = indexSource(speech, words, heldOn(speech, now));
    const trace = createTracer(speech);
    for (const one of own) {
      const near = trace(one.statement, speech.sentences[one.sentence]?.id ?? '');
      judged.push({ one, findings: compareWithSource(one.statement, source, near ? { near } : {}) });
    }
    onProgress(judged.length);
  }
  return judged;
}
