import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientCalls, ClientMethod, OpenClient } from './clientMessages.ts';
import type { ClientRooms } from './clientRooms.ts';
import { downloadFile } from './downloadFile.ts';
import { decimal, withBigInts, withInt64s } from './int64.ts';
import type { Int64, VendorClient, VendorTalk } from './vendorClient.ts';

export type ClientAnswers = {
  readonly [M in ClientMethod]: (ask: ClientCalls[M]['ask']) => Promise<ClientCalls[M]['answer']>;
};

const PAGE = 20;
const OLDEST_FIRST = 1;
const PLAIN_TEXT = 1;
const NO_SUCH_ROOM = { code: 400 };

/** Does what Kaname asks of the vendor's client; rejects with what the platform answers instead. */
export function createClientAnswers(client: VendorClient, rooms: ClientRooms, settings: OpenClient): ClientAnswers {
  const caller = client.facade.retrieveProxy('apiCaller');
  const call = (method: string, params: readonly unknown[]) =>
    new Promise<unknown>((resolve, reject) => caller.call(method, params, resolve, reject));
  const int64 = (id: string) => client.parseInt64(id);
  const talkOf = (room: string): VendorTalk => {
    const talk = rooms.talk(room);
    if (talk === undefined) throw NO_SUCH_ROOM;
    return talk;
  };
  return {
    async create({ room, type, content }) {
      const params = [talkOf(room).id, type, withInt64s(content, int64)];
      const created = (await call('create_message', params)) as { readonly message_id: Int64 };
      return { id: decimal(created.message_id) };
    },
    async upload({ room, name, contentType, bytes }) {
      const talk = talkOf(room);
      const path = join(settings.folder, randomUUID());
      try {
        await writeFile(path, bytes, { mode: 0o600 });
        const file = { path, name, type: contentType, size: bytes.length };
        const content = await client.facade.retrieveProxy('api').prepareMessageFileAsync(file, null, talk.domainId);
        return withBigInts(content);
      } finally {
        await rm(path, { force: true });
      }
    },
    async note({ room, title, content }) {
      const params = [talkOf(room).id, title, PLAIN_TEXT, content, true];
      const created = (await call('create_note', params)) as { readonly note_id: Int64 };
      return { id: decimal(created.note_id) };
    },
    async messages({ room, after }) {
      const talk = talkOf(room);
      const since = after === '0' ? null : int64(after);
      const found = (await call('get_messages', [talk.id, PAGE, since, null, OLDEST_FIRST])) as readonly unknown[];
      return found.map((message) => rooms.stored(message, talk));
    },
    async members({ room }) {
      const talk = rooms.talk(room);
      if (talk === undefined) return undefined;
      const me = rooms.me().id;
      return talk.userIds.map((id) => rooms.user(talk, id)).filter(({ id }) => id !== me);
    },
    download: ({ url, limitBytes, timeLimitMs }) => downloadFile(url, { ...settings, limitBytes, timeLimitMs }),
  };
}
