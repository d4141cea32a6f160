import { setTimeout as delay } from 'node:timers/promises';
import { KanameError } from '../../../../errors.ts';
import type { DirectOutgoing } from '../session.ts';
import { CallFailed, CallLost, type Connection } from './connection.ts';
import { type SendingOptions, type Sent, sendingOf } from './sending.ts';

export interface OutboxOptions extends SendingOptions {
  /** Resolves to a connection that has signed in; rejects when the signal ends. */
  readonly connected: (signal: AbortSignal) => Promise<Connection>;
  readonly onSent: (room: string, sent: Sent) => void;
  /** How long a message may take to be delivered, over reconnections. */
  readonly sendMs: number;
  /** Between two messages. */
  readonly paceMs: number;
}

export interface Outbox {
  /** @throws KanameError `unreachable` */
  send(room: string, outgoing: DirectOutgoing): Promise<string>;
}

const NOT_SENT = 'LoGoチャットにメッセージを送信できませんでした。しばらくしてからもう一度お試しください。';

/**
 * Sends messages, those of a room one after the other. When a connection ends before it is known whether a message was
 * taken, the room is read before it is sent again: what is there already is not sent twice.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const lastOf = new Map<string, Promise<unknown>>();
  const pace = createPace(options.paceMs);
  return {
    send(room, outgoing) {
      const sending = (lastOf.get(room) ?? Promise.resolve()).then(() => deliver(room, outgoing, options, pace));
      const settled = sending.catch(() => undefined);
      lastOf.set(room, settled);
      void settled.then(() => lastOf.get(room) === settled && lastOf.delete(room));
      return sending;
    },
  };
}

type Pace = (signal: AbortSignal) => Promise<void>;

async function deliver(room: string, outgoing: DirectOutgoing, options: OutboxOptions, pace: Pace): Promise<string> {
  const signal = AbortSignal.timeout(options.sendMs);
  const sending = sendingOf(room, outgoing, options);
  try {
    for (;;) {
      signal.throwIfAborted();
      try {
        const connection = await options.connected(signal);
        const found = sending.isDoubtful() ? await sending.find(connection) : undefined;
        if (found === undefined) await pace(signal);
        const sent = found ?? (await sending.send(connection));
        options.onSent(room, sent);
        return sent.id;
      } catch (thrown) {
        await beforeNextAttempt(thrown, signal);
      }
    }
  } catch (thrown) {
    throw new KanameError('unreachable', NOT_SENT, thrown);
  }
}

/** Goes on at once with the next connection, or when the platform says that it may; throws what cannot be mended. */
async function beforeNextAttempt(thrown: unknown, signal: AbortSignal): Promise<void> {
  if (thrown instanceof CallLost) return;
  if (!(thrown instanceof CallFailed) || thrown.failure.retryAfterMs === undefined) throw thrown;
  await delay(thrown.failure.retryAfterMs, undefined, { signal });
}

/** Lets one through in each interval; direct-js itself waits 550 ms between messages. */
function createPace(intervalMs: number): Pace {
  let next = 0;
  return async (signal) => {
    const now = Date.now();
    const mine = Math.max(now, next);
    next = mine + intervalMs;
    if (mine > now) await delay(mine - now, undefined, { signal });
  };
}
