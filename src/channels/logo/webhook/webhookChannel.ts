import type { WebhookConfig } from '../../../config/logo.ts';
import type { Log } from '../../../log.ts';
import type { DialogueStore } from '../../../stores/dialogues.ts';
import type { HistoryStore } from '../../../stores/history.ts';
import type { Channel } from '../../channel.ts';
import { createRunningTurns } from '../../runningTurns.ts';
import type { HttpRequest, HttpServer } from '../../server.ts';
import type { Abilities } from '../../text/outgoing.ts';
import type { TextChannel } from '../../text/textChannel.ts';
import { checkHeaders } from './admission.ts';
import { claimDelivery, createDeliver } from './callback.ts';
import { keepReplies } from './keptReplies.ts';
import type { WebhookMessage } from './messageSchema.ts';
import { createPolledMessages } from './polledMessages.ts';
import { startPolling } from './poller.ts';
import { createMessageReceiver } from './receiver.ts';
import { stopping } from './refusal.ts';
import { createRepliesReceiver } from './repliesReceiver.ts';
import { abilitiesOf, type Shows } from './reply.ts';
import { servePath } from './servePath.ts';
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
  const deliver = createDeliver({ signing, callbacks, timing, now, log });
  const channels = new Map<string, TextChannel>();
  const channelFor = (shows: Shows) => {
    const key = [...shows].sort().join();
    const channel = channels.get(key) ?? options.textChannel(abilitiesOf(shows));
    channels.set(key, channel);
    return channel;
  };
  const delivery = { deliver, claimDelivery: claimDelivery(claim, timing) };
  const turnRooms = { channelFor, replies, claim, ...delivery, running, timing, log };
  const begin = (message: WebhookMessage) => beginTurn(turnRooms, message);
  const receiveMessage = createMessageReceiver({ admission, callbacks, timing, begin });
  const receiveFetch = createRepliesReceiver(admission, replies);
  let stopPolling = async () => {};

  const rules = {
    checkHeaders(headers: HttpRequest['headers']) {
      if (running.stopping) throw stopping();
      checkHeaders(admission, headers);
    },
    log,
  };
  return {
    name: 'logo-webhook',
    attach(server) {
      servePath(server, '/api/logo/messages', receiveMessage, rules);
      servePath(server, '/api/logo/replies', receiveFetch, rules);
      if (pollUrl === undefined) return;
      const messages = createPolledMessages({ callbacks, begin, replies, ...delivery, now, lostAfterMs });
      stopPolling = startPolling({ url: pollUrl, signing, messages, timing, now, log });
    },
    async stop(graceMs) {
      await stopPolling();
      await running.stop(graceMs);
    },
  };
}
