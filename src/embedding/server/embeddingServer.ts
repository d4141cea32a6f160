import { setTimeout as wait } from 'node:timers/promises';
import { APIError, type OpenAI } from 'openai';
import { KanameError } from '../../errors.ts';
import { isTooLong, isTransient } from '../../models/chatFailure.ts';
import { retryDelay } from '../../models/retryDelay.ts';
import { withDeadline } from '../deadline.ts';
import { embeddingError } from '../embeddingErrors.ts';
import type { EmbeddingModel } from '../embeddingModel.ts';
import { readVectors } from './readVectors.ts';

/** Bounds of the calls to a server; every one has a default. */
export interface ServerLimits {
  /** For a question with its repetitions, in milliseconds (1,000): after that, search goes by words. */
  readonly questionMs?: number;
  /** For one request of passages, in milliseconds (60,000). */
  readonly passagesMs?: number;
  /** How often a request is repeated that failed for a reason that may pass (2). */
  readonly retries?: number;
  /** The longest wait before a repetition, in milliseconds (30,000); a server that asks for more is called busy. */
  readonly retryDelayMs?: number;
  /** Passages in one request (16). */
  readonly batch?: number;
}

/** What is asked for a question, and what for a passage. */
export interface ServerModels {
  readonly name: string;
  readonly identity: string;
  readonly question: { readonly model: string; readonly prefix: string };
  readonly passage: { readonly model: string; readonly prefix: string };
  /** Length of the vectors, where the model can be asked for one. */
  readonly dimensions?: number | undefined;
}

const defaults = { questionMs: 1_000, passagesMs: 60_000, retries: 2, retryDelayMs: 30_000, batch: 16 };
/** A text that the server calls too long is halved until it fits, down to this many characters. */
const SHORTEST = 100;

/** An embedding model behind the embeddings protocol of OpenAI, for the adapters to build on. */
export function embeddingServer(client: OpenAI, models: ServerModels, limits: ServerLimits): EmbeddingModel {
  const bounds = { ...defaults, ...limits };
  const closing = new AbortController();
  let learned = models.dimensions;

  async function ask(kind: 'question' | 'passage', texts: readonly string[], signal: AbortSignal) {
    const { model, prefix } = models[kind];
    const request = {
      model,
      input: texts.map((text) => prefix + text),
      // Not every server knows base64, the client's own choice.
      encoding_format: 'float' as const,
      ...(models.dimensions !== undefined && { dimensions: models.dimensions }),
    };
    const vectors = readVectors(await client.embeddings.create(request, { signal }), texts.length);
    learned = vectors[0]?.length ?? learned;
    return vectors;
  }

  /** @param failures how often this request has failed already */
  async function askPatiently(
    kind: 'question' | 'passage',
    texts: readonly string[],
    signal: AbortSignal,
    failures = 0,
  ): Promise<Float32Array[]> {
    try {
      return await ask(kind, texts, signal);
    } catch (thrown) {
      signal.throwIfAborted();
      if (isTooLong(thrown) || isTooLarge(thrown)) return askShorter(kind, texts, signal);
      const mayPass = isTransient(thrown) && failures < bounds.retries;
      const delay = mayPass ? retryDelay(thrown, failures, bounds.retryDelayMs) : undefined;
      if (delay === undefined) throw failureOf(thrown);
      await wait(delay, undefined, { signal });
      return askPatiently(kind, texts, signal, failures + 1);
    }
  }

  /** One text at a time, and half of it where it is alone. */
  async function askShorter(
    kind: 'question' | 'passage',
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<Float32Array[]> {
    const [only = ''] = texts;
    if (texts.length === 1 && only.length <= SHORTEST) throw embeddingError('refused');
    if (texts.length === 1) return askPatiently(kind, [only.slice(0, only.length >> 1)], signal);
    const vectors = [];
    for (const text of texts) vectors.push(...(await askPatiently(kind, [text], signal)));
    return vectors;
  }

  /** The request ends with the user's signal, the deadline or `close`. */
  async function within(
    kind: 'question' | 'passage',
    texts: readonly string[],
    user: AbortSignal,
    ms: number,
  ): Promise<Float32Array[]> {
    const given = AbortSignal.any([user, closing.signal]);
    const over = new AbortController();
    try {
      const work = askPatiently(kind, texts, AbortSignal.any([given, over.signal]));
      return await withDeadline(work, given, ms);
    } finally {
      over.abort();
    }
  }

  return {
    name: models.name,
    identity: models.identity,
    get dimensions() {
      return learned;
    },
    embedQuestion: async (text, signal) => {
      const [vector] = await within('question', [text], signal, bounds.questionMs);
      return vector ?? new Float32Array();
    },
    embedPassages: async (texts, signal) => {
      const vectors: Float32Array[] = [];
      for (let at = 0; at < texts.length; at += bounds.batch) {
        vectors.push(...(await within('passage', texts.slice(at, at + bounds.batch), signal, bounds.passagesMs)));
      }
      return vectors;
    },
    close: async () => closing.abort(),
  };
}

/** llama.cpp (as status 500) and Text Embeddings Inference (as 413 or 422) say it in their own words. */
function isTooLarge(thrown: unknown): boolean {
  return thrown instanceof APIError && /too large to process|must have less than|too many tokens/i.test(thrown.message);
}

/** What a failed request means. The cause is told by its status only: servers repeat texts and keys in messages. */
function failureOf(thrown: unknown): KanameError {
  if (thrown instanceof KanameError) return thrown;
  const status = thrown instanceof APIError ? thrown.status : undefined;
  const cause = new Error(`embedding request: ${thrown instanceof Error ? thrown.name : 'failed'} ${status ?? ''}`);
  if (status === 429) return embeddingError('busy', cause);
  if (isTransient(thrown)) return embeddingError('unreachable', cause);
  return embeddingError(status === 400 || status === 413 || status === 422 ? 'refused' : 'misconfigured', cause);
}
