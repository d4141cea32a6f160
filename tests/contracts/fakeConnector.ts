import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export * from './teamsActivities.ts';

/** An activity as it is on the wire. */
export type WireActivity = Record<string, unknown> & {
  type: string;
  text?: string;
  entities?: Record<string, unknown>[];
  attachments?: { contentType: string; content: unknown }[];
  channelData?: Record<string, unknown>;
};

/** Somebody in a team or a chat, as the service tells of them. */
export type Member = Readonly<Record<string, unknown>> & { readonly id: string };

/** One call of the bot. `activity` is absent for DELETE and GET. */
export interface ConnectorCall {
  readonly method: string;
  readonly conversation: string;
  /** `activities`, `pagedmembers`; empty where a conversation is opened. */
  readonly resource: string;
  readonly query: Readonly<Record<string, string>>;
  /** The id in the path: the activity replied to (POST), changed (PUT) or removed (DELETE). */
  readonly target?: string;
  readonly activity?: WireActivity;
  readonly at: number;
  status: number;
}

export interface ScriptedResponse {
  readonly status: number;
  readonly body?: object;
  readonly headers?: Record<string, string>;
  /** Milliseconds before the answer; `Infinity` never answers. */
  readonly delayMs?: number;
}

/** What a user sees: a message, or a stream that has not ended. */
export interface VisibleMessage {
  readonly id: string;
  readonly conversation: string;
  readonly activity: WireActivity;
  readonly streaming: boolean;
}

export interface FakeConnector {
  /** The `serviceUrl` of activities sent to the bot. */
  readonly url: string;
  /** Every call, also the refused ones. */
  readonly calls: readonly ConnectorCall[];
  /** The activities Teams took, in order, typing among them. */
  readonly activities: readonly WireActivity[];
  /** The pages of the roster of a team or a chat, by its id; one that is not here is not found. */
  readonly rosters: Map<string, readonly (readonly Member[])[]>;
  /** The personal chats that were opened by the bot, by the person's id; who is not here has not added the bot. */
  readonly personalChats: Map<string, string>;
  visible(conversation?: string): VisibleMessage[];
  /** Decides about calls before the rules of Teams do; `undefined` lets the call through. Replaces the last script. */
  script(respond: (call: ConnectorCall, index: number) => ScriptedResponse | undefined): void;
  /** Resolves when `condition` holds; rejects after `timeoutMs`, with what was seen. */
  until(condition: (connector: FakeConnector) => boolean, timeoutMs?: number): Promise<void>;
  close(): Promise<void>;
}

