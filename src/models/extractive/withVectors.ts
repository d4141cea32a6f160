import type { SummarizeResult, SummarizeTask } from '../task.ts';
import { contentBigrams } from './bigrams.ts';
import type { Candidate } from './coverage.ts';
import { centred, type SentenceVectors } from './sentenceVectors.ts';
import { chooseSummary, readText } from './summarize.ts';

/** Of a longer text only the most likely sentences get vectors: about 2,600 characters a second on one core. */
const mostCharacters = 9_000;
/** Asked for at once, so that what is there when the time is over can be used. */
const batch = 16;
/** How long vectors may take in all, in milliseconds; then those that are there have to do. */
const withinMs = 3_000;

/** The summary by words and, as far as they come in time, by the vectors of the sentences. */
export async function summarizeWithVectors(
  task: SummarizeTask,
  vectors: SentenceVectors,
  signal: AbortSignal,
): Promise<SummarizeResult> {
  const text = readText(task);
  // Not AbortSignal.any over AbortSignal.timeout: Node 20 may collect the inner signal before it fires.
  const late = new AbortController();
  const stop = (): void => late.abort();
  const timer = setTimeout(stop, withinMs);
  signal.addEventListener('abort', stop);
  try {
    return chooseSummary(text, centred(await vectorsInTime(text.candidates, vectors, late.signal)));
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** The vectors of the likeliest candidates, as many as come before the signal. */
async function vectorsInTime(
  candidates: readonly Candidate[],
  vectors: SentenceVectors,
  late: AbortSignal,
): Promise<Map<number, Float32Array>> {
  const wanted = mostLikely(candidates);
  const found = new Map<number, Float32Array>();
  for (let from = 0; from < wanted.length && !late.aborted; from += batch) {
    const indices = wanted.slice(from, from + batch);
    const texts = indices.map((index) => candidates[index]?.text ?? '');
    const made = await vectors.of(texts, late);
    if (made === undefined) break;
    indices.forEach((index, at) => {
      const vector = made[at];
      if (vector) found.set(index, vector);
    });
  }
  return found;
}

/** Candidates by worth per character, as many as can be embedded in a few seconds. */
function mostLikely(candidates: readonly Candidate[]): number[] {
  const count = new Map<string, number>();
  const pairs = candidates.map(({ text, fitness }) => (fitness > 0 ? contentBigrams(text) : new Set('')));
  for (const set of pairs) for (const pair of set) count.set(pair, (count.get(pair) ?? 0) + 1);
  const worth = candidates.map(({ text, fitness }, index) => {
    let sum = 0;
    for (const pair of pairs[index] ?? []) sum += count.get(pair) ?? 0;
    return (sum * fitness) / (text.length + 20);
  });
  const best = [...candidates.keys()]
    .filter((index) => (worth[index] ?? 0) > 0)
    .sort((one, other) => (worth[other] ?? 0) - (worth[one] ?? 0));
  let characters = 0;
  return best.filter((index) => {
    characters += candidates[index]?.text.length ?? 0;
    return characters <= mostCharacters;
  });
}
