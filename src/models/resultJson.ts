import { z } from 'zod';
import { readLooseJson } from './looseJson.ts';
import { mendAnswer } from './mendAnswer.ts';
import { mendSummary } from './mendSummary.ts';
import type { AnswerResult, AnswerTask, SummarizeResult, SummarizeTask } from './task.ts';

const words = z.string().trim();
/** A value beside which the rest is still of use: `null`, a number or a list where words should stand become ''. */
const optionalWords = words.catch('');
const id = z.union([words, z.number().transform(String)]).catch('');

const statement = z.object({ text: words.min(1), clause: id, quote: optionalWords });
const said = z.object({ text: words.min(1), sentence: id });
const action = z.object({ what: words.min(1), who: optionalWords, due: optionalWords, sentence: id });

/**
 * Reads the answer of a model to an AnswerTask. Whatever the model wrote, this gives what is usable of it, possibly no
 * statement at all; it never throws. The quotations are only mended here (mendAnswer.ts), not yet proved.
 */
export function parseAnswer(text: string, task: AnswerTask): AnswerResult {
  const found = readLooseJson(text);
  const list = Array.isArray(found) ? found : property(found, 'statements');
  return mendAnswer({ statements: usable(statement, list ?? [found]) }, task);
}

/** Reads the answer of a model to a SummarizeTask, as `parseAnswer` does. */
export function parseSummary(text: string, task: SummarizeTask): SummarizeResult {
  const found = readLooseJson(text);
  const summary = optionalWords.parse(property(found, 'summary'));
  const points = usable(said, property(found, 'points'));
  const decisions = usable(said, property(found, 'decisions'));
  const actions = usable(action, property(found, 'actions'));
  return mendSummary({ summary, points, decisions, actions }, task);
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
