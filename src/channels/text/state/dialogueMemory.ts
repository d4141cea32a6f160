import type { DialogueStore } from '../../../stores/dialogues.ts';
import { type DialogueState, decodeStamp, decodeState, encode, nothingYet, type StampMemory } from './dialogueState.ts';

const A_DAY = 24 * 60 * 60;
const A_WEEK = 7 * A_DAY;
/** What was shown to nobody in particular, on joining; counts for everyone who was not answered yet. */
const GREETING = 'greeting';

/** What is remembered in the store, read and written by its meaning. Everything throws KanameError where the store fails. */
export interface DialogueMemory {
  load(conversation: string, sender: string): Promise<DialogueState>;
  save(conversation: string, sender: string, state: DialogueState): Promise<void>;
  saveGreeting(conversation: string, state: DialogueState): Promise<void>;
  /** Undefined where the stamp is not known, or not any more. */
  stamp(conversation: string, id: string): Promise<StampMemory | undefined>;
  saveStamp(conversation: string, id: string, stamp: StampMemory): Promise<void>;
  clear(conversation: string): Promise<void>;
}

/** Keys are `last:<sender>` for a day and `stamp:<id>` for a week, under the channel's id of the conversation. */
export function createDialogueMemory(store: DialogueStore): DialogueMemory {
  const read = async (conversation: string, key: string) => decodeState(await store.get(conversation, key));
  return {
    async load(conversation, sender) {
      return (await read(conversation, `last:${sender}`)) ?? (await read(conversation, GREETING)) ?? nothingYet;
    },
    save: (conversation, sender, state) => store.put(conversation, `last:${sender}`, encode(state), A_DAY),
    saveGreeting: (conversation, state) => store.put(conversation, GREETING, encode(state), A_DAY),
    stamp: async (conversation, id) => decodeStamp(await store.get(conversation, `stamp:${id}`)),
    saveStamp: (conversation, id, stamp) => store.put(conversation, `stamp:${id}`, encode(stamp), A_WEEK),
    clear: (conversation) => store.clear(conversation),
  };
}
