import type { HistoryStore } from '../stores/history.ts';
import type { IncomingMessage } from './message.ts';

/**
 * In which personal room of a channel somebody writes to Kaname, so that it is found when they are linked and write in
 * another channel first. Kept beside the history, under the person of the channel's own id.
 */
export interface PersonalRooms {
  remember(ownPerson: string, channel: IncomingMessage['channel'], room: string): Promise<void>;
  /** The first room that is remembered; undefined where none is. */
  find(ownPerson: string, channel: IncomingMessage['channel']): Promise<string | undefined>;
}

/** @param keptSeconds as long as the history keeps a turn: a room without turns need not be found */
export function createPersonalRooms(
  history: Pick<HistoryStore, 'claim' | 'holder'>,
  keptSeconds: number,
): PersonalRooms {
  const find: PersonalRooms['find'] = (person, channel) => history.holder(personalConversation(person), keyOf(channel));
  return {
    find,
    async remember(person, channel, room) {
      if ((await find(person, channel)) !== undefined) return;
      await history.claim(personalConversation(person), keyOf(channel), keptSeconds, room);
    },
  };
}

/** The conversation that a person has with Kaname in all channels. */
export function personalConversation(person: string): string {
  return `${PREFIX}${person}`;
}

/** The id of a room as its channel gives it, which no channel can choose to be a person's conversation. */
export function roomOf({ channel, conversation: { id } }: Pick<IncomingMessage, 'channel' | 'conversation'>): string {
  return id.startsWith(PREFIX) ? `${channel}:${id}` : id;
}

const PREFIX = 'person:';

function keyOf(channel: IncomingMessage['channel']): string {
  return `room:${channel}`;
}
