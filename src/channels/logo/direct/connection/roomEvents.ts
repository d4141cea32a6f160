import type { FromClient } from './clientMessages.ts';
import type { ClientRooms } from './clientRooms.ts';
import { decimal } from './int64.ts';
import type { VendorClient, VendorMessage, VendorTalk } from './vendorClient.ts';

/**
 * Tells what the platform pushes. These are the raw notifications of direct-js, not its `TextMessage` and the like for
 * hubot, which take the mention mark-up out, wait 200 ms, and leave out what is older than ten seconds. A message of a
 * room that is not known yet waits for the room.
 */
export function tellOfRooms(client: VendorClient, rooms: ClientRooms, tell: (message: FromClient) => void): void {
  const waiting = new Map<string, VendorMessage[]>();
  client.on('notify_create_message', (message) => {
    const id = decimal(message.talkId);
    const talk = rooms.talk(id);
    if (talk !== undefined) tell({ kind: 'message', message: rooms.pushed(message, talk) });
    else waiting.set(id, [...(waiting.get(id) ?? []), message]);
  });
  const joined = (talk: VendorTalk) => {
    if (!rooms.includesMe(talk)) return;
    const room = rooms.room(talk);
    tell({ kind: 'joined', room });
    for (const message of waiting.get(room.id) ?? []) tell({ kind: 'message', message: rooms.pushed(message, talk) });
    waiting.delete(room.id);
  };
  client.on('notify_create_pair_talk', joined);
  client.on('notify_create_group_talk', joined);
  client.on('notify_add_talkers', joined);
  client.on('notify_delete_talk', (id) => tell({ kind: 'left', room: decimal(id) }));
  client.on('notify_delete_talker', (talk) => {
    if (!rooms.includesMe(talk)) tell({ kind: 'left', room: decimal(talk.id) });
  });
}
