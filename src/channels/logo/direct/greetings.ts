import type { DialogueStore } from '../../../stores/dialogues.ts';

/**
 * Greets each room once for as long as the bot is in it: the platform tells of joining again after a connection was lost,
 * and when somebody else joins.
 */
export interface Greetings {
  /** Does `greet` where the room was not greeted yet; one that fails is not counted. */
  once(conversation: string, greet: () => Promise<void>): Promise<void>;
  /** The bot has left the room, and greets it when it comes back. */
  forget(conversation: string): Promise<void>;
}

const TEN_YEARS_SECONDS = 10 * 365 * 24 * 60 * 60;
const KEY = 'greeted';

export function createGreetings(dialogues: Pick<DialogueStore, 'get' | 'put' | 'clear'>): Greetings {
  // Beside what is kept for the conversation, which a reset empties.
  const placeOf = (conversation: string) => `${conversation} greeting`;
  return {
    async once(conversation, greet) {
      const place = placeOf(conversation);
      if ((await dialogues.get(place, KEY)) !== undefined) return;
      await dialogues.put(place, KEY, KEY, TEN_YEARS_SECONDS);
      try {
        await greet();
      } catch (thrown) {
        await dialogues.clear(place);
        throw thrown;
      }
    },
    forget: (conversation) => dialogues.clear(placeOf(conversation)),
  };
}
