/** Vectors of meaning for sentences, from an embedding model that the composition wires in. */
export interface SentenceVectors {
  /** One vector for each text, of any length; undefined where they are not to be had, or not in time. Never throws. */
  of(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[] | undefined>;
}

/** Vectors of length 1 by the index of their sentence, with what all sentences of the text share taken off. */
export type MeaningOfSentences = ReadonlyMap<number, Float32Array>;

/**
 * Takes off what the vectors have in common: those of e5 are near one another whatever they say, and sentences of one
 * text still more so.
 */
export function centred(vectors: ReadonlyMap<number, Float32Array>): MeaningOfSentences {
  const mean = meanOf([...vectors.values()]);
  return new Map(
    [...vectors].map(([index, vector]) => [index, unit(vector.map((value, at) => value - (mean[at] ?? 0)))]),
  );
}

/** Cosine of two vectors of length 1; 0 where one is missing. */
export function cosine(one: Float32Array | undefined, other: Float32Array | undefined): number {
  if (!one || !other) return 0;
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

/** The mean of vectors, of length 1; empty where there are none. */
export function direction(vectors: readonly Float32Array[]): Float32Array {
  return unit(meanOf(vectors));
}

function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors)
    for (let at = 0; at < mean.length; at++) mean[at] = (mean[at] ?? 0) + (vector[at] ?? 0) / vectors.length;
  return mean;
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length > 0 ? vector.map((value) => value / length) : vector;
}
