import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { CallClock } from './callClock.ts';
import { CutStream } from './chatFailure.ts';
import { answerRefused } from './contentFilter.ts';
import type { ModelEvent } from './languageModel.ts';
import { RepetitionGuard } from './repetitionGuard.ts';
import { ThinkingFilter } from './thinkingFilter.ts';

/**
 * Reads the chunks of one answer. Token use is what the server reports; where it does not, the completion counts as
 * one token a chunk and the prompt as none.
 *
 * @throws CutStream when the chunks end without a finish reason, KanameError `model_refused` when a filter stopped them
 */
export async function* readChatStream(
  chunks: AsyncIterable<ChatCompletionChunk>,
  form: 'json' | 'text',
  clock: CallClock,
): AsyncIterable<ModelEvent> {
  const guard = new RepetitionGuard(form);
  const thinking = new ThinkingFilter();
  let finish: ChatCompletionChunk.Choice['finish_reason'] = null;
  let use = { prompt: 0, completion: 0 };
  for await (const chunk of chunks) {
    if (chunk.usage) use = { prompt: chunk.usage.prompt_tokens, completion: chunk.usage.completion_tokens };
    // Azure opens with a chunk without choices (its filter's view of the prompt), and usage comes in one at the end.
    const choice = chunk.choices[0];
    if (!choice) continue;
    if (choice.delta?.refusal || choice.finish_reason === 'content_filter') throw answerRefused();
    finish = choice.finish_reason ?? finish;
    if (!choice.delta?.content) continue;
    clock.tick();
    if (!chunk.usage) use = { ...use, completion: use.completion + 1 };
    const { text, stopped } = guard.add(thinking.add(choice.delta.content));
    if (text !== '') yield { kind: 'text', delta: text };
    if (stopped) return yield { kind: 'end', finish: 'repetition', use };
  }
  if (finish === null) throw new CutStream();
  const rest = guard.rest();
  if (rest !== '') yield { kind: 'text', delta: rest };
  yield { kind: 'end', finish: finish === 'length' ? 'length' : 'stop', use };
}
