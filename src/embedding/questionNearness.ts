import type { EmbeddingModel } from './embeddingModel.ts';

export interface NearnessParts {
  readonly model: Pick<EmbeddingModel, 'embedQuestion'>;
  /** What the vectors of questions have in common; without it cosines say nothing. */
  readonly questionMean: () => Float32Array | undefined;
  /** Told why a vector is not to be had. */
  readonly onTrouble: (thrown: unknown) => void;
}

/** Vectors of questions that are kept in memory. */
const MOST_KEPT = 2_000;

/**
 * How near a question is to each of others by meaning: the cosine after the mean of questions is taken off, -1 to 1.
 * Undefined where the model does not give the vectors in time. The others' vectors are kept in memory.
 */
export function createQuestionNearness({ model, questionMean, onTrouble }: NearnessParts) {
  const kept = new Map<string, Float32Array>();
  const vectorOf = async (text: string): Promise<Float32Array> => {
    const known = kept.get(text) ?? (await model.embedQuestion(text, new AbortController().signal));
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(text, known);
    return known;
  };
  return async (question: string, others: readonly string[]): Promise<readonly number[] | undefined> => {
    const mean = questionMean();
    if (mean === undefined) return undefined;
    try {
      const asked = centred(await model.embedQuestion(question, new AbortController().signal), mean);
      const cosines: number[] = [];
      for (const other of others) cosines.push(cosine(asked, centred(await vectorOf(other), mean)));
      return cosines;
    } catch (thrown) {
      onTrouble(thrown);
      return undefined;
    }
  };
}

function centred(vector: Float32Array, mean: Float32Array): Float32Array {
  return vector.map((value, at) => value - (mean[at] ?? 0));
}

function cosine(one: Float32Array, other: Float32Array): number {
  const lengths = Math.sqrt(product(one, one) * product(other, other));
  return lengths > 0 ? product(one, other) / lengths : 0;
}

function product(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}
