import { APIError } from 'openai';

/**
 * How long to wait before trying again, in milliseconds: what the server asks for (`retry-after-ms`, `retry-after` in
 * seconds or as a date, RFC 9110 section 10.2.3), otherwise a doubling delay with jitter. Undefined where the server
 * asks for more than `mostMs`: then it is kinder to say at once that it is busy.
 *
 * @param attempt 0 before the first repetition
 */
export function retryDelay(thrown: unknown, attempt: number, mostMs: number): number | undefined {
  const asked = thrown instanceof APIError ? askedMs(thrown.headers) : undefined;
  if (asked !== undefined) return asked <= mostMs ? asked : undefined;
  return Math.min(mostMs, 500 * 2 ** attempt * (0.75 + Math.random() / 4));
}

function askedMs(headers: Headers | undefined): number | undefined {
  const milliseconds = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (milliseconds >= 0) return milliseconds;
  const after = headers?.get('retry-after') ?? '';
  const seconds = Number(after);
  if (after !== '' && seconds >= 0) return seconds * 1000;
  const date = Date.parse(after);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
