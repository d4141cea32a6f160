import { z } from 'zod';
import type { DialogueStore } from '../../../stores/dialogues.ts';
import type { WebhookMessage } from './messageSchema.ts';
import type { Reply } from './reply.ts';

/** What is known of the reply to a message. */
export type Found =
  | { readonly state: 'unknown' }
  | { readonly state: 'pending' }
  | { readonly state: 'finished'; readonly parts: readonly Reply[]; readonly delivered: boolean };

/** Replies kept for an hour, for relays that fetch them and for callbacks that failed, whichever instance is asked. */
export interface KeptReplies {
  /** Keeps the parts that are new since the last call, and where the reply stands. */
  save(message: WebhookMessage, parts: readonly Reply[], delivered?: boolean): Promise<void>;
  find(id: string): Promise<Found>;
  /** A finished reply has reached its callback. */
  markDelivered(id: string): Promise<void>;
}

const KEPT_SECONDS = 60 * 60;
const STATE = 'state';

const state = z.object({
  conversation: z.string(),
  since: z.number(),
  parts: z.number(),
  done: z.boolean(),
  delivered: z.boolean(),
});

/** A part that tells the asker that no answer will come: the process ended in the middle of it. */
export function interrupted(id: string, conversation: string, part: number): Reply {
  const text = '処理が途中で止まったため、お答えできませんでした。お手数ですが、もう一度お送りください。';
  return { id, conversation, part, messages: [{ kind: 'text', text }], done: true };
}

/**
 * Kept in the store of dialogues, under a conversation of each reply's own: who forgets a conversation must not take
 * away a reply that was not fetched yet.
 * @param lostAfterMs the age at which an unfinished reply will not come any more
 */
export function keepReplies(dialogues: DialogueStore, now: () => Date, lostAfterMs: number): KeptReplies {
  const place = (id: string) => `webhook-reply:${id}`;
  const readState = async (id: string) => {
    const text = await dialogues.get(place(id), STATE);
    return text === undefined ? undefined : state.parse(JSON.parse(text));
  };
  const writeState = (id: string, value: z.output<typeof state>) =>
    dialogues.put(place(id), STATE, JSON.stringify(value), KEPT_SECONDS);
  const keptParts = new WeakMap<WebhookMessage, { since: number; count: number }>();

  return {
    async save(message, parts, delivered = false) {
      const kept = keptParts.get(message) ?? { since: now().getTime(), count: 0 };
      keptParts.set(message, kept);
      for (; kept.count < parts.length; kept.count += 1) {
        const value = JSON.stringify(parts[kept.count]);
        await dialogues.put(place(message.id), `part:${kept.count + 1}`, value, KEPT_SECONDS);
      }
      await writeState(message.id, {
        conversation: message.conversation.id,
        since: kept.since,
        parts: parts.length,
        done: parts.at(-1)?.done ?? false,
        delivered,
      });
    },
    async markDelivered(id) {
      const known = await readState(id);
      if (known !== undefined) await writeState(id, { ...known, done: true, delivered: true });
    },
    async find(id) {
      const known = await readState(id);
      if (known === undefined) return { state: 'unknown' };
      const lost = !known.done && now().getTime() - known.since > lostAfterMs;
      if (!known.done && !lost) return { state: 'pending' };
      const keys = Array.from({ length: known.parts }, (_, at) => `part:${at + 1}`);
      const values = await Promise.all(keys.map((key) => dialogues.get(place(id), key)));
      const parts = values.flatMap((value): Reply[] => (value === undefined ? [] : [JSON.parse(value)]));
      const ending = lost ? [interrupted(id, known.conversation, known.parts + 1)] : [];
      return { state: 'finished', parts: [...parts, ...ending], delivered: known.delivered };
    },
  };
}
