import type { HistoryStore } from '../../../stores/history.ts';
import type { TextMessage } from '../../text/textChannel.ts';

/**
 * Tells a message from its repetition. A connection that comes back repeats what it is not sure of, and after a start
 * comes what was not acknowledged: also the message that was being answered when the process was killed.
 */
export interface Deliveries {
  /** `interrupted`: it was begun before, and never came to its end. Messages of one room are asked about one by one. */
  of(message: TextMessage): Promise<'first' | 'again' | 'interrupted'>;
  /** It came to its end. */
  done(message: TextMessage): Promise<void>;
}

const KEPT_SECONDS = 24 * 60 * 60;
const DONE = 'done';

export function createDeliveries(history: Pick<HistoryStore, 'claim' | 'holder'>): Deliveries {
  const doneKey = ({ id }: TextMessage) => `direct-done:${id}`;
  return {
    async of(message) {
      const conversation = message.conversation.id;
      if (await history.claim(conversation, `direct:${message.id}`, KEPT_SECONDS)) return 'first';
      return (await history.holder(conversation, doneKey(message))) === DONE ? 'again' : 'interrupted';
    },
    async done(message) {
      await history.claim(message.conversation.id, doneKey(message), KEPT_SECONDS, DONE);
    },
  };
}
