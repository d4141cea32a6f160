import type { EmbeddingConfig } from './config.ts';
import { type BackgroundEmbedder, createBackgroundEmbedder } from './embedding/backgroundEmbedder.ts';
import { embeddedModel } from './embedding/embedded/embeddedModel.ts';
import type { EmbeddingModel } from './embedding/embeddingModel.ts';
import { createVectorIndex, type VectorIndex } from './embedding/index/vectorIndex.ts';
import { createQuestionNearness } from './embedding/questionNearness.ts';
import { azureOpenAIEmbedding } from './embedding/server/azureOpenAI.ts';
import { openAICompatibleEmbedding } from './embedding/server/openAICompatible.ts';
import { openVectors, type Vectors } from './embedding/store/vectors.ts';
import { toKanameError } from './errors.ts';
import type { SentenceVectors } from './models/extractive/sentenceVectors.ts';
import { type FindMeaning, type PassagePart, passageAt, passageKeys } from './policy/meaning.ts';

export interface MeaningProgress {
  readonly state: 'off' | BackgroundEmbedder['progress']['state'];
  readonly done: number;
  readonly total: number;
}

/** The search by meaning: what the library asks, and the making of vectors beside it. */
export interface MeaningSide {
  /** Undefined where it is switched off. */
  readonly findMeaning?: FindMeaning;
  /** How near questions are to one another; undefined where it is switched off. */
  readonly nearness?: ReturnType<typeof createQuestionNearness>;
  /** Vectors of the sentences of a text that is summarized; undefined where it is switched off. */
  readonly sentenceVectors?: SentenceVectors;
  readonly progress: () => MeaningProgress;
  /** Resolves when every clause of the passages that came last has its vector; throws KanameError where they cannot be made. */
  made(): Promise<void>;
  close(): Promise<void>;
}

export interface MeaningOptions {
  readonly dataDir: string;
  /** How long a question may wait for its vector before the search goes by words, in milliseconds. */
  readonly questionMs: number;
  readonly onProgress?: (progress: MeaningProgress) => void;
  /** Told why vectors are not to be had; the search goes on by words. */
  readonly onTrouble: (thrown: unknown) => void;
  /** Whether vectors of other clauses are dropped once all are made: only where all rules of the data directory are open. */
  readonly prunes?: boolean;
  /** Whether the model is started as soon as all vectors are there, so that the first question finds it ready. */
  readonly warms?: boolean;
  /** Failures in a row after which it gives up; without it, it goes on trying. */
  readonly patience?: number;
}

/** Any question will do. */
const WARMING = '休暇の届出';

const off: MeaningSide = {
  progress: () => ({ state: 'off', done: 0, total: 0 }),
  made: async () => {},
  close: async () => {},
};

