import type { HistoryStore } from '../../../stores/history.ts';
import type { TextMessage } from '../../text/textChannel.ts';

/**
 * Tells a message from its repetition. A connection that comes back repeats what it is not sure of, and after a start
 * comes what was not acknowledged: also the message that was being answered when the process was killed.
 */
export interface Deliveries {
  /**
   * `running`: it is being answered; `interrupted`: another process began it, and it never came to its end. All others
   * have to be ended. Throws KanameError `store_unavailable`.
   */
  begin(message: TextMessage): Promise<'first' | 'again' | 'interrupted' | 'running'>;
  /** It came to its end. Throws KanameError `store_unavailable`. */
  end(message: TextMessage): Promise<void>;
}

/** Longer than a session brings messages that were missed: seven days. */
const KEPT_SECONDS = 8 * 24 * 60 * 60;
const DONE = 'done';

export function createDeliveries(history: Pick<HistoryStore, 'claim' | 'holder'>): Deliveries {
  const running = new Set<string>();
  const doneKey = ({ id }: TextMessage) => `direct-done:${id}`;
  const told = async (message: TextMessage) => {
    const { id, conversation } = message;
    if (await history.claim(conversation.id, `direct:${id}`, KEPT_SECONDS)) return 'first';
    return (await history.holder(conversation.id, doneKey(message))) === DONE ? 'again' : 'interrupted';
  };
  return {
    async begin(message) {
      if (running.has(message.id)) return 'running';
      running.add(message.id);
      return told(message);
    },
    async end(message) {
      running.delete(message.id);
      await history.claim(message.conversation.id, doneKey(message), KEPT_SECONDS, DONE);
    },
  };
}
