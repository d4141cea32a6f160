import { APIError } from 'openai';
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import { isTooLong } from './chatFailure.ts';
import { isFilteredPrompt } from './contentFilter.ts';
import { messagesFor } from './messagesFor.ts';
import { responseFormatOf } from './responseFormat.ts';
import type { Task } from './task.ts';

/** What a server takes of the chat completions protocol. Servers differ, and say so only by refusing a request. */
export interface ServerDialect {
  readonly format: 'json_schema' | 'json_object' | 'none';
  readonly limit: 'max_tokens' | 'max_completion_tokens';
  readonly temperature: boolean;
  readonly usage: boolean;
}

/** Tried first: what OpenAI, Azure, llama.cpp, vLLM and Ollama all take. */
export const commonDialect: ServerDialect = {
  format: 'json_schema',
  limit: 'max_tokens',
  temperature: true,
  usage: true,
};

/** The request of a task in the words that a server understands. */
export function chatRequest(
  task: Task,
  model: string,
  maxTokens: number,
  dialect: ServerDialect,
): ChatCompletionCreateParamsStreaming {
  const schema = responseFormatOf(task);
  const format = dialect.format === 'json_schema' ? schema : ({ type: 'json_object' } as const);
  return {
    model,
    messages: messagesFor(task),
    stream: true,
    [dialect.limit]: maxTokens,
    ...(dialect.temperature ? { temperature: schema ? 0 : 0.3 } : {}),
    ...(dialect.usage ? { stream_options: { include_usage: true } } : {}),
    ...(schema && format && dialect.format !== 'none' ? { response_format: format } : {}),
  };
}

/**
 * A plainer dialect to try after a refusal (400 or 422), or undefined where the refusal is about something else.
 * Newer OpenAI models refuse `max_tokens` and any temperature but their own, older servers schemas or stream options.
 */
export function plainerDialect(dialect: ServerDialect, task: Task, refusal: unknown): ServerDialect | undefined {
  if (!(refusal instanceof APIError) || (refusal.status !== 400 && refusal.status !== 422)) return undefined;
  if (isFilteredPrompt(refusal.error) || isTooLong(refusal)) return undefined;
  const about = `${refusal.param ?? ''} ${refusal.message}`;
  if (dialect.limit === 'max_tokens' && about.includes('max_completion_tokens')) {
    return { ...dialect, limit: 'max_completion_tokens' };
  }
  if (dialect.temperature && about.includes('temperature')) return { ...dialect, temperature: false };
  if (dialect.usage && /stream_options|include_usage/.test(about)) return { ...dialect, usage: false };
  if (!responseFormatOf(task) || dialect.format === 'none') return undefined;
  return { ...dialect, format: dialect.format === 'json_schema' ? 'json_object' : 'none' };
}
