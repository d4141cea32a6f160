import { KanameError } from '../errors.ts';
import { embeddingError } from './embeddingErrors.ts';
import type { EmbeddingModel } from './embeddingModel.ts';
import type { Vectors } from './store/vectors.ts';

/** The texts of which vectors are wanted, by key, and those of them that the model has refused. */
export interface Wanted {
  readonly textOf: ReadonlyMap<string, string>;
  readonly refused: Set<string>;
}

/** Passages that are asked for and kept together: what an abrupt end loses at most. */
const AT_ONCE = 16;

/** Keys that have neither a vector nor been refused. */
export function stillMissing(vectors: Vectors, { textOf, refused }: Wanted): string[] {
  return vectors.missing([...textOf.keys()]).filter((key) => !refused.has(key));
}

/**
 * Makes and keeps the vectors of `left`, some at a time.
 * @param onKept how many keys are dealt with by that, and those of them that have a vector now
 * @throws KanameError as the model and the vectors do; `wrong_configuration` where the model refuses whatever it gets
 */
export async function embedMissing(
  model: EmbeddingModel,
  vectors: Vectors,
  wanted: Wanted,
  left: readonly string[],
  signal: AbortSignal,
  onKept: (taken: number, kept: readonly string[]) => void,
): Promise<void> {
  // Processes that share a data directory begin at different places and meet.
  const first = Math.floor(Math.random() * left.length);
  const order = [...left.slice(first), ...left.slice(0, first)];
  for (let at = 0; at < order.length; at += AT_ONCE) {
    signal.throwIfAborted();
    const batch = order.slice(at, at + AT_ONCE);
    const keys = vectors.missing(batch);
    const made = await embedBatch(model, keys, wanted.textOf, signal);
    if (made.length === 0 && keys.length === AT_ONCE && vectors.count === 0) throw embeddingError('misconfigured');
    vectors.put(made);
    const kept = new Set(made.map(({ key }) => key));
    for (const key of keys) if (!kept.has(key)) wanted.refused.add(key);
    onKept(
      batch.length,
      batch.filter((key) => !wanted.refused.has(key)),
    );
  }
}

/** The vectors of these texts, but for those that the model refuses. */
async function embedBatch(
  model: EmbeddingModel,
  keys: readonly string[],
  textOf: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<{ readonly key: string; readonly vector: Float32Array }[]> {
  if (keys.length === 0) return [];
  try {
    const vectors = await model.embedPassages(
      keys.map((key) => textOf.get(key) ?? ''),
      signal,
    );
    return vectors.flatMap((vector, at) => keys.slice(at, at + 1).map((key) => ({ key, vector })));
  } catch (thrown) {
    if (!(thrown instanceof KanameError) || thrown.code !== 'model_refused') throw thrown;
    if (keys.length === 1) return [];
  }
  const made = [];
  for (const key of keys) made.push(...(await embedBatch(model, [key], textOf, signal)));
  return made;
}
