import { z } from 'zod';
import { KanameError } from '../../errors.ts';
import type { RuleLibrary } from '../../policy/library.ts';
import { textFile } from '../textFile.ts';

/** A question of an evaluation set with the articles that answer it officially; none where the rules do not answer. */
export interface GoldQuestion {
  readonly id: string;
  readonly question: string;
  /** Ids of articles. */
  readonly gold: readonly string[];
}

const lineSchema = z
  .object({
    id: z.union([z.string(), z.number()]).transform(String),
    question: z.string().min(1).optional(),
    query: z.string().min(1).optional(),
    gold: z.array(z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])).default([]),
  })
  .refine(({ question, query }) => question !== undefined || query !== undefined);

/**
 * Reads a file of questions, one JSON object a line: {"id","question" or "query","gold":[ids or {"id"}]}.
 * @param most how many, taken evenly from the whole file
 * @throws KanameError `file_unreadable` naming the line that is wrong
 */
export function readGoldQuestions(path: string, most: number): GoldQuestion[] {
  const lines = textFile(path, '質問のファイル').split('\n');
  const questions = lines.flatMap((line, index) => (line.trim() === '' ? [] : [parseLine(line, index + 1)]));
  const step = Math.max(1, questions.length / most);
  const count = Math.min(most, questions.length);
  return Array.from({ length: count }, (_, at) => questions[Math.floor(at * step)]).filter((one) => one !== undefined);
}

/** True where an article that answers the question is among the rules. */
export function isAnswerable({ gold }: GoldQuestion, library: RuleLibrary): boolean {
  return gold.some((id) => library.article(id) !== undefined);
}

function parseLine(line: string, number: number): GoldQuestion {
  try {
    const { id, question, query, gold } = lineSchema.parse(JSON.parse(line));
    return { id, question: question ?? query ?? '', gold };
  } catch (thrown) {
    const sentence = `質問のファイルの${number}行目が {"id","question","gold"} の形になっていません。`;
    throw new KanameError('file_unreadable', sentence, thrown);
  }
}
