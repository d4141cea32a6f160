import type { RoomMessage } from './clientMessages.ts';
import type { Connection } from './connection.ts';

/** A page may begin with the message it was asked to come after, or not: neither is documented. */
const MOST_PAGES = 50;

/**
 * The messages of a room after an id, oldest first; a thousand at most.
 * @throws CallFailed, CallLost
 */
export async function messagesAfter(
  connection: Connection,
  room: string,
  after: string,
  limitMs: number,
): Promise<readonly RoomMessage[]> {
  const found: RoomMessage[] = [];
  let last = BigInt(after);
  for (let page = 0; page < MOST_PAGES; page++) {
    const answered = await connection.call('messages', { room, after: String(last) }, limitMs);
    const newer = answered.filter(({ id }) => BigInt(id) > last).sort(byId);
    if (newer.length === 0) break;
    found.push(...newer);
    last = BigInt(newer.at(-1)?.id ?? 0);
  }
  return found;
}

/** Ids grow with time. */
export function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return BigInt(one.id) < BigInt(other.id) ? -1 : 1;
}
