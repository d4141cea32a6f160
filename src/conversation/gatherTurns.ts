import { isObjectId } from '../access/directory.ts';
import { type Identity, ownPerson } from '../access/identities.ts';
import type { HistoryStore } from '../stores/history.ts';
import type { IncomingMessage } from './message.ts';
import { type PersonalRooms, personalConversation } from './personalRooms.ts';

/** A personal room of somebody who is linked. */
export interface Room {
  readonly id: string;
  readonly channel: IncomingMessage['channel'];
}

/**
 * Brings what somebody who is linked has said in their personal rooms into their one conversation: of the room they write
 * in, and of those they are known to have written in before.
 * @returns how many turns were moved
 * @throws KanameError `store_unavailable`; the next call goes on where this one was cut short
 */
export async function gatherTurns(
  { person, linked }: Required<Identity>,
  here: Room,
  rooms: PersonalRooms,
  history: Pick<HistoryStore, 'move'>,
): Promise<number> {
  const logoOnly = ownPerson('logo', linked.logo);
  const [teams, logo] = await Promise.all([rooms.find(linked.teams, 'teams'), rooms.find(logoOnly, 'logo')]);
  const known = new Map<string, Room['channel']>([[here.id, here.channel]]);
  if (teams !== undefined) known.set(teams, 'teams');
  if (logo !== undefined) known.set(logo, 'logo');

  const own = new Set([person, linked.teams, logoOnly]);
  const isOwn = (sender: string, channel: Room['channel']) => {
    if (isObjectId(sender)) return own.has(sender.toLowerCase());
    // Teams gives everybody a room of their own; a relay that mixes up its rooms must not mix up what people said.
    return channel === 'teams' || own.has(sender);
  };
  const moved = await Promise.all(
    [...known].map(([id, channel]) =>
      history.move(id, personalConversation(person), (sender) => (isOwn(sender, channel) ? person : undefined)),
    ),
  );
  return moved.reduce((sum, count) => sum + count, 0);
}
