import type { Action } from '../../answer.ts';

const MAX_INPUTS = 100;
const MAX_NAME_LENGTH = 64;

/**
 * Reads what a button or a form of ours sends, as `value` of an Action.Submit or `data` of an Action.Execute:
 * `{"kaname": {"name", "data"}, …inputs}`. The inputs are added to the data as text, each under its own id.
 * `undefined` where it is not ours or malformed.
 */
export function readCardAction(value: unknown): Action | undefined {
  if (!isRecord(value) || !isRecord(value.kaname)) return undefined;
  const { kaname, ...inputs } = value;
  const { name, data = {} } = kaname as Record<string, unknown>;
  if (typeof name !== 'string' || name === '' || name.length > MAX_NAME_LENGTH || !isRecord(data)) return undefined;
  return { name, data: { ...texts(data), ...texts(inputs) } };
}

/** True for an object that is no array, whatever it holds. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function texts(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
      .slice(0, MAX_INPUTS)
      .map(([id, value]) => [id, String(value)]),
  );
}
