import type { EmbeddingConfig } from './config.ts';
import { type BackgroundEmbedder, createBackgroundEmbedder } from './embedding/backgroundEmbedder.ts';
import { embeddedModel } from './embedding/embedded/embeddedModel.ts';
import type { EmbeddingModel } from './embedding/embeddingModel.ts';
import { createVectorIndex, type VectorIndex } from './embedding/index/vectorIndex.ts';
import { createQuestionNearness } from './embedding/questionNearness.ts';
import { azureOpenAIEmbedding } from './embedding/server/azureOpenAI.ts';
import { openAICompatibleEmbedding } from './embedding/server/openAICompatible.ts';
import { openVectors, type Vectors } from './embedding/store/vectors.ts';
import type { FindMeaning } from './policy/meaning.ts';

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
  readonly progress: () => MeaningProgress;
  /** Resolves when every clause has its vector; throws KanameError where they cannot be made. */
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
  /** Failures in a row after which it gives up; without it, it goes on trying. */
  readonly patience?: number;
}

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
  let making: Promise<void> = Promise.resolve();
  const embedder = createBackgroundEmbedder({
    model,
    vectors,
    ...(options.patience !== undefined && { patience: options.patience }),
    onProgress: (progress, made) => {
      if (made.length > 0) index?.refresh(made).catch(options.onTrouble);
      options.onProgress?.(progress);
    },
  });

  const findMeaning: FindMeaning = async (parts) => {
    const passages = parts.flatMap((part) =>
      Array.from({ length: part.passages.length }, (_, at) => part.passages.at(at) ?? ''),
    );
    const keys = passages.map((passage) => vectors.keyOf(passage));
    index = await createVectorIndex({ keys, vectors, ...(index && { previous: index }) });
    making = embedder.embed(passages).then(() => {
      if (options.prunes) vectors.prune(new Set(keys));
    });
    making.catch(options.onTrouble);
    const built = index;
    return {
      cosines: async (questions) => {
        // A part of the vectors would pull every question towards the clauses that happen to have theirs.
        if (embedder.progress.state !== 'done') return undefined;
        try {
          const { signal } = new AbortController();
          return built.cosines(...(await Promise.all(questions.map((one) => model.embedQuestion(one, signal)))));
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
    progress: () => embedder.progress,
    made: () => making,
    close: async () => {
      await embedder.stop();
      await model.close();
      vectors.close();
    },
  };
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

function embeddingModel(config: EmbeddingConfig, questionMs: number): EmbeddingModel | undefined {
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