/** Builds the embedding model of the configuration and keeps its vectors in the data directory. */
export function composeMeaning(config: EmbeddingConfig, options: MeaningOptions): MeaningSide {
  const model = embeddingModel(config, options.questionMs);
  if (model === undefined) return off;
  const vectors = opened(options, model.identity);
  if (vectors === undefined) return off;
  let index: VectorIndex | undefined;
  /** The loading of the last passages, and of those before them. */
  let loading: Promise<unknown> = Promise.resolve();
  let made: Promise<void> = Promise.resolve();
  /** Texts whose vectors were there before the embedder was asked for the others. */
  let kept = 0;
  const progress = (): MeaningProgress => {
    const { state, done, total } = embedder.progress;
    return { state, done: kept + done, total: kept + total };
  };
  const embedder = createBackgroundEmbedder({
    model,
    vectors,
    ...(options.patience !== undefined && { patience: options.patience }),
    onProgress: (_, keys) => {
      if (keys.length > 0) index?.refresh(keys).catch(options.onTrouble);
      options.onProgress?.(progress());
    },
  });
  const keysOf = passageKeys((passage) => vectors.keyOf(passage));

  /** Loads the vectors that are there, and has the others made. */
  const load = async (parts: readonly PassagePart[]) => {
    const keys = await keysOf(parts);
    index = await createVectorIndex({ keys, vectors, previous: index });
    const missing = index.missing();
    // The mean of questions may be missing although all vectors are there.
    const wanted = missing.length > 0 || vectors.questionMean() ? missing : [0];
    const texts = wanted.map((position) => passageAt(parts, position)).filter((text) => text !== undefined);
    const distinct = new Set(keys.filter((key) => key !== undefined));
    kept = distinct.size - texts.length;
    const isWhole = index.wanted === keys.length;
    const embedding = embedder.embed(texts).then(() => {
      // Going through all keys takes a while, and mostly there is nothing to drop.
      if (options.prunes && isWhole && vectors.count > distinct.size) vectors.prune(distinct);
    });
    return { index, embedding };
  };

  const findMeaning: FindMeaning = async (parts) => {
    const loaded = loading.then(() => load(parts));
    loading = loaded.catch(() => {});
    let isMade = false;
    made = loaded
      .then(({ embedding }) => embedding)
      .then(() => {
        isMade = true;
      });
    if (options.warms) made.then(() => model.embedQuestion(WARMING, new AbortController().signal)).catch(() => {});
    made.catch((thrown) => {
      // Other passages came in their place, and have told of their own trouble.
      if (toKanameError(thrown).code !== 'cancelled') options.onTrouble(thrown);
    });
    return {
      cosines: async (questions) => {
        try {
          const found = await inTime(loaded, options.questionMs);
          // A part of the vectors would pull every question towards the clauses that happen to have theirs.
          if (found === undefined || (!isMade && lacks(found.index))) return undefined;
          const { signal } = new AbortController();
          return found.index.cosines(...(await Promise.all(questions.map((one) => model.embedQuestion(one, signal)))));
        } catch (thrown) {
          options.onTrouble(thrown);
          return undefined;
        }
      },
    };
  };

  return {
    findMeaning,
    nearness: createQuestionNearness({
      model,
      questionMean: () => vectors.questionMean(),
      onTrouble: options.onTrouble,
    }),
    sentenceVectors: sentenceVectorsOf(model, options.onTrouble),
    progress,
    made: () => made,
    close: async () => {
      await embedder.stop();
      await loading;
      await model.close();
      vectors.close();
    },
  };
}

/** A document that changed is found by its words until its vectors are made; the others need not wait for it. */
const MOST_MISSING = 0.01;

function lacks({ filled, wanted }: VectorIndex): boolean {
  return filled < wanted * (1 - MOST_MISSING);
}

/** Undefined where it takes longer. */
async function inTime<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** A data directory that cannot be written takes the search by meaning, not the answers, which go by words then. */
function opened({ dataDir, onTrouble }: MeaningOptions, identity: string): Vectors | undefined {
  try {
    return openVectors(dataDir, identity);
  } catch (thrown) {
    onTrouble(thrown);
    return undefined;
  }
}

/** Vectors of sentences by an embedding model; whoever asks no longer waits where the model fails or is late. */
export function sentenceVectorsOf(
  model: Pick<EmbeddingModel, 'embedPassages'>,
  onTrouble: (thrown: unknown) => void,
): SentenceVectors {
  return {
    of: async (texts, signal) => {
      try {
        return await model.embedPassages(texts, signal);
      } catch (thrown) {
        if (toKanameError(thrown).code !== 'cancelled') onTrouble(thrown);
        return undefined;
      }
    },
  };
}

/** The embedding model of the configuration; undefined where it is switched off. */
export function embeddingModel(config: EmbeddingConfig, questionMs: number): EmbeddingModel | undefined {
  switch (config.kind) {
    case 'off':
      return undefined;
    case 'embedded':
      return embeddedModel({ questionMs });
    case 'azure-openai':
      return azureOpenAIEmbedding({ ...config, questionMs });
    case 'openai-compatible':
      return openAICompatibleEmbedding({ ...config, questionMs });
  }
}
