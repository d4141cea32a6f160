import type { IncomingMessage } from '../../../conversation/message.ts';

type Audience = IncomingMessage['audience'];

/** The way to a message's audience that the conversation takes, and what it found on it. */
export interface HeardAudience {
  readonly ask: NonNullable<Audience>;
  /**
   * The ids of whom the answer was made for. Undefined where nobody asked, or it could not be told: then the answer rests
   * on what everybody may read.
   */
  heard(): readonly string[] | undefined;
}

export function hearAudience(audience: NonNullable<Audience>): HeardAudience {
  let ids: readonly string[] | undefined;
  return {
    async ask() {
      ids = await audience();
      return ids;
    },
    heard: () => (ids?.length === 0 ? undefined : ids),
  };
}

/** Whether everybody who is in the room now was there when an answer was made; `unknown` where that cannot be told. */
export async function audienceSince(
  then: readonly string[] | undefined,
  now: Audience,
): Promise<'same' | 'changed' | 'unknown'> {
  if (then === undefined) return 'same';
  const here = (await now?.().catch(() => undefined)) ?? [];
  if (here.length === 0) return 'unknown';
  const there = new Set(then);
  return here.every((id) => there.has(id)) ? 'same' : 'changed';
}
