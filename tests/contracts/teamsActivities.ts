/** Activities as Teams sends them to a bot, with invented people of an invented city. */

export const BOT = { id: '28:kaname', name: 'かなめ' };
export const USER = { id: '29:tanaka', name: '田中 花子', aadObjectId: '11111111-2222-3333-4444-555555555555' };
export const TENANT = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
export const PERSONAL = 'a:personal-chat';
export const TEAM = '19:team@thread.tacv2';
export const CHANNEL = '19:channel@thread.tacv2;messageid=1700000000000';

export interface ActivityOptions {
  /** The connector's address. */
  readonly serviceUrl: string;
  readonly id?: string;
  readonly timestamp?: string;
  readonly conversation?: string;
  readonly tenant?: string;
  readonly from?: { readonly id: string; readonly name?: string; readonly aadObjectId?: string };
  readonly scope?: 'personal' | 'groupChat' | 'channel';
  /** Of a channel. */
  readonly team?: string;
  readonly channelType?: 'standard' | 'private' | 'shared';
}

export type InboundActivity = Record<string, unknown>;

let count = 0;

/** What all inbound activities have in common; `fields` adds to it or overrides it. */
export function inbound(type: string, options: ActivityOptions, fields: InboundActivity = {}): InboundActivity {
  count += 1;
  const scope = options.scope ?? 'personal';
  const tenant = options.tenant ?? TENANT;
  return {
    type,
    id: options.id ?? `incoming-${count}`,
    timestamp: options.timestamp ?? new Date(1_790_000_000_000 + count * 1000).toISOString(),
    channelId: 'msteams',
    serviceUrl: options.serviceUrl,
    from: options.from ?? USER,
    recipient: BOT,
    conversation: {
      id: options.conversation ?? (scope === 'personal' ? PERSONAL : CHANNEL),
      conversationType: scope,
      tenantId: tenant,
      ...(scope !== 'personal' && { isGroup: true }),
    },
    channelData: {
      tenant: { id: tenant },
      ...(scope === 'channel' && {
        team: { id: options.team ?? TEAM },
        channel: { id: CHANNEL.split(';')[0], ...(options.channelType && { type: options.channelType }) },
      }),
    },
    locale: 'ja-JP',
    ...fields,
  };
}

/** A message written to the bot directly. */
export function personalMessage(text: string, options: ActivityOptions): InboundActivity {
  return inbound('message', { scope: 'personal', ...options }, { text, textFormat: 'plain' });
}

/** A message in a channel that mentions the bot at its beginning. */
export function channelMention(text: string, options: ActivityOptions): InboundActivity {
  const mark = `<at>${BOT.name}</at>`;
  const entities = [{ type: 'mention', text: mark, mentioned: BOT }];
  return inbound(
    'message',
    { scope: 'channel', ...options },
    { text: `${mark} ${text}`, textFormat: 'plain', entities },
  );
}

/** A pressed Action.Submit: a message without text. */
export function submit(
  name: string,
  data: Record<string, string>,
  inputs: Record<string, unknown>,
  options: ActivityOptions & { readonly card?: string },
): InboundActivity {
  const value = { kaname: { name, data }, ...inputs };
  return inbound('message', options, { value, ...(options.card && { replyToId: options.card }) });
}

/** A pressed Action.Execute: an invoke. */
export function execute(
  name: string,
  data: Record<string, string>,
  inputs: Record<string, unknown>,
  options: ActivityOptions & { readonly card?: string },
): InboundActivity {
  const action = { type: 'Action.Execute', verb: name, data: { kaname: { name, data }, ...inputs } };
  return inbound('invoke', options, {
    name: 'adaptiveCard/action',
    value: { action, trigger: 'manual' },
    ...(options.card && { replyToId: options.card }),
  });
}

/** A thumb on the message `card`, with the comment of the default form. */
export function feedback(
  reaction: 'like' | 'dislike',
  comment: string,
  options: ActivityOptions & { readonly card: string },
): InboundActivity {
  const actionValue = { reaction, feedback: JSON.stringify({ feedbackText: comment }) };
  return inbound('invoke', options, {
    name: 'message/submitAction',
    replyToId: options.card,
    value: { actionName: 'feedback', actionValue },
  });
}

/** A file that was put into a personal chat. `content` as Teams tells of it. */
export function fileAttachment(name: string, content: Readonly<Record<string, unknown>>) {
  return { contentType: 'application/vnd.microsoft.teams.file.download.info', name, content };
}

/** What a person decided about a file: the context of its card comes back. */
export function fileConsent(
  action: string,
  context: unknown,
  options: ActivityOptions & { readonly card?: string },
  uploadInfo?: unknown,
): InboundActivity {
  return inbound('invoke', options, {
    name: 'fileConsent/invoke',
    value: { type: 'fileUpload', action, context, ...(uploadInfo !== undefined && { uploadInfo }) },
    ...(options.card && { replyToId: options.card }),
  });
}

/** 「要約する」 pressed on a message. */
export function messageAction(payload: unknown, options: ActivityOptions): InboundActivity {
  const value = { commandId: 'summarizeMessage', commandContext: 'message', messagePayload: payload };
  return inbound('invoke', { scope: 'channel', ...options }, { name: 'composeExtension/fetchTask', value });
}

/** The bot (or, with `members`, others) was added to a conversation. */
export function membersAdded(options: ActivityOptions, members: readonly { id: string }[] = [BOT]): InboundActivity {
  return inbound('conversationUpdate', options, { membersAdded: members });
}

/** Sends an activity to the bot and returns its answer. */
export async function post(
  botUrl: string,
  activity: InboundActivity,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string }> {
  const response = await fetch(`${botUrl}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(activity),
  });
  return { status: response.status, body: await response.text() };
}
