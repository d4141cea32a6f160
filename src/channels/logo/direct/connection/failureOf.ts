import { z } from 'zod';
import type { CallFailure } from './clientMessages.ts';

const refusal = z.object({
  code: z.number().optional().catch(undefined),
  detail: z.object({ retry_after: z.number() }).partial().nullish().catch(undefined),
  isTooLong: z.boolean().optional(),
});

/** What Kaname is told of a call that failed; never the platform's text, which may quote what was sent. */
export function failureOf(thrown: unknown): CallFailure {
  const { success, data } = refusal.safeParse(thrown);
  if (!success) return {};
  const seconds = data.detail?.retry_after;
  return {
    ...(data.code !== undefined && { code: data.code }),
    ...(seconds !== undefined && { retryAfterMs: seconds * 1000 }),
    ...(data.isTooLong && { isTooLong: true }),
  };
}
