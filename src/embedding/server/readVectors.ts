import { z } from 'zod';
import { embeddingError } from '../embeddingErrors.ts';

const reply = z.object({
  data: z.array(z.object({ index: z.number().int().nonnegative().optional(), embedding: z.array(z.number()).min(1) })),
});

/**
 * The vectors of an embeddings response in the order of the texts, brought to length 1. Servers may give them in another
 * order (`index`), and some give NaN, null or zeros for texts that they cannot take.
 * @param count how many texts were sent
 * @throws KanameError `model_unavailable` where the response does not fit them
 */
export function readVectors(response: unknown, count: number): Float32Array[] {
  const read = reply.safeParse(response);
  if (!read.success) throw embeddingError('unusable', new Error('the response has another form'));
  const vectors = new Array<Float32Array | undefined>(count).fill(undefined);
  for (const [at, { index = at, embedding }] of read.data.data.entries()) vectors[index] = unitVector(embedding);
  const [first] = vectors;
  return vectors.map((vector) => {
    if (vectors.length === count && vector && vector.length === first?.length) return vector;
    throw embeddingError('unusable', new Error(`${read.data.data.length} vectors for ${count} texts, or unequal ones`));
  });
}

function unitVector(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values);
  if (!(length > 0) || !Number.isFinite(length))
    throw embeddingError('unusable', new Error('a vector without direction'));
  return Float32Array.from(values, (value) => value / length);
}
