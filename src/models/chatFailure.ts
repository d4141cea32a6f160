import { APIConnectionError, APIError } from 'openai';
import { KanameError } from '../errors.ts';
import { isFilteredPrompt, promptRefused } from './contentFilter.ts';

/** The stream ended before the model said that it was done. */
export class CutStream extends Error {
  constructor() {
    super('the stream ended without a finish reason');
    this.name = 'CutStream';
  }
}

/**
 * Worth another try, as long as nothing has been shown: connection errors, 408, 429 and 5xx, or a stream that was cut.
 * What is not an APIError was thrown while reading the stream (undici's `terminated`, half a line of JSON).
 */
export function isTransient(thrown: unknown): boolean {
  if (thrown instanceof KanameError) return false;
  if (!(thrown instanceof APIError) || thrown instanceof APIConnectionError) return true;
  return thrown.status === undefined || thrown.status === 408 || thrown.status === 429 || thrown.status >= 500;
}

/** The request is longer than the model's context. OpenAI and Azure say so by code, llama.cpp by type, vLLM in words. */
export function isTooLong(thrown: unknown): boolean {
  if (!(thrown instanceof APIError)) return false;
  const said = `${thrown.code ?? ''} ${thrown.type ?? ''} ${thrown.message}`;
  return /context_length_exceeded|exceed_context_size|maximum context length/.test(said);
}

/** What a failed call means for the person who asked. */
export function chatFailure(thrown: unknown): KanameError {
  if (thrown instanceof KanameError) return thrown;
  const cause = traceOf(thrown);
  if (thrown instanceof APIError && isFilteredPrompt(thrown.error)) return promptRefused(thrown.error, cause);
  if (isTooLong(thrown)) {
    const sentence = '文章が長すぎて、言語モデルが一度に読めませんでした。短く区切って、もう一度お試しください。';
    return new KanameError('input_too_long', sentence, cause);
  }
  if (thrown instanceof APIError && thrown.status === 429) {
    const sentence = '言語モデルが混み合っています。1分ほどおいてから、もう一度お試しください。';
    return new KanameError('model_busy', sentence, cause);
  }
  return new KanameError('model_unavailable', unavailableSentence(thrown), cause);
}

function unavailableSentence(thrown: unknown): string {
  if (!isTransient(thrown)) {
    return '言語モデルの設定に問題があるため、回答できませんでした。お手数ですが、システム担当者にお知らせください。';
  }
  return '言語モデルから応答を受け取れませんでした。しばらくしてからもう一度お試しください。続くときは、システム担当者にお知らせください。';
}

/** What a log may hold of an error: never its message, in which servers repeat prompts, addresses and parts of keys. */
function traceOf(thrown: unknown): Error {
  if (!(thrown instanceof Error)) return new Error('unknown failure of the model call');
  const { status, code, type, requestID } = thrown as Partial<APIError>;
  const system = (thrown.cause as { readonly code?: unknown } | undefined)?.code;
  const facts = { status, code: code ?? system, type, request: requestID };
  const known = Object.entries(facts).filter(([, value]) => value !== undefined && value !== null);
  return new Error(
    [thrown.name, thrown.constructor.name, ...known.map(([name, value]) => `${name}=${value}`)].join(' '),
  );
}
