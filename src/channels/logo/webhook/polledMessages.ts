import type { ClaimDelivery, Deliver } from './callback.ts';
import { isAddressed } from './incoming.ts';
import { interrupted, type KeptReplies } from './keptReplies.ts';
import type { WebhookMessage } from './messageSchema.ts';
import type { PolledMessages, PollReport } from './poller.ts';
import { readMessage } from './receiver.ts';
import { Refusal } from './refusal.ts';
import type { WebhookTurn } from './turns.ts';

export interface PolledRooms {
  readonly callbacks: readonly string[];
  /** Undefined where the message was taken before. */
  readonly begin: (message: WebhookMessage) => Promise<WebhookTurn | undefined>;
  readonly replies: Pick<KeptReplies, 'find' | 'markDelivered'>;
  readonly deliver: Deliver;
  readonly claimDelivery: ClaimDelivery;
  readonly now: () => Date;
  /** The age at which a message that was taken, and of which nothing is known, counts as lost. */
  readonly lostAfterMs: number;
}

/** Messages of polls that are answered at the same time; the others stay with the relay. */
const AT_ONCE = 4;
/** Messages looked at in one answer. */
const MOST_MESSAGES = 100;

/** Takes the messages of polls, each once, and acknowledges them when their reply has reached its callback. */
export function createPolledMessages(rooms: PolledRooms): PolledMessages {
  const working = new Set<string>();
  const acknowledged = new Set<string>();
  const refused = new Map<string, PollReport['refused'][number]>();
  /** Taken, but nothing kept: another instance is about to keep it, or ended before it could. Since when. */
  const untold = new Map<string, number>();

  async function take(value: unknown): Promise<void> {
    const message = read(value);
    if (message === undefined || working.has(message.id) || acknowledged.has(message.id)) return;
    if (!isAddressed(message)) {
      acknowledged.add(message.id);
      return;
    }
    if (working.size >= AT_ONCE) return;
    working.add(message.id);
    const finish = (delivered: boolean) => {
      working.delete(message.id);
      if (delivered) acknowledged.add(message.id);
    };
    try {
      const turn = await rooms.begin(message);
      const end = turn ? turn.ended.then(({ delivered }) => delivered) : bringAgain(message);
      void end.then(finish, () => finish(false));
    } catch (thrown) {
      finish(false);
      throw thrown;
    }
  }

  function read(value: unknown): WebhookMessage | undefined {
    try {
      const message = readMessage(value, rooms.callbacks);
      if (message.reply.mode === 'callback') return message;
      throw new Refusal(
        400,
        'callback_needed',
        'メッセージを取りにいく方法では、reply.mode に callback を指定してください。',
      );
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      const id = idOf(value);
      if (id !== undefined) refused.set(id, { id, code: thrown.code, message: thrown.sentence });
      return undefined;
    }
  }

  /** The relay did not hear that this message was taken, or the instance that took it could not bring the reply. */
  async function bringAgain({ id, conversation, reply }: WebhookMessage): Promise<boolean> {
    const found = await rooms.replies.find(id);
    if (found.state === 'pending') return false;
    if (found.state === 'unknown' && !isLost(id)) return false;
    if (found.state === 'finished' && found.delivered) return true;
    if (!(await rooms.claimDelivery(id))) return false;
    const parts = found.state === 'finished' ? found.parts : [interrupted(id, conversation.id, 1)];
    for (const part of parts) if (!(await rooms.deliver(reply.url ?? '', part))) return false;
    untold.delete(id);
    await rooms.replies.markDelivered(id);
    return true;
  }

  function isLost(id: string): boolean {
    const since = untold.get(id) ?? rooms.now().getTime();
    untold.set(id, since);
    return rooms.now().getTime() - since > rooms.lostAfterMs;
  }

  return {
    async take(messages) {
      // One after another: messages of one person keep their order.
      for (const value of messages.slice(0, MOST_MESSAGES)) await take(value);
    },
    report: () => ({ acknowledged: [...acknowledged], refused: [...refused.values()] }),
    reported(report) {
      for (const id of report.acknowledged) acknowledged.delete(id);
      for (const { id } of report.refused) refused.delete(id);
    },
  };
}

function idOf(value: unknown): string | undefined {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
  return typeof id === 'string' && id.length <= 200 ? id : undefined;
}
