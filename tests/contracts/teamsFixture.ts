import type { Answer, Citation } from '../../src/answer.ts';
import { createServer } from '../../src/channels/server.ts';
import { createTeamsChannel, type TeamsChannel, type TeamsOptions } from '../../src/channels/teams/teamsChannel.ts';
import type { Conversation, IncomingMessage, Reaction, ReplyEvent } from '../../src/conversation/message.ts';
import type { Log } from '../../src/log.ts';

/** Paces short enough for tests, in the same proportions as the real ones. */
export const QUICK = {
  typingEveryMs: 60,
  progress: { firstAfterMs: 20, intervalMs: 30 },
  stream: { firstAfterMs: 10, intervalMs: 30 },
  streamLimitMs: 5_000,
  send: { timeoutMs: 400, maxRetryAfterMs: 50, retries: 3 },
  authenticationMs: 2_000,
  files: { wholeMs: 1_500, requestMs: 300, retries: 2, pauseMs: 10 },
  dialogMs: 300,
} as const;

export interface TestBot {
  readonly url: string;
  readonly channel: TeamsChannel;
  /** What the conversation was given. */
  readonly messages: IncomingMessage[];
  readonly reactions: Reaction[];
  /** Everything that was logged, as one text. */
  logged(): string;
  close(): Promise<void>;
}

export type Handle = (message: IncomingMessage, signal?: AbortSignal) => AsyncIterable<ReplyEvent>;

/** The channel and its server, with a conversation that says what the test scripts. */
export async function startTestBot(handle: Handle, options: Partial<TeamsOptions> = {}): Promise<TestBot> {
  const messages: IncomingMessage[] = [];
  const reactions: Reaction[] = [];
  const lines: string[] = [];
  const write = (event: string, fields?: object) => void lines.push(JSON.stringify({ event, ...fields }));
  const log: Log = { info: write, warn: write, error: write };
  const conversation: Conversation = {
    handle(message, signal) {
      messages.push(message);
      return handle(message, signal);
    },
    async react(reaction) {
      reactions.push(reaction);
    },
    welcome: () => answer({ command: 'help', title: 'ようこそ', generated: false, speak: 'かなめです。' }),
  };
  const channel = createTeamsChannel({ conversation, cardFor: plainCard, log, timing: QUICK, ...options });
  const server = createServer({
    log,
    ready: async () => ({ ready: true, details: {} }),
    metrics: async () => '',
  });
  channel.attach(server);
  const { url } = await server.listen(0, '127.0.0.1');
  return {
    url,
    channel,
    messages,
    reactions,
    logged: () => lines.join('\n'),
    async close() {
      await channel.stop(0);
      await server.close(0);
    },
  };
}

export function plainCard(answer: Answer, turn: string) {
  const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: answer.title, id: turn }] };
  return { card, fallbackText: `${answer.title}（文字版）` };
}

export function answer(fields: Partial<Answer> = {}): Answer {
  return {
    command: 'ask',
    title: '規程の回答',
    parts: [],
    basis: 'rules',
    generated: true,
    speak: '年次休暇は20日です。',
    ...fields,
  };
}

export function citation(fields: Partial<Citation> = {}): Citation {
  return {
    article: 'leave-12',
    clause: 'p1',
    document: '見本市職員の休暇に関する規程',
    label: '第12条第1項',
    quote: '年次有給休暇は、一の年度において20日とする。',
    articleText: '第12条 年次有給休暇は、一の年度において20日とする。',
    ...fields,
  };
}

/** A conversation that yields these events, with a pause in milliseconds between them. */
export function says(events: readonly ReplyEvent[], pauseMs = 0): Handle {
  return async function* () {
    for (const event of events) {
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      yield event;
    }
  };
}
