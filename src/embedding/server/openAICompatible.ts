import { OpenAI } from 'openai';
import { clientDefaults } from '../../models/chatModel.ts';
import type { EmbeddingModel } from '../embeddingModel.ts';
import { embeddingServer, type ServerLimits } from './embeddingServer.ts';

export interface OpenAICompatibleEmbeddingOptions extends ServerLimits {
  /** Up to and including `/v1`. */
  readonly baseURL: string;
  /** Servers inside an office's network often want none. */
  readonly apiKey?: string;
  /** The model for passages, and for questions too unless they have one. */
  readonly model: string;
  /** For servers that tell questions from passages by the model's name. */
  readonly queryModel?: string;
  /** For models that tell them by the text's beginning (e5: `query: ` and `passage: `). */
  readonly queryPrefix?: string;
  readonly passagePrefix?: string;
  /** Asks the server for vectors of this length. */
  readonly dimensions?: number;
}

/** Any server that speaks OpenAI's embeddings: Ollama, vLLM, llama.cpp, domestic clouds, OpenAI itself. */
export function openAICompatibleEmbedding(options: OpenAICompatibleEmbeddingOptions): EmbeddingModel {
  const { baseURL, apiKey, model, queryModel, queryPrefix, passagePrefix, dimensions, ...limits } = options;
  const client = new OpenAI({ ...clientDefaults, baseURL, apiKey: apiKey || 'none', adminAPIKey: null });
  const passage = { model, prefix: passagePrefix ?? '' };
  return embeddingServer(
    client,
    {
      name: `openai-compatible ${model}`,
      identity: JSON.stringify(['openai-compatible', baseURL, passage, dimensions]),
      question: { model: queryModel || model, prefix: queryPrefix ?? '' },
      passage,
      dimensions,
    },
    limits,
  );
}
