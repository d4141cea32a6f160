import type { ResponseFormatJSONSchema } from 'openai/resources/shared';
import type { Task } from './task.ts';

type JsonSchema = { readonly [key: string]: unknown };
const text: JsonSchema = { type: 'string' };

/** Above this many ids a schema does not list them: servers limit the size of an enum, and slow down before that. */
const mostIds = 100;

/**
 * The form in which a model must answer a task, or undefined where it answers in plain text. The ids of the task's
 * clauses or sentences are the only ones the schema allows. Strict mode wants every property required and no others:
 * https://platform.openai.com/docs/guides/structured-outputs
 */
export function responseFormatOf(task: Task): ResponseFormatJSONSchema | undefined {
  if (task.kind === 'answer') {
    // The clause and its words first: a small model that has copied them answers from them, not from memory.
    const clause = oneOf(task.clauses.map(({ id }) => id));
    return named('answer', object({ statements: list(object({ clause, quote: text, text })) }));
  }
  if (task.kind === 'summarize') {
    const sentence = oneOf(task.sentences.map(({ id }) => id));
    const said = list(object({ text, sentence }));
    const actions = list(object({ what: text, who: text, due: text, sentence }));
    return named('summary', object({ summary: text, points: said, decisions: said, actions }));
  }
  return undefined;
}

function oneOf(ids: readonly string[]): JsonSchema {
  return ids.length > 0 && ids.length <= mostIds ? { type: 'string', enum: ids } : text;
}

function list(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

function object(properties: JsonSchema): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

function named(name: string, schema: JsonSchema): ResponseFormatJSONSchema {
  return { type: 'json_schema', json_schema: { name, strict: true, schema: { ...schema } } };
}
