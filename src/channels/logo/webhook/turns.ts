import { setTimeout as sleep } from 'node:timers/promises';
import { toKanameError } from '../../../errors.ts';
import { describeError, type Log } from '../../../log.ts';
import type { HistoryStore } from '../../../stores/history.ts';
import type { RunningTurns } from '../../runningTurns.ts';
import type { TextChannel } from '../../text/textChannel.ts';
import type { ClaimDelivery, Deliver } from './callback.ts';
import { roomOf, toTextMessage } from './incoming.ts';
import type { KeptReplies } from './keptReplies.ts';
import type { WebhookMessage } from './messageSchema.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import type { Reply, Shows } from './reply.ts';
import type { WebhookTiming } from './timing.ts';

/** One message that is being answered. */
export interface WebhookTurn {
  /** Resolves when the answer is complete, kept, and brought to the callback or given up. Never rejects. */
  readonly ended: Promise<{ readonly delivered: boolean }>;
  /** The parts so far, what has come by now among them. */
  partsNow(): Promise<readonly Reply[]>;
}

export interface TurnRooms {
  readonly channelFor: (shows: Shows) => TextChannel;
  readonly replies: KeptReplies;
  readonly claim: HistoryStore['claim'];
  readonly deliver: Deliver;
  readonly claimDelivery: ClaimDelivery;
  readonly running: RunningTurns;
  readonly timing: WebhookTiming;
  readonly log: Log;
}

/** Longer than any relay repeats a message. */
const TAKEN_SECONDS = 24 * 60 * 60;
/** How often what a relay is to fetch is tried to be kept. */
const KEEPING_PAUSES_MS = [0, 200, 1_000];

/**
 * Takes a message, whichever instance it came to first, and answers it in the background.
 * @returns undefined where the message was taken before
 * @throws KanameError `store_unavailable` before anything was done
 */
export async function beginTurn(rooms: TurnRooms, message: WebhookMessage): Promise<WebhookTurn | undefined> {
  if (!(await rooms.claim(`webhook-message:${message.id}`, 'message', TAKEN_SECONDS))) return undefined;
  const outbox = createOutbox(message);
  const keep = keeper(rooms, message, outbox);
  // Told apart from a message that never came; a store that fails now may be back for the answer.
  void keep(false);
  let begin: (work: Promise<{ delivered: boolean }>) => void = () => {};
  const ended = new Promise<{ delivered: boolean }>((resolve) => {
    begin = resolve;
  });
  rooms.running.start(async (signal) => {
    const work = answer(rooms, message, outbox, keep, signal);
    begin(work);
    await work;
  });
  return {
    ended,
    async partsNow() {
      if (outbox.cut(false).length > 0) await keep(false);
      return outbox.parts;
    },
  };
}

type Keep = (delivered: boolean, pausesMs?: readonly number[]) => Promise<void>;

async function answer(
  rooms: TurnRooms,
  message: WebhookMessage,
  outbox: Outbox,
  keep: Keep,
  stop: AbortSignal,
): Promise<{ delivered: boolean }> {
  const { timing } = rooms;
  const url = message.reply.mode === 'callback' ? message.reply.url : undefined;
  const channel = rooms.channelFor(message.reply.shows ?? []);
  const signal = AbortSignal.any([stop, AbortSignal.timeout(timing.turnMs)]);
  const over = new AbortController();
  const deliverAll = async (parts: readonly Reply[]) => {
    let all = true;
    for (const part of parts) all = url !== undefined && (await rooms.deliver(url, part, stop)) && all;
    return all;
  };
  /** The acknowledgement goes ahead of an answer that takes its time. */
  const deliverBeginning = async () => {
    await outbox.begun;
    await sleep(timing.gatherMs, undefined, { signal: over.signal }).catch(() => undefined);
    if (over.signal.aborted) return true;
    const parts = outbox.cut(false);
    await keep(false);
    return deliverAll(parts);
  };

  const beginning = url === undefined ? Promise.resolve(true) : deliverBeginning();
  try {
    if (message.joined) await channel.greet(roomOf(message), outbox.send);
    else await channel.answer(toTextMessage(message), outbox.send, signal);
  } catch (thrown) {
    rooms.log.error('webhook.turn_failed', describeError(thrown));
    await outbox.send({ kind: 'text', text: toKanameError(thrown).sentence });
  }
  const rest = outbox.cut(true);
  over.abort();
  // Before the reply is seen to be finished: another instance would bring it too.
  if (url !== undefined) await rooms.claimDelivery(message.id).catch(() => false);
  await keep(false, message.reply.mode === 'poll' ? KEEPING_PAUSES_MS : undefined);
  if (url === undefined) return { delivered: true };
  const delivered = [outbox.parts.length === rest.length || (await beginning), await deliverAll(rest)].every(Boolean);
  await keep(delivered, delivered ? undefined : KEEPING_PAUSES_MS);
  return { delivered };
}

/** Keeps the reply as it stands, one time after another; what cannot be kept is logged. */
function keeper({ replies, log }: TurnRooms, message: WebhookMessage, { parts }: Outbox): Keep {
  let last = Promise.resolve();
  const save = async (delivered: boolean, pausesMs: readonly number[]) => {
    for (const [at, pause] of pausesMs.entries()) {
      if (pause > 0) await sleep(pause);
      try {
        return await replies.save(message, parts, delivered);
      } catch (thrown) {
        if (at === pausesMs.length - 1) log.error('webhook.reply_not_kept', describeError(thrown));
      }
    }
  };
  return (delivered, pausesMs = [0]) => {
    last = last.then(() => save(delivered, pausesMs));
    return last;
  };
}
