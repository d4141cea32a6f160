import type { WebhookConfig } from '../../../config/logo.ts';
import type { Log } from '../../../log.ts';
import type { DialogueStore } from '../../../stores/dialogues.ts';
import type { HistoryStore } from '../../../stores/history.ts';
import type { Channel } from '../../channel.ts';
import { createRunningTurns } from '../../runningTurns.ts';
import type { HttpServer } from '../../server.ts';
import type { Abilities } from '../../text/outgoing.ts';
import type { TextChannel } from '../../text/textChannel.ts';
import { beforeBody } from './admission.ts';
import { createDelivery } from './callback.ts';
import { keepReplies } from './keptReplies.ts';
import type { WebhookMessage } from './messageSchema.ts';
import { createPolledMessages } from './polledMessages.ts';
import { startPolling } from './poller.ts';
import { createMessageReceiver } from './receiver.ts';
import { refusalResponse, withRefusals } from './refusal.ts';
import { createRepliesReceiver } from './repliesReceiver.ts';
import { abilitiesOf, type Shows } from './reply.ts';
import { WEBHOOK_TIMING, type WebhookTiming } from './timing.ts';
import { beginTurn } from './turns.ts';

export interface WebhookOptions extends WebhookConfig {
  /** Makes the conversation for channels without cards. Asked once for each set of abilities that a relay may name. */
  readonly textChannel: (abilities: Abilities) => TextChannel;
  /** Keeps replies for relays that fetch them. */
  readonly dialogues: DialogueStore;
  /** Tells, across processes, a request and a message from their repetitions. */
  readonly claim: HistoryStore['claim'];
  readonly log: Log;
  readonly now?: () => Date;
  readonly timing?: Partial<WebhookTiming>;
}

export interface WebhookChannel extends Channel {
  /** Serves POST /api/logo/messages and /api/logo/replies, and begins to ask `pollUrl` where there is one. */
  attach(server: HttpServer): void;
}

/** Bytes of a request: files of 8 MB with what base64 adds to them, and room for the rest. */
const MOST_BYTES = 12 * 1024 * 1024;
/** How much later than its last moment a turn is believed to be lost with its process. */
const LATE_MS = 5 * 60 * 1000;

/** The channel to relays of LoGo Chat and other office chats: signed JSON in, and out by response, callback or poll. */
export function createWebhookChannel(options: WebhookOptions): WebhookChannel {
  const { signing, callbacks, pollUrl, dialogues, claim, log, now = () => new Date() } = options;
  const timing = { ...WEBHOOK_TIMING, ...options.timing };
  const lostAfterMs = timing.turnMs + LATE_MS;
  const running = createRunningTurns();
  const admission = { signing, claim, now };
  const replies = keepReplies(dialogues, now, lostAfterMs);
  const deliver = createDelivery({ signing, callbacks, timing, now, log });
  const channels = new Map<string, TextChannel>();
  const channelFor = (shows: Shows) => {
    const key = [...shows].sort().join();
    const channel = channels.get(key) ?? options.textChannel(abilitiesOf(shows));
    channels.set(key, channel);
    return channel;
  };
  const turnRooms = { channelFor, replies, claim, deliver, running, timing, log };
  const begin = (message: WebhookMessage) => beginTurn(turnRooms, message);
  const receiveMessage = createMessageReceiver({ admission, callbacks, timing, begin });
  const receiveFetch = createRepliesReceiver(admission, replies);
  let stopPolling = async () => {};

  const served = {
    bodyLimitBytes: MOST_BYTES,
    before: beforeBody(admission, () => running.stopping),
    refusal: (status: number, sentence: string) =>
      refusalResponse({ status, code: status === 413 ? 'too_large' : 'bad_request', sentence }),
  };
  return {
    name: 'logo-webhook',
    attach(server) {
      server.post('/api/logo/messages', withRefusals(receiveMessage), served);
      server.post('/api/logo/replies', withRefusals(receiveFetch), served);
      if (pollUrl === undefined) return;
      const messages = createPolledMessages({ callbacks, begin, replies, deliver, now, lostAfterMs });
      stopPolling = startPolling({ url: pollUrl, signing, messages, timing, now, log });
    },
    async stop(graceMs) {
      await stopPolling();
      await running.stop(graceMs);
    },
  };
}
