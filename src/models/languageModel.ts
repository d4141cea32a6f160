import type { Task } from './task.ts';

export interface TokenUse {
  readonly prompt: number;
  readonly completion: number;
}

export type ModelEvent =
  | { readonly kind: 'text'; readonly delta: string }
  /** Always last. `length` means that the model was cut off at its token limit. */
  | { readonly kind: 'end'; readonly finish: 'stop' | 'length' | 'repetition'; readonly use: TokenUse };

/**
 * A language model, or the extractive engine in its place. Everything a model is given passes through here, so what
 * leaves the process can be read at this one door.
 *
 * @throws KanameError `needs_model` (the extractive engine cannot do this task), `model_unavailable`, `model_busy`
 * (429 after the bounded retries), `model_refused` (content filter), `model_timeout` (deadline), `input_too_long` (more
 * than the model's context), `cancelled` (signal).
 */
export interface LanguageModel {
  /** Shown to operators and written beside an answer, e.g. `azure-openai gpt-4o`; never a URL or a key. */
  readonly name: string;
  /** False for the extractive engine: it selects and fills in, it does not write. */
  readonly writes: boolean;
  run(task: Task, signal: AbortSignal): AsyncIterable<ModelEvent>;
}
