import { OpenAI } from 'openai';
import { type CallLimits, chatModel, clientDefaults } from './chatModel.ts';
import type { LanguageModel } from './languageModel.ts';

export interface OpenAICompatibleOptions extends CallLimits {
  /** Up to and including `/v1`. */
  readonly baseURL: string;
  /** Servers inside an office's network often want none. */
  readonly apiKey?: string;
  readonly model: string;
}

/** Any server that speaks OpenAI's chat completions: Ollama, vLLM, llama.cpp, domestic clouds, OpenAI itself. */
export function openAICompatible({ baseURL, apiKey, model, ...limits }: OpenAICompatibleOptions): LanguageModel {
  const client = new OpenAI({ ...clientDefaults, baseURL, apiKey: apiKey || 'none', adminAPIKey: null });
  return chatModel(client, `openai-compatible ${model}`, model, limits);
}
