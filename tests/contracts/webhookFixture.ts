import { createServer as createHttpServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebhookTiming } from '../../src/channels/logo/webhook/timing.ts';
import { createWebhookChannel, type WebhookOptions } from '../../src/channels/logo/webhook/webhookChannel.ts';
import { createServer } from '../../src/channels/server.ts';
import type { TextChannel } from '../../src/channels/text/textChannel.ts';
import { readConfig } from '../../src/config.ts';
import type { DialogueStore } from '../../src/stores/dialogues.ts';
import type { HistoryStore } from '../../src/stores/history.ts';
import { createMemoryDialogues } from '../../src/stores/memoryDialogues.ts';
import { createMemoryHistory } from '../../src/stores/memoryHistory.ts';

export const KEY = 'この鍵は試験のためのものです';

/** Signs as docs/ja/webhook.md says, without a line of Kaname's: HMAC by Web Crypto over bytes. */
export async function hmac(key: Buffer | string, text: Buffer | string): Promise<Buffer> {
  const bytes = (one: Buffer | string) => new Uint8Array(typeof one === 'string' ? Buffer.from(one) : one);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', bytes(key), algorithm, false, ['sign']);
  return Buffer.from(await crypto.subtle.sign('HMAC', imported, bytes(text)));
}

export async function signed(body: string | Buffer, at = new Date(), key = KEY): Promise<Record<string, string>> {
  const seconds = String(Math.floor(at.getTime() / 1000));
  const digest = await hmac(key, Buffer.concat([Buffer.from(`${seconds}.`), Buffer.from(body)]));
  return {
    'Content-Type': 'application/json',
    'X-Kaname-Timestamp': seconds,
    'X-Kaname-Signature': digest.toString('hex'),
  };
}

let sequence = 0;
export function message(fields: object = {}) {
  sequence += 1;
  return {
    id: `m${sequence}`,
    sentAt: new Date().toISOString(),
    conversation: { id: 'room-1', kind: 'personal' },
    sender: { id: 'hanako', name: '花子' },
    text: '有給休暇は何日ですか',
    reply: { mode: 'response' },
    ...fields,
  };
}

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly body: Record<string, unknown>;
}

const open: (() => Promise<void>)[] = [];
/** For afterEach. */
export async function closeAll(): Promise<void> {
  for (const close of open.splice(0).reverse()) await close();
}

type Answered = { readonly status: number; readonly body?: string; readonly headers?: Record<string, string> };

/** The relay's own server: records what it is sent and answers as told. */
export async function startRelay(answer: (request: Received, count: number) => Answered | Promise<Answered>) {
  const received: Received[] = [];
  const server = createHttpServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks).toString();
    const one = { path: request.url ?? '', headers: request.headers, raw, body: JSON.parse(raw || '{}') };
    received.push(one);
    const { status, body, headers } = await answer(one, received.length);
    // Not writeHead: restify puts its own in place of every server's.
    response.statusCode = status;
    for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  open.push(close);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received, close };
}

export interface Logged {
  readonly event: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

export interface WebhookSetup {
  readonly environment?: Record<string, string>;
  readonly answer?: TextChannel['answer'];
  readonly textChannel?: WebhookOptions['textChannel'];
  readonly timing?: Partial<WebhookTiming>;
  readonly history?: HistoryStore;
  readonly dialogues?: DialogueStore;
  readonly now?: () => Date;
}

const QUICK: Partial<WebhookTiming> = { gatherMs: 20, callbackPauseMs: 5, pollPauseMs: 10, mostPollPauseMs: 40 };

/** Kaname's side: the shared server with the webhook on it, on a free port, its stores in memory. */
export async function startWebhook(setup: WebhookSetup = {}) {
  const logged: Logged[] = [];
  const write = (event: string, fields?: Logged['fields']) => void logged.push({ event, ...(fields && { fields }) });
  const log = { info: write, warn: write, error: write };
  const now = setup.now ?? (() => new Date());
  const history = setup.history ?? createMemoryHistory({ days: 1, now });
  const dialogues = setup.dialogues ?? createMemoryDialogues({ now });
  const { webhook } = readConfig({ KANAME_WEBHOOK_KEY: KEY, ...setup.environment }).logo;
  if (webhook === undefined) throw new Error('no webhook in this configuration');
  const fake: TextChannel = {
    answer: setup.answer ?? (async (one, send) => void (await send({ kind: 'text', text: `「${one.text}」への回答` }))),
    greet: async (_room, send) => void (await send({ kind: 'text', text: 'こんにちは。' })),
  };
  const channel = createWebhookChannel({
    ...webhook,
    textChannel: setup.textChannel ?? (() => fake),
    dialogues,
    claim: history.claim,
    log,
    now,
    timing: { ...QUICK, ...setup.timing },
  });
  const ready = async () => ({ ready: true, details: {} });
  const server = createServer({ log, ready, metrics: async () => '' });
  channel.attach(server);
  const { url } = await server.listen(0, '127.0.0.1');
  open.push(() => server.close(0));
  open.push(() => channel.stop(500));

  const send = (path: string, body: string | Buffer, headers: Readonly<Record<string, string>>) =>
    fetch(url + path, { method: 'POST', body: new Uint8Array(Buffer.from(body)), headers });
  return {
    url,
    channel,
    history,
    dialogues,
    logged,
    send,
    /** Signs and posts; what comes back as status and body. */
    async post(content: object, path = '/api/logo/messages') {
      const body = JSON.stringify(content);
      const response = await send(path, body, await signed(body, now()));
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    async fetchReplies(...ids: string[]) {
      const body = JSON.stringify({
        ids,
        sentAt: `${now().toISOString().slice(0, -1)}${String(sequence++).padStart(4, '0')}Z`,
      });
      const response = await send('/api/logo/replies', body, await signed(body, now()));
      return (await response.json()) as { replies: Record<string, unknown>[]; pending: string[]; unknown: string[] };
    },
  };
}

/** Waits for what happens in the background, a second at most. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await holds()) return;
    await sleep(5);
  }
  throw new Error('what was waited for did not happen');
}
