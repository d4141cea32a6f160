import { randomUUID } from 'node:crypto';
import { KanameError } from '../../../errors.ts';
import type { KeptFile } from '../../../files/keptFile.ts';
import type { DialogueStore } from '../../../stores/dialogues.ts';
import { isRecord } from '../cardAction.ts';

/**
 * Files that wait for the consent of their person. They stand in the dialogue store, so that the instance that gets the
 * consent finds them, also after a restart.
 */
export interface KeptOffers {
  /** @returns a random id, under which only this person finds the file. Throws KanameError `input_too_long`. */
  keep(conversation: string, person: string, file: KeptFile): Promise<string>;
  /** Undefined where it has expired, was dropped, or is somebody else's. */
  find(conversation: string, person: string, offer: string): Promise<KeptFile | undefined>;
  drop(conversation: string, offer: string): Promise<void>;
  /** Drops every file of a conversation. */
  forget(conversation: string): Promise<void>;
}

export const OFFER_SECONDS = 24 * 60 * 60;
/** Base64 makes four characters of three bytes; the store keeps 1 MB. */
const MOST_BYTES = 750 * 1024;
const TOO_LARGE =
  '作成したファイルが大きすぎるため、お渡しできません（上限は750KBです）。画面の文章をコピーしてお使いください。';

const placeOf = (conversation: string) => `teams-files:${conversation}`;

export function createKeptOffers(dialogues: DialogueStore): KeptOffers {
  return {
    async keep(conversation, person, { name, contentType, bytes }) {
      if (bytes.length > MOST_BYTES) throw new KanameError('input_too_long', TOO_LARGE);
      const offer = randomUUID();
      const value = JSON.stringify({ person, name, contentType, content: bytes.toString('base64') });
      await dialogues.put(placeOf(conversation), offer, value, OFFER_SECONDS);
      return offer;
    },
    async find(conversation, person, offer) {
      const value = await dialogues.get(placeOf(conversation), offer);
      return value === undefined || value === '' ? undefined : readOffer(JSON.parse(value), person);
    },
    // The port has no removal of one value.
    drop: (conversation, offer) => dialogues.put(placeOf(conversation), offer, '', 1),
    forget: (conversation) => dialogues.clear(placeOf(conversation)),
  };
}

function readOffer(value: unknown, person: string): KeptFile | undefined {
  if (!isRecord(value) || value.person !== person) return undefined;
  const { name, contentType, content } = value;
  if (typeof name !== 'string' || typeof contentType !== 'string' || typeof content !== 'string') return undefined;
  return { name, contentType, bytes: Buffer.from(content, 'base64') };
}
