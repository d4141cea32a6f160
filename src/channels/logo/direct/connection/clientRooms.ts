import type { DirectRoom, DirectUser } from '../session.ts';
import type { RoomMessage, StandingRoom } from './clientMessages.ts';
import { decimal, withBigInts } from './int64.ts';
import type { Int64, VendorClient, VendorMessage, VendorTalk } from './vendorClient.ts';

/** Messages, rooms and people in the words of clientMessages.ts. */
export interface ClientRooms {
  me(): DirectUser;
  room(talk: VendorTalk): DirectRoom;
  /** Undefined where the client does not know the room (yet). */
  talk(room: string): VendorTalk | undefined;
  includesMe(talk: VendorTalk): boolean;
  standing(statuses: unknown): readonly StandingRoom[];
  pushed(message: VendorMessage, talk: VendorTalk): RoomMessage;
  stored(message: unknown, talk: VendorTalk): RoomMessage;
  user(talk: VendorTalk, id: Int64): DirectUser;
}

/** A message or a status as it comes over the wire. */
interface RawMessage {
  readonly message_id: Int64;
  readonly user_id: Int64;
  readonly type: number;
  readonly content: unknown;
  readonly created_at: Int64;
  readonly bot_message?: boolean;
}
interface RawStatus {
  readonly talk_id: Int64;
  readonly max_message_id?: Int64 | null;
}

export function createClientRooms(client: VendorClient): ClientRooms {
  const data = client.facade.retrieveProxy('dataStore');
  const user = (talk: VendorTalk, id: Int64): DirectUser => named(id, data.getUser(talk.domainId, id)?.displayName);
  const room = (talk: VendorTalk): DirectRoom => ({
    id: decimal(talk.id),
    kind: talk.type[0] === 'PairTalk' ? 'pair' : 'group',
    ...(talk.name && { name: talk.name }),
  });
  return {
    me: () => (data.me ? named(data.me.id, data.me.displayName) : { id: '' }),
    room,
    talk: (id) => data.getTalk(client.parseInt64(id)) ?? undefined,
    includesMe: (talk) => {
      const me = data.me && decimal(data.me.id);
      return talk.userIds.some((id) => decimal(id) === me);
    },
    standing(statuses) {
      const newest = new Map(
        (statuses as readonly RawStatus[]).map(({ talk_id, max_message_id }) => [decimal(talk_id), max_message_id]),
      );
      return data.getTalks().map((talk) => {
        const id = newest.get(decimal(talk.id));
        return { room: room(talk), ...(id && { newest: decimal(id) }) };
      });
    },
    pushed: (message, talk) => ({
      id: decimal(message.id),
      room: room(talk),
      sender: user(talk, message.userId),
      at: Number(decimal(message.createdAt)),
      type: typeNumber(message.type[1]),
      content: withBigInts(message.content),
      fromBot: message.isBotMessage,
    }),
    stored(value, talk) {
      const message = value as RawMessage;
      return {
        id: decimal(message.message_id),
        room: room(talk),
        sender: user(talk, message.user_id),
        at: Number(decimal(message.created_at)),
        type: message.type,
        content: withBigInts(message.content),
        fromBot: message.bot_message === true,
      };
    },
    user,
  };
}

function named(id: Int64, name: string | null | undefined): DirectUser {
  return { id: decimal(id), ...(name && { name }) };
}

/** The wire's number of a kind of message from its place in direct-js' enumeration. */
function typeNumber(index: number): number {
  if (index <= 12) return index;
  return index <= 22 ? 500 + index - 13 : 600 + index - 23;
}
