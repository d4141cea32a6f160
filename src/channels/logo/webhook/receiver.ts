import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpRequest, HttpResponse } from '../../server.ts';
import { type AdmissionRules, admit } from './admission.ts';
import { callbackUrl } from './callbackUrl.ts';
import { isAddressed } from './incoming.ts';
import { messageSchema, readAs, type WebhookMessage } from './messageSchema.ts';
import { busy } from './refusal.ts';
import { emptyReply, type Reply } from './reply.ts';
import type { WebhookTiming } from './timing.ts';
import type { WebhookTurn } from './turns.ts';

export interface ReceiverRooms {
  readonly admission: AdmissionRules;
  readonly callbacks: readonly string[];
  readonly timing: WebhookTiming;
  /** Undefined where the message was taken before. */
  readonly begin: (message: WebhookMessage) => Promise<WebhookTurn | undefined>;
}

/** Messages that are answered at the same time; their files are in memory. */
const MOST_TURNS = 64;

/** POST /api/logo/messages: takes a message and gives its answer, or says where it will be. Throws Refusals. */
export function createMessageReceiver(rooms: ReceiverRooms): (request: HttpRequest) => Promise<HttpResponse> {
  let turns = 0;

  return async (request) => {
    if (turns >= MOST_TURNS) throw busy();
    const message = await admit(rooms.admission, request, (body) => readMessage(body, rooms.callbacks));
    if (!isAddressed(message)) return response(emptyReply(message, true));
    const turn = await rooms.begin(message);
    if (turn === undefined) return response(emptyReply(message, true, true));
    turns += 1;
    void turn.ended.then(() => {
      turns -= 1;
    });
    if (message.reply.mode !== 'response') return response(emptyReply(message, false));
    await within(rooms.timing.responseMs, turn.ended);
    const [first] = await turn.partsNow();
    return response(first ?? emptyReply(message, false));
  };
}

/** @throws Refusal `invalid_message`, `callback_not_allowed` */
export function readMessage(body: unknown, callbacks: readonly string[]): WebhookMessage {
  const message = readAs(messageSchema, body);
  if (message.reply.url !== undefined) callbackUrl(message.reply.url, callbacks);
  return message;
}

function response(reply: Reply): HttpResponse {
  return { status: reply.done ? 200 : 202, body: reply };
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  const late = sleep(milliseconds, undefined, { signal: over.signal }).catch(() => undefined);
  await Promise.race([work, late]);
  over.abort();
}
