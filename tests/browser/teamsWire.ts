import { type RelayAnswer, type RelayRequest, startRelay } from './relay.ts';

/** An activity as it left the bot. */
export interface SentActivity {
  readonly type: string;
  readonly text?: string;
  readonly entities?: readonly Record<string, unknown>[];
  readonly attachments?: readonly { readonly contentType: string; readonly content: Record<string, unknown> }[];
  readonly channelData?: Readonly<Record<string, unknown>>;
}

/** One call of the bot to the connector, and what the connector said. */
export interface SentCall {
  readonly method: string;
  readonly conversation: string;
  /** The activity replied to (POST), changed (PUT) or removed (DELETE). */
  readonly target?: string;
  readonly activity?: SentActivity;
  readonly status: number;
  /** The id a new activity was given. */
  readonly id?: string;
}

/**
 * What goes to and fro between the bot and the playground: it is recorded here, and made to be as it is in Teams where
 * the playground (0.2.28) has it otherwise.
 */
export interface TeamsWire {
  /** Where the playground has to send its activities. */
  readonly botEndpoint: string;
  /** Where the bot has to answer. */
  readonly serviceUrl: string;
  readonly calls: readonly SentCall[];
  /** The messages that stand in a conversation and its threads: sent, replaced and taken away again. */
  messagesIn(conversation: string): readonly SentActivity[];
  close(): Promise<void>;
}

export async function startTeamsWire(botPort: number, pagePort: number): Promise<TeamsWire> {
  const calls: SentCall[] = [];
  const toBot = await startRelay(botPort, (request, passOn) => passOn(asTeamsGivesFeedback(request, calls)));
  const toConnector = await startRelay(pagePort, async (request, passOn) => {
    const call = callOf(request);
    const answer = breaksThePage(call)
      ? { status: 202, body: '{}' }
      : withId(call, await passOn(request), `message-${calls.length}`);
    calls.push({ ...call, status: answer.status, ...idIn(answer.body) });
    return answer;
  });
  return {
    botEndpoint: `${toBot.url}/api/messages`,
    serviceUrl: `${toConnector.url}/_connector`,
    calls,
    messagesIn: (conversation) => standing(calls.filter((call) => call.conversation.split(';')[0] === conversation)),
    close: async () => {
      await Promise.all([toBot.close(), toConnector.close()]);
    },
  };
}

type Call = Omit<SentCall, 'status' | 'id'>;

/** `/_connector/v3/conversations/{conversation}/activities/{target}` */
function callOf({ method, path, body }: RelayRequest): Call {
  const [, , , , conversation = '', , target] = path.split('/').map(decodeURIComponent);
  return { method, conversation, ...(target && { target }), ...(body && { activity: JSON.parse(body) }) };
}

/**
 * Typing in a channel's thread, which Teams shows nowhere (https://github.com/MicrosoftDocs/msteams-docs/issues/1451),
 * stops the playground's page for good: "Saga error Error: Invalid conversation id".
 */
function breaksThePage({ conversation, activity }: Call): boolean {
  return activity?.type === 'typing' && conversation.includes(';messageid=');
}

/** Teams tells the id of every message; the playground makes two of words with a card, and tells neither's. */
function withId({ method, activity }: Call, answer: RelayAnswer, id: string): RelayAnswer {
  const nameless = method === 'POST' && activity?.type === 'message' && answer.status < 300 && !idIn(answer.body).id;
  return nameless && !streamOf(activity) ? { ...answer, body: JSON.stringify({ id }) } : answer;
}

/**
 * A thumb in Teams names its message as `replyToId` and brings its comment as JSON; the playground names none and brings
 * plain text. The message meant is taken to be the newest.
 */
function asTeamsGivesFeedback(request: RelayRequest, calls: readonly SentCall[]): RelayRequest {
  const activity = request.body === '' ? {} : JSON.parse(request.body);
  const given = activity.value?.actionValue;
  if (activity.name !== 'message/submitAction' || typeof given?.feedback !== 'string') return request;
  const newest = calls.findLast((call) => call.conversation === activity.conversation.id && call.id !== undefined);
  const actionValue = { ...given, feedback: JSON.stringify({ feedbackText: given.feedback }) };
  const body = { ...activity, replyToId: newest?.id, value: { ...activity.value, actionValue } };
  return { ...request, body: JSON.stringify(body) };
}

function standing(calls: readonly SentCall[]): readonly SentActivity[] {
  const messages = new Map<string, SentActivity>();
  for (const { method, target = '', activity, id = '' } of calls) {
    if (method === 'DELETE') messages.delete(target);
    else if (activity?.type === 'message') {
      messages.set(method === 'PUT' ? target : (streamOf(activity) ?? id), activity);
    }
  }
  return [...messages.values()];
}

function streamOf(activity: SentActivity): string | undefined {
  const id = activity.entities?.find(({ type }) => type === 'streaminfo')?.streamId;
  return typeof id === 'string' ? id : undefined;
}

function idIn(body: string): { id?: string } {
  try {
    const { id } = JSON.parse(body);
    return typeof id === 'string' ? { id } : {};
  } catch {
    return {};
  }
}
