import type { DialogueStore } from './dialogues.ts';
import { type Clock, checkSize, endOf } from './dialogueValue.ts';

interface Kept {
  readonly value: string;
  /** Epoch milliseconds. */
  readonly expires: number;
}

/** Dialogues that live and die with the process: for tests, and for embedding Kaname where nothing may be kept. */
export function createMemoryDialogues(clock: Clock): DialogueStore {
  const conversations = new Map<string, Map<string, Kept>>();
  const removeOld = () => {
    const now = clock.now().getTime();
    for (const [conversation, values] of conversations) {
      for (const [key, { expires }] of values) if (expires <= now) values.delete(key);
      if (values.size === 0) conversations.delete(conversation);
    }
  };
  return {
    async put(conversation, key, value, seconds) {
      checkSize(value);
      removeOld();
      const values = conversations.get(conversation) ?? new Map<string, Kept>();
      conversations.set(conversation, values.set(key, { value, expires: endOf(clock, seconds) }));
    },
    async get(conversation, key) {
      const kept = conversations.get(conversation)?.get(key);
      return kept && kept.expires > clock.now().getTime() ? kept.value : undefined;
    },
    async clear(conversation) {
      conversations.delete(conversation);
    },
    async close() {},
  };
}
