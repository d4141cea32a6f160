import { z } from 'zod';
import { readLooseJson } from './looseJson.ts';
import { mendAnswer } from './mendAnswer.ts';
import type { AnswerResult, AnswerTask, SummarizeResult, SummarizeTask } from './task.ts';

const words = z.string().trim();
/** A value beside which the rest is still of use: `null`, a number or a list where words should stand become ''. */
const optionalWords = words.catch('');
const statement = z.object({ text: words.min(1), clause: optionalWords, quote: optionalWords });

/** The longest prose that is taken for a statement where there is none. */
const mostProse = 500;

/**
 * Reads the answer of a model to an AnswerTask. Whatever the model wrote, this gives what is usable of it; it never
 * throws. What has not the form becomes one statement that names no clause, so that it is neither shown nor taken for
 * 「the clauses do not answer」. Quotations are mended here (mendAnswer.ts), not yet proved.
 */
export function parseAnswer(text: string, task: AnswerTask): AnswerResult {
  const found = readLooseJson(text);
  const list = Array.isArray(found) ? found : (property(found, 'statements') ?? [found]);
  if (Array.isArray(list) && list.length === 0) return { statements: [] };
  const statements = usable(statement, list);
  const prose = { text: text.trim().slice(0, mostProse), clause: '', quote: '' };
  return mendAnswer({ statements: statements.length > 0 || prose.text === '' ? statements : [prose] }, task);
}

/**
 * Reads the answer of a model to a SummarizeTask, as `parseAnswer` does; without JSON all of it is empty. Items are led
 * back to their sentences later (src/summary), here only `[S1]` and `1` become `S1`.
 */
export function parseSummary(text: string, task: SummarizeTask): SummarizeResult {
  const ids = new Set(task.sentences.map(({ id }) => id));
  const sentence = z
    .union([words, z.number().transform(String)])
    .catch('')
    .transform(sentenceNamed(ids));
  const said = z.object({ text: words.min(1), sentence });
  const action = z.object({ what: words.min(1), who: optionalWords, due: optionalWords, sentence });
  const found = readLooseJson(text);
  return {
    summary: optionalWords.parse(property(found, 'summary')),
    points: usable(said, property(found, 'points')),
    decisions: usable(said, property(found, 'decisions')),
    actions: usable(action, property(found, 'actions')),
  };
}

function sentenceNamed(ids: ReadonlySet<string>): (name: string) => string {
  return (name) => {
    const number = /\d+/.exec(name.normalize('NFKC'))?.[0] ?? '';
    return ids.has(name) || !ids.has(`S${number}`) ? name : `S${number}`;
  };
}

function property(found: unknown, name: string): unknown {
  return typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[name] : undefined;
}

/** The elements that have the form; the others are dropped, one by one. */
function usable<T>(form: z.ZodType<T>, list: unknown): T[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((element) => {
    const read = form.safeParse(element);
    return read.success ? [read.data] : [];
  });
}
