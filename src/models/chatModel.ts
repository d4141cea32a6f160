import { setTimeout as wait } from 'node:timers/promises';
import type { OpenAI } from 'openai';
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import { CallClock } from './callClock.ts';
import { chatFailure, isTransient } from './chatFailure.ts';
import { readChatStream } from './chatStream.ts';
import type { LanguageModel, ModelEvent } from './languageModel.ts';
import { responseFormatOf } from './responseFormat.ts';
import { retryDelay } from './retryDelay.ts';
import { chatRequest, commonDialect, plainerDialect } from './serverDialect.ts';
import type { Task } from './task.ts';

/** Bounds of one call; every one has a default. */
export interface CallLimits {
  /** For the whole call with its repetitions, in milliseconds (120,000). */
  readonly timeoutMs?: number;
  /** Between two pieces of an answer that has begun, in milliseconds (30,000). */
  readonly idleMs?: number;
  /** Tokens of the answer, a reasoning model's thoughts included (2,000). */
  readonly maxTokens?: number;
  /** How often a call is repeated that failed before its first word (2). */
  readonly retries?: number;
  /** The longest wait before a repetition, in milliseconds (30,000); a server that asks for more is called busy. */
  readonly retryDelayMs?: number;
}

const defaults = { timeoutMs: 120_000, idleMs: 30_000, maxTokens: 2_000, retries: 2, retryDelayMs: 30_000 };

/** Options of the `openai` client that both adapters share: it is to read no environment, log nothing, repeat nothing. */
export const clientDefaults = { organization: null, project: null, logLevel: 'off', maxRetries: 0 } as const;

/**
 * A language model behind the chat completions protocol, for the adapters to build on.
 *
 * @param name as shown to operators
 * @param model what the request names: a model, or an Azure deployment
 */
export function chatModel(client: OpenAI, name: string, model: string, limits: CallLimits): LanguageModel {
  const bounds = { ...defaults, ...limits };
  let dialect = commonDialect;

  async function* run(task: Task, signal: AbortSignal): AsyncIterable<ModelEvent> {
    const clock = new CallClock(signal, bounds.timeoutMs, bounds.idleMs);
    let tried = dialect;
    let failures = 0;
    let begun = false;
    const form = responseFormatOf(task) ? 'json' : 'text';
    try {
      for (;;) {
        try {
          const request = chatRequest(task, model, bounds.maxTokens, tried);
          for await (const event of call(client, request, form, clock)) {
            begun = true;
            dialect = tried;
            yield event;
          }
          return;
        } catch (thrown) {
          if (clock.reason() || begun) throw thrown;
          const plainer = plainerDialect(tried, task, thrown);
          if (plainer) {
            tried = plainer;
            continue;
          }
          const delay =
            failures < bounds.retries && isTransient(thrown)
              ? retryDelay(thrown, failures, bounds.retryDelayMs)
              : undefined;
          if (delay === undefined) throw thrown;
          failures += 1;
          await wait(delay, undefined, { signal: clock.signal });
        }
      }
    } catch (thrown) {
      throw clock.reason() ?? chatFailure(thrown);
    } finally {
      clock.stop();
    }
  }

  return { name, writes: true, run };
}

async function* call(
  client: OpenAI,
  request: ChatCompletionCreateParamsStreaming,
  form: 'json' | 'text',
  clock: CallClock,
): AsyncIterable<ModelEvent> {
  clock.signal.throwIfAborted();
  const stream = await client.chat.completions.create(request, { signal: clock.signal });
  yield* readChatStream(stream, form, clock);
}
