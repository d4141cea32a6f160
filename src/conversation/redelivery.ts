import { createHash } from 'node:crypto';
import type { HistoryStore } from '../stores/history.ts';
import type { IncomingMessage } from './message.ts';

const BY_ID_SECONDS = 24 * 60 * 60;
const BY_CONTENT_SECONDS = 60;

/**
 * Tells a message from its redelivery. Teams repeats what it believes lost: first with the same id, later with a new id
 * and the same content and time. A second message sent on purpose carries another time and is answered again.
 */
export function createRedeliveryFilter(history: Pick<HistoryStore, 'claim'>) {
  const running = new Set<string>();

  return {
    /** True when this delivery is the one to answer; call `done` with the same message afterwards. */
    async isFirst(message: IncomingMessage): Promise<boolean> {
      const content = contentKey(message);
      if (running.has(content)) return false;
      running.add(content);
      const conversation = message.conversation.id;
      const first =
        (await history.claim(conversation, `id:${message.channel}:${message.id}`, BY_ID_SECONDS)) &&
        (message.sentAt === undefined ||
          (await history.claim(conversation, `sent:${content}:${message.sentAt.getTime()}`, BY_CONTENT_SECONDS)));
      if (!first) running.delete(content);
      return first;
    },
    done(message: IncomingMessage): void {
      running.delete(contentKey(message));
    },
  };
}

/** By channel too: who is linked may ask the same in two of them, and a redelivery comes where the message came. */
function contentKey({ channel, conversation, sender, text, action, files = [] }: IncomingMessage): string {
  const attached = files.map(({ name, contentType, bytes }) => [name, contentType, bytes]);
  return createHash('sha256')
    .update(JSON.stringify([channel, conversation.id, sender.id, text, action ?? null, attached]))
    .digest('hex');
}
