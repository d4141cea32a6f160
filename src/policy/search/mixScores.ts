/**
 * Mixes what words and what meaning say of the same units (articles or clauses, by position) for one question: lexical
 * scores are scaled by the best of them, cosines from their median to their best. A unit without a vector yet keeps its
 * lexical score alone. Measured to be better than rank fusion and than reranking the lexical hits.
 *
 * @param lexical scores of 0 or more; all 0 where no word is found
 * @param cosines NaN or nothing where there is no vector; without any the lexical order stays
 * @param weight the share of the meaning, from 0 to 1
 * @returns from 0 to 1
 */
export function mixScores(lexical: Float64Array, cosines: Float32Array, weight: number): Float64Array {
  const mostLexical = largest(lexical);
  const median = medianOf(cosines);
  const span = largest(cosines) - median;
  return lexical.map((score, at) => {
    const words = mostLexical > 0 ? score / mostLexical : 0;
    const cosine = cosines[at] ?? Number.NaN;
    if (Number.isNaN(cosine)) return words;
    const meaning = span > 0 ? Math.max(0, (cosine - median) / span) : 0;
    return (1 - weight) * words + weight * meaning;
  });
}

function largest(values: Float64Array | Float32Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > most) most = value;
  return most;
}

/** Values looked at for the median: beyond some thousand it does not move. */
const SAMPLE = 4_096;

function medianOf(values: Float32Array): number {
  const step = Math.max(1, Math.floor(values.length / SAMPLE));
  const sample: number[] = [];
  for (let at = 0; at < values.length; at += step) {
    const value = values[at] ?? Number.NaN;
    if (!Number.isNaN(value)) sample.push(value);
  }
  return Float32Array.from(sample).sort()[sample.length >> 1] ?? 0;
}
