import { setTimeout as sleep } from 'node:timers/promises';
import type { Activity } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import { withinDeadline } from './deadline.ts';
import { readSendFailure } from './sendFailure.ts';

/** Sends to one conversation, as the bot, in reply to one activity. Every call throws what the connector refuses. */
export interface Connector {
  /** Resolves to the id Teams gave the activity; empty where it gave none. */
  send(activity: Partial<Activity>, timeoutMs?: number): Promise<string>;
  update(id: string, activity: Partial<Activity>): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Who speaks to whom, and where: the fields every outgoing activity carries. */
export type Address = Required<Pick<Activity, 'channelId' | 'conversation' | 'from' | 'recipient' | 'serviceUrl'>> & {
  readonly replyToId?: string;
};

export interface SendTiming {
  /** How long one call may take, in milliseconds. */
  readonly timeoutMs: number;
  /** The longest pause before a call is repeated that was answered with 429, whatever the connector asks for. */
  readonly maxRetryAfterMs: number;
  readonly retries: number;
}

export const SEND_TIMING: SendTiming = { timeoutMs: 15_000, maxRetryAfterMs: 10_000, retries: 3 };

/**
 * Wraps the library's client. Creating an activity is not idempotent, so a POST is repeated only after 429, when Teams
 * did not take it; an update may also be repeated once after a server error or silence.
 */
export function createConnector(client: ConnectorClient, address: Address, timing: SendTiming): Connector {
  sendOnce(client);
  const conversation = address.conversation.id;
  const options = (timeoutMs: number) => ({ abortSignal: AbortSignal.timeout(timeoutMs) });

  return {
    async send(activity, timeoutMs = timing.timeoutMs) {
      const whole = { ...activity, ...address } as Activity;
      const call = () =>
        address.replyToId === undefined
          ? client.conversations.sendToConversation(conversation, whole, options(timeoutMs))
          : client.conversations.replyToActivity(conversation, address.replyToId, whole, options(timeoutMs));
      return (await repeated(() => withinDeadline(call(), timeoutMs), timing, isThrottled)).id ?? '';
    },
    async update(id, activity) {
      const whole = { ...activity, ...address, id } as Activity;
      const call = () => client.conversations.updateActivity(conversation, id, whole, options(timing.timeoutMs));
      await repeated(() => withinDeadline(call(), timing.timeoutMs), timing, whereTemporary);
    },
    async remove(id) {
      const call = client.conversations.deleteActivity(conversation, id, options(timing.timeoutMs));
      await withinDeadline(call, timing.timeoutMs);
    },
  };
}

/** The library would repeat a POST three times on any server error, and so say an answer up to four times. */
function sendOnce(client: ConnectorClient): void {
  const inner: unknown = Reflect.get(client, 'client');
  const { pipeline } = inner as { pipeline: { removePolicy(which: { name: string }): unknown } };
  pipeline.removePolicy({ name: 'defaultRetryPolicy' });
}

/** Calls again while `mayRepeat` says so, after the pause that Teams asks for; throws what the last call threw. */
export async function repeated<T>(
  call: () => Promise<T>,
  timing: SendTiming,
  mayRepeat: (status: number | undefined, attempt: number) => boolean,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await call();
    } catch (thrown) {
      const { status, retryAfterMs } = readSendFailure(thrown);
      if (attempt >= timing.retries || !mayRepeat(status, attempt)) throw thrown;
      await sleep(Math.min(retryAfterMs ?? 500 * 2 ** attempt, timing.maxRetryAfterMs));
    }
  }
}

function isThrottled(status: number | undefined): boolean {
  return status === 429;
}

/** For calls that may be repeated: after 429, and once after a server error or silence. */
export function whereTemporary(status: number | undefined, attempt: number): boolean {
  return isThrottled(status) || ((status === undefined || status >= 500) && attempt === 0);
}
