import type { Answer } from '../answer.ts';
import type { Masking } from '../privacy/masking.ts';

/** Puts the personal data back into every text of an answer, its buttons' data included. */
export function restoreAnswer(answer: Answer, masking: Masking): Answer {
  return restoreStrings(answer, masking);
}

function restoreStrings<T>(value: T, masking: Masking): T {
  if (typeof value === 'string') return masking.restore(value) as T;
  if (Array.isArray(value)) return value.map((item) => restoreStrings(item, masking)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restoreStrings(item, masking)])) as T;
}