export const refusals = {
  stoppedByUser: refusal(403, 'ContentStreamNotAllowed', 'Content stream was cancelled by user.'),
  streamTooLong: refusal(403, 'ContentStreamNotAllowed', 'Content stream finished due to exceeded streaming time.'),
  streamNotAllowed: refusal(403, 'ContentStreamNotAllowed', 'Content stream is not allowed'),
  throttled: (seconds: number): ScriptedResponse => ({
    ...refusal(429, 'TooManyRequests', 'API calls quota exceeded'),
    headers: { 'retry-after': String(seconds) },
  }),
  serverError: refusal(500, 'ServiceError', 'Unknown'),
  notInstalled: refusal(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.'),
  notFound: refusal(404, 'ActivityNotFoundInConversation', 'Activity not found'),
  badRequest: refusal(400, 'BadSyntax', 'Bad request'),
} as const;

/** A Bot Framework connector that keeps the rules Teams keeps about streams and updates, and records everything. */
export async function startFakeConnector(): Promise<FakeConnector> {
  const calls: ConnectorCall[] = [];
  const activities: WireActivity[] = [];
  const messages = new Map<string, VisibleMessage>();
  const sequences = new Map<string, number>();
  const rosters = new Map<string, readonly (readonly Member[])[]>();
  const personalChats = new Map<string, string>();
  let respond: (call: ConnectorCall, index: number) => ScriptedResponse | undefined = () => undefined;
  let nextId = 1;

  const take = (call: ConnectorCall): ScriptedResponse => {
    const { activity, conversation, target } = call;
    if (call.method === 'GET' && call.resource === 'pagedmembers') {
      const pages = rosters.get(conversation);
      const page = Number(call.query.continuationToken ?? 0);
      if (pages === undefined) return refusals.notFound;
      const more = page + 1 < pages.length && { continuationToken: String(page + 1) };
      return { status: 200, body: { members: pages[page] ?? [], ...more } };
    }
    if (call.method === 'DELETE') {
      return messages.delete(target ?? '') ? { status: 200 } : refusals.notFound;
    }
    if (!activity) return refusals.badRequest;
    if (call.method === 'POST' && conversation === '') {
      const [person] = activity.members as { id: string }[];
      const id = personalChats.get(person?.id ?? '');
      return id === undefined ? refusals.notInstalled : { status: 201, body: { id } };
    }
    if (call.method === 'PUT') {
      if (!messages.has(target ?? '')) return refusals.notFound;
      messages.set(target ?? '', { id: target ?? '', conversation, activity, streaming: false });
      activities.push(activity);
      return { status: 200, body: { id: target } };
    }
    const stream = activity.entities?.find((entity) => entity.type === 'streaminfo');
    const id = typeof stream?.streamId === 'string' ? stream.streamId : `activity-${nextId++}`;
    if (stream) {
      const problem = streamProblem(
        stream,
        activity,
        messages.get(id),
        sequences.get(id),
        otherStream(conversation, id),
      );
      if (problem) return problem;
      sequences.set(id, Number(stream.streamSequence));
    }
    if (activity.type === 'message' || stream) {
      messages.set(id, {
        id,
        conversation,
        activity,
        streaming: stream !== undefined && stream.streamType !== 'final',
      });
    }
    activities.push(activity);
    return { status: stream?.streamId ? 202 : 201, body: stream?.streamId ? {} : { id } };
  };
  const otherStream = (conversation: string, id: string) =>
    [...messages.values()].some((shown) => shown.streaming && shown.conversation === conversation && shown.id !== id);

  const server = createServer((request, response) => {
    readCall(request).then((call) => {
      calls.push(call);
      const answer = respond(call, calls.length - 1) ?? take(call);
      call.status = answer.status;
      if (answer.delayMs === Number.POSITIVE_INFINITY) return;
      setTimeout(() => {
        response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
        response.end(JSON.stringify(answer.body ?? {}));
      }, answer.delayMs ?? 0);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const connector: FakeConnector = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    activities,
    rosters,
    personalChats,
    visible: (conversation) =>
      [...messages.values()].filter((shown) => conversation === undefined || shown.conversation === conversation),
    script: (next) => {
      respond = next;
    },
    async until(condition, timeoutMs = 5_000) {
      const end = Date.now() + timeoutMs;
      while (!condition(connector)) {
        if (Date.now() > end) throw new Error(`Not seen in time. Calls: ${JSON.stringify(calls)}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return connector;
}

/** https://learn.microsoft.com/microsoftteams/platform/bots/streaming-ux#error-codes */
function streamProblem(
  stream: Record<string, unknown>,
  activity: WireActivity,
  shown: VisibleMessage | undefined,
  lastSequence: number | undefined,
  beside: boolean,
): ScriptedResponse | undefined {
  const conversation = activity.conversation as { conversationType?: string } | undefined;
  if (conversation?.conversationType !== 'personal' || beside) return refusals.streamNotAllowed;
  if (stream.streamId !== undefined && !shown?.streaming) return refusals.streamNotAllowed;
  if (stream.streamType === 'final') {
    return activity.type === 'message' && stream.streamSequence === undefined ? undefined : refusals.badRequest;
  }
  if (activity.type !== 'typing' || !activity.text) return refusals.badRequest;
  if (stream.streamSequence !== undefined && Number(stream.streamSequence) <= (lastSequence ?? 0)) {
    return refusals.badRequest;
  }
  const before = shown?.activity.entities?.some(({ streamType }) => streamType === 'streaming')
    ? shown.activity.text
    : '';
  return activity.text.startsWith(before ?? '') ? undefined : refusals.badRequest;
}

async function readCall(request: IncomingMessage): Promise<ConnectorCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const url = new URL(request.url ?? '/', 'http://connector');
  const [, , , conversation = '', resource = '', target] = url.pathname.split('/').map(decodeURIComponent);
  return {
    method: request.method ?? '',
    conversation,
    resource,
    query: Object.fromEntries(url.searchParams),
    ...(target && { target }),
    ...(text && { activity: JSON.parse(text) as WireActivity }),
    at: performance.now(),
    status: 0,
  };
}

function refusal(status: number, code: string, message: string): ScriptedResponse {
  return { status, body: { error: { code, message } } };
}
