import { type Identities, type Identity, ownPerson } from '../access/identities.ts';
import { describeError, type Log } from '../log.ts';
import type { DialogueStore } from '../stores/dialogues.ts';
import type { HistoryStore } from '../stores/history.ts';
import { gatherTurns } from './gatherTurns.ts';
import type { Conversation, IncomingMessage, Reaction } from './message.ts';
import { createPersonalRooms, personalConversation, roomOf } from './personalRooms.ts';

export interface LinkParts {
  readonly identities: Identities;
  readonly history: Pick<HistoryStore, 'move' | 'claim' | 'holder'>;
  /** What channels remember of a room between two messages; emptied in all rooms of who resets in one of them. */
  readonly dialogues: Pick<DialogueStore, 'clear'>;
  /** How long a turn is kept. */
  readonly retentionDays: number;
  readonly log: Log;
}

type Said = Pick<IncomingMessage | Reaction, 'channel' | 'conversation' | 'sender'>;

const SECONDS_A_DAY = 24 * 60 * 60;

/**
 * One person, several channels: every message and reaction goes in under the person who sent it, and who is linked has one
 * personal conversation in all of them. Turns of the time before a link move there with the next message. After a link is
 * taken back everybody goes on in the room of their channel, and what was shared stays with the person it was shared by.
 */
export function linkPeople(conversation: Conversation, parts: LinkParts): Conversation {
  const { identities, history, dialogues, log } = parts;
  const rooms = createPersonalRooms(history, parts.retentionDays * SECONDS_A_DAY);

  /** Who cannot be looked up is nobody but their channel's own sender. */
  const identify = ({ channel, sender }: Said): Promise<Identity> =>
    identities.identify(channel, sender.id).catch((thrown: unknown) => {
      log.error('links between channels not known', describeError(thrown));
      return { person: ownPerson(channel, sender.id) };
    });

  /** With the conversation and the sender as the rest of Kaname knows them; `onTrouble` where turns were left behind. */
  const inside = async <T extends Said>(said: T, onTrouble: (thrown: unknown) => void): Promise<T> => {
    const { channel, conversation: place, sender } = said;
    if (channel === 'console') return said;
    const { person, linked } = await identify(said);
    const room = roomOf(said);
    const within = (id: string): T => ({ ...said, sender: { ...sender, id: person }, conversation: { ...place, id } });
    if (place.kind !== 'personal') return within(room);
    await rooms.remember(ownPerson(channel, sender.id), channel, room).catch((thrown: unknown) => {
      log.warn('personal room not remembered', describeError(thrown));
    });
    if (linked === undefined) return within(room);
    await gatherTurns({ person, linked }, { id: room, channel }, rooms, history).then((turns) => {
      if (turns > 0) log.info('histories brought together', { turns });
    }, onTrouble);
    return within(personalConversation(person));
  };

  /** The channel forgets the room it speaks in; this is for the other one, whose articles could be opened for a day. */
  const forgetElsewhere = async (said: Said): Promise<void> => {
    const { linked } = await identify(said);
    if (linked === undefined || said.conversation.kind !== 'personal') return;
    try {
      const found = await Promise.all([
        rooms.find(linked.teams, 'teams'),
        rooms.find(ownPerson('logo', linked.logo), 'logo'),
      ]);
      for (const room of found) if (room !== undefined && room !== roomOf(said)) await dialogues.clear(room);
    } catch (thrown) {
      log.error('dialogues of another chat not forgotten', describeError(thrown));
    }
  };

  const audienceOf = ({ audience, channel }: IncomingMessage): Pick<IncomingMessage, 'audience'> =>
    audience === undefined
      ? {}
      : {
          audience: async () => {
            const ids = await audience();
            return ids && [...new Set(await Promise.all(ids.map((id) => identities.personOf(channel, id))))];
          },
        };

  return {
    async *handle(message, signal) {
      const known = await inside(message, (thrown) => log.error('turns left behind', describeError(thrown)));
      for await (const event of conversation.handle({ ...known, ...audienceOf(message) }, signal)) {
        if (event.kind === 'final' && event.answer.forgets) await forgetElsewhere(message);
        yield event;
      }
    },
    async react(reaction) {
      // A reaction to a turn that has not moved would find nothing: its sender is told that it was not kept.
      const known = await inside(reaction, (thrown) => {
        throw thrown;
      });
      await conversation.react(known);
      // The cards of the time of a link are still there when it was taken back; their turns are the person's own.
      const { kind, id } = known.conversation;
      const own = personalConversation(known.sender.id);
      if (kind === 'personal' && id !== own) await conversation.react({ ...known, conversation: { kind, id: own } });
    },
    welcome: () => conversation.welcome(),
  };
}
