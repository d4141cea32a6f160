import { setTimeout as wait } from 'node:timers/promises';
import { type KanameError, toKanameError } from '../errors.ts';
import { embeddingError } from './embeddingErrors.ts';
import type { EmbeddingModel } from './embeddingModel.ts';
import { embedMissing, stillMissing, type Wanted } from './embedMissing.ts';
import { keepQuestionMean } from './questionMean.ts';
import type { Vectors } from './store/vectors.ts';

/** How far the vectors are. */
export interface EmbeddingProgress {
  /** `waiting`: it failed and will try again by itself; `failed`: it gave up, or the settings are wrong. */
  readonly state: 'idle' | 'working' | 'waiting' | 'done' | 'failed' | 'stopped';
  readonly done: number;
  readonly total: number;
  /** Texts that the model does not take; they are found by their words only, and count as done. */
  readonly refused: number;
  /** Why it last failed; undefined once it works again. */
  readonly error?: KanameError | undefined;
}

export interface BackgroundEmbedder {
  readonly progress: EmbeddingProgress;
  /**
   * Makes the vectors that these texts lack, whatever was wanted before; what is kept already, also by another
   * process, is not made again.
   * @throws KanameError `cancelled` where it was stopped or asked for other texts, otherwise why it gave up
   */
  embed(texts: readonly string[]): Promise<void>;
  /** Ends it; what was kept stays. */
  stop(): Promise<void>;
}

export interface BackgroundEmbedderParts {
  readonly model: EmbeddingModel;
  readonly vectors: Vectors;
  /**
   * Called whenever the progress changes, with the keys that have a vector by then (some of a batch, and all of them in
   * the end): what a search index is to be refreshed with.
   */
  readonly onProgress?: (progress: EmbeddingProgress, kept: readonly string[]) => void;
  /** How often in a row it may fail before it gives up; without it, it goes on trying (for the running bot). */
  readonly patience?: number;
  /** The first wait after a failure, doubled with each further one up to a minute, in milliseconds (1,000). */
  readonly retryMs?: number;
  /** Questions of which the mean is taken; for tests. */
  readonly questions?: readonly string[];
}

const LONGEST_WAIT_MS = 60_000;

/** Makes vectors beside everything else that the process does; the model puts questions first by itself. */
export function createBackgroundEmbedder(parts: BackgroundEmbedderParts): BackgroundEmbedder {
  let progress: EmbeddingProgress = { state: 'idle', done: 0, total: 0, refused: 0 };
  let run: { readonly stop: AbortController; readonly end: Promise<void> } | undefined;
  let isStopped = false;

  function tell(change: Partial<EmbeddingProgress>, made: readonly string[] = []): void {
    progress = { ...progress, error: undefined, ...change };
    parts.onProgress?.(progress, made);
  }

  async function stopRun(): Promise<void> {
    run?.stop.abort();
    await run?.end.catch(() => {});
  }

  return {
    get progress() {
      return progress;
    },
    embed: (texts) => {
      const stop = new AbortController();
      const end = stopRun().then(() => {
        if (isStopped || stop.signal.aborted) throw embeddingError('cancelled');
        return embedAll(parts, texts, stop.signal, tell);
      });
      run = { stop, end };
      return end;
    },
    stop: async () => {
      isStopped = true;
      await stopRun();
      if (progress.state !== 'done') tell({ state: 'stopped' });
    },
  };
}

type Tell = (change: Partial<EmbeddingProgress>, made?: readonly string[]) => void;

/** How often all texts are gone through anew because vectors of another length drop those made before. */
const MOST_ROUNDS = 3;

async function embedAll(
  parts: BackgroundEmbedderParts,
  texts: readonly string[],
  signal: AbortSignal,
  tell: Tell,
): Promise<void> {
  const { model, vectors, patience = Number.POSITIVE_INFINITY, retryMs = 1_000, questions } = parts;
  const wanted: Wanted = { textOf: new Map(texts.map((text) => [vectors.keyOf(text), text])), refused: new Set() };
  const total = wanted.textOf.size;
  tell({ state: 'working', done: 0, total, refused: 0 });
  let failures = 0;
  let rounds = 0;
  for (;;) {
    try {
      const left = stillMissing(vectors, wanted);
      if (left.length > 0 && rounds === MOST_ROUNDS) throw embeddingError('misconfigured');
      const hasMean = total === 0 || (await keepQuestionMean(model, vectors, signal, questions));
      if (left.length === 0 && !hasMean) throw embeddingError('late');
      if (left.length === 0) {
        const { textOf, refused } = wanted;
        return tell(
          { state: 'done', done: total },
          [...textOf.keys()].filter((key) => !refused.has(key)),
        );
      }
      let done = total - left.length;
      tell({ state: 'working', done });
      await embedMissing(model, vectors, wanted, left, signal, (taken, made) => {
        failures = 0;
        done += taken;
        tell({ state: 'working', done, refused: wanted.refused.size }, made);
      });
      rounds += 1;
    } catch (thrown) {
      if (signal.aborted) throw embeddingError('cancelled');
      const error = toKanameError(thrown);
      failures += 1;
      const givesUp = error.code === 'wrong_configuration' || failures >= patience;
      tell({ state: givesUp ? 'failed' : 'waiting', error });
      if (givesUp) throw error;
      const delay = Math.min(LONGEST_WAIT_MS, retryMs * 2 ** (failures - 1));
      await wait(delay, undefined, { signal }).catch(() => {});
      if (signal.aborted) throw embeddingError('cancelled');
    }
  }
}
