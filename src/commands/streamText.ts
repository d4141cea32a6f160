import type { LanguageModel, ModelEvent } from '../models/languageModel.ts';
import type { Task } from '../models/task.ts';

export interface WrittenText {
  readonly text: string;
  readonly finish: Extract<ModelEvent, { kind: 'end' }>['finish'];
}

/** Runs a task, yields the whole text so far at each step and returns it with the way it ended. */
export async function* streamText(
  model: LanguageModel,
  task: Task,
  signal: AbortSignal,
): AsyncGenerator<string, WrittenText> {
  let text = '';
  for await (const event of model.run(task, signal)) {
    if (event.kind === 'end') return { text, finish: event.finish };
    text += event.delta;
    yield text;
  }
  return { text, finish: 'stop' };
}

/** As `streamText`, for answers that make sense only when complete. */
export async function writeText(model: LanguageModel, task: Task, signal: AbortSignal): Promise<WrittenText> {
  const steps = streamText(model, task, signal);
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
  }
}
