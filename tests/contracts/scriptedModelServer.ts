import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer of the scripted model; the last of a script is given again to every further request. */
export type ScriptedReply =
  /** A whole answer, streamed in pieces of `pieceBytes` bytes, which may end in mid-character. */
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly finish?: 'stop' | 'length' | 'content_filter';
      readonly use?: { readonly prompt: number; readonly completion: number } | 'unreported';
      readonly pieceBytes?: number;
    }
  /** Goes on with `text` until the other side hangs up (at most 2,000 times). */
  | { readonly kind: 'endless'; readonly text: string }
  /** An error before anything is streamed. */
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly body: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Sends `text` and breaks off: `clean` ends the response without a finish reason, `torn` destroys the connection. */
  | { readonly kind: 'cut'; readonly text: string; readonly how: 'clean' | 'torn' }
  /** Sends `text` and then nothing more, leaving the connection open. */
  | { readonly kind: 'hang'; readonly text: string };

export interface RecordedRequest {
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body exactly as it came over the wire: what leaves the process. */
  readonly raw: string;
  readonly body: {
    readonly model?: string;
    readonly stream?: boolean;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly [other: string]: unknown;
  };
  /** True once the other side has hung up before the answer was complete. */
  readonly abandoned: boolean;
}

export interface ScriptedModel {
  /** `http://127.0.0.1:port`: the endpoint for Azure, and with `/v1` the base URL for everything else. */
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  /** Replaces what is left of the script. */
  script(...replies: readonly ScriptedReply[]): void;
  close(): Promise<void>;
}

/** A reply chosen by what was asked, for tests in which several tasks reach the same model. */
export type ReplyChooser = (request: RecordedRequest) => ScriptedReply;

const safe = { filtered: false, severity: 'safe' };
/** The chunk with which Azure opens every stream. */
const azurePromptResults = {
  id: '',
  object: '',
  created: 0,
  model: '',
  choices: [],
  prompt_filter_results: [
    { prompt_index: 0, content_filter_results: { hate: safe, self_harm: safe, sexual: safe, violence: safe } },
  ],
};

/**
 * What Azure says (HTTP 400) when its filter stops a prompt, here for violence:
 * https://learn.microsoft.com/azure/ai-services/openai/concepts/content-filter
 */
export const azureFilteredPrompt: ScriptedReply = {
  kind: 'error',
  status: 400,
  body: {
    error: {
      message:
        "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry.",
      type: null,
      param: 'prompt',
      code: 'content_filter',
      status: 400,
      innererror: {
        code: 'ResponsibleAIPolicyViolation',
        content_filter_result: {
          hate: safe,
          jailbreak: { filtered: false, detected: false },
          self_harm: safe,
          sexual: safe,
          violence: { filtered: true, severity: 'medium' },
        },
      },
    },
  },
};

const paths = /^\/(?:v1|openai\/deployments\/[^/]+)\/chat\/completions(?:\?|$)/;

/** Starts a model on a free loopback port that says what it is told, over the wire of the chat completions protocol. */
export async function startScriptedModel(script: readonly ScriptedReply[] | ReplyChooser): Promise<ScriptedModel> {
  const requests: (RecordedRequest & { abandoned: boolean })[] = [];
  let replies = typeof script === 'function' ? [] : [...script];
  const next = (request: RecordedRequest): ScriptedReply =>
    (replies.length > 1 ? replies.shift() : replies[0]) ??
    (typeof script === 'function' ? script(request) : { kind: 'text', text: '' });
  const server = createServer(async (incoming, response) => {
    const raw = await bodyOf(incoming);
    const path = incoming.url ?? '';
    if (incoming.method !== 'POST' || !paths.test(path)) return void json(response, 404, { error: { code: '404' } });
    const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
    const request = { path, headers, raw, body: JSON.parse(raw), abandoned: false };
    requests.push(request);
    response.on('close', () => {
      request.abandoned = !response.writableFinished;
    });
    await give(next(request), response, path.startsWith('/openai/'));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    script: (...more) => {
      replies = [...more];
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function give(reply: ScriptedReply, response: ServerResponse, azure: boolean): Promise<void> {
  if (reply.kind === 'error') return json(response, reply.status, reply.body, reply.headers);
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  const model = 'scripted';
  const chunk = (delta: object, finish: string | null = null, more: object = {}) =>
    `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 0, model, choices: [{ index: 0, delta, finish_reason: finish }], ...more })}\n\n`;
  if (azure) response.write(`data: ${JSON.stringify(azurePromptResults)}\n\n`);
  response.write(chunk({ role: 'assistant', content: '' }));
  switch (reply.kind) {
    case 'text': {
      const { text, finish = 'stop', use = { prompt: 12, completion: 34 }, pieceBytes = 11 } = reply;
      const usage = use !== 'unreported' && { prompt_tokens: use.prompt, completion_tokens: use.completion };
      const words = text.match(/[\s\S]{1,5}/gu) ?? [];
      const last = usage ? chunk({}, null, { choices: [], usage: { ...usage, total_tokens: 0 } }) : '';
      const all = `${words.map((content) => chunk({ content })).join('')}${chunk({}, finish)}${last}data: [DONE]\n\n`;
      await writeInPieces(response, Buffer.from(all), pieceBytes);
      response.end();
      return;
    }
    case 'endless':
      for (let times = 0; times < 2_000 && !response.destroyed; times++) {
        response.write(chunk({ content: reply.text }));
        await new Promise((soon) => setImmediate(soon));
      }
      response.end();
      return;
    case 'cut':
      response.write(chunk({ content: reply.text }));
      if (reply.how === 'clean') response.end();
      else setTimeout(() => response.destroy(), 20);
      return;
    case 'hang':
      if (reply.text !== '') response.write(chunk({ content: reply.text }));
  }
}

/** Each piece is written by itself, so that the other side reads characters that are torn in two. */
async function writeInPieces(response: ServerResponse, bytes: Buffer, size: number): Promise<void> {
  for (let start = 0; start < bytes.length && !response.destroyed; start += size) {
    response.write(bytes.subarray(start, start + size));
    await new Promise((soon) => setImmediate(soon));
  }
}

function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}
