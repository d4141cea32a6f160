import { readFileSync } from 'node:fs';
import { KanameError } from '../errors.ts';
import { projectFile } from '../projectFiles.ts';
import type { EmbeddingModel } from './embeddingModel.ts';
import type { Vectors } from './store/vectors.ts';

/** Questions on everything that an office does. */
function officeQuestions(): string[] {
  const lines = readFileSync(projectFile('src/embedding/officeQuestions.txt'), 'utf8').split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('#'));
}

/**
 * Finds what a model's vectors of questions have in common and keeps it, unless it is kept already. Some seconds, once
 * for each model.
 * @returns false where the machine was too busy for half of the questions: try again later
 * @throws KanameError as the model and the vectors do
 */
export async function keepQuestionMean(
  model: EmbeddingModel,
  vectors: Vectors,
  signal: AbortSignal,
  questions: readonly string[] = officeQuestions(),
): Promise<boolean> {
  if (vectors.questionMean() || questions.length === 0) return true;
  const found: Float32Array[] = [];
  for (const question of questions) {
    try {
      found.push(await model.embedQuestion(question, signal));
    } catch (thrown) {
      // A busy machine misses a question's deadline now and then; the mean does not miss the question.
      const isLate = thrown instanceof KanameError && thrown.code === 'model_timeout';
      if (!isLate) throw thrown;
    }
  }
  if (found.length < questions.length / 2) return false;
  const sum = new Float64Array(found[0]?.length ?? 0);
  for (const vector of found) for (const [at, value] of vector.entries()) sum[at] = (sum[at] ?? 0) + value;
  vectors.keepQuestionMean(Float32Array.from(sum, (value) => value / found.length));
  return true;
}
