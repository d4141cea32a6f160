import type { Log } from '../../../../log.ts';
import type { RoomMessage } from './clientMessages.ts';
import { CallFailed, type Connection } from './connection.ts';
import { contents, messageTypes } from './messageContent.ts';
import { messagesAfter } from './roomHistory.ts';

export interface CatchUpRoom {
  readonly id: string;
  /** The id after which to look; `0` where the bot came to the room meanwhile: what was said before is not for it. */
  readonly after: string;
}

const ROOMS_AT_A_TIME = 4;

/**
 * What was said in the rooms while the connection was away. A room that cannot be read is left out, and said so in the log.
 * @throws CallLost
 */
export async function catchUp(
  connection: Connection,
  rooms: readonly CatchUpRoom[],
  { me, answerMs, log }: { readonly me: string; readonly answerMs: number; readonly log: Log },
): Promise<ReadonlyMap<string, readonly RoomMessage[]>> {
  const found = new Map<string, readonly RoomMessage[]>();
  const waiting = [...rooms];
  const work = async (): Promise<void> => {
    for (let room = waiting.shift(); room !== undefined; room = waiting.shift()) {
      try {
        const messages = await messagesAfter(connection, room.id, room.after, answerMs);
        found.set(room.id, room.after === '0' ? sinceJoining(messages, me) : messages);
      } catch (thrown) {
        if (!(thrown instanceof CallFailed)) throw thrown;
        log.error('direct.room_unread', { code: thrown.failure.code });
      }
    }
  };
  await Promise.all(Array.from({ length: ROOMS_AT_A_TIME }, work));
  return found;
}

function sinceJoining(messages: readonly RoomMessage[], me: string): readonly RoomMessage[] {
  const joining = messages.findLastIndex(
    ({ type, content }) =>
      type === messageTypes.system && contents.talkersAdded.safeParse(content).data?.added_user_ids.includes(me),
  );
  return messages.slice(joining + 1);
}
