import type { Activity } from 'botbuilder';
import type { HttpResponse } from '../server.ts';
import { isRecord } from './cardAction.ts';

export interface AdmissionRules {
  /** True where tokens are checked; otherwise only this machine may talk to the bot. */
  readonly authenticated: boolean;
  readonly allowedTenants: readonly string[];
}

const REQUIRED_IDS = ['from', 'recipient', 'conversation'] as const;

export const MALFORMED: HttpResponse = { status: 400, body: 'リクエストの形式が正しくありません。' };
export const UNAUTHORIZED: HttpResponse = { status: 401, body: '認証できませんでした。' };
const KEYS_UNAVAILABLE: HttpResponse = {
  status: 503,
  body: '認証情報を確認できませんでした。しばらくしてからもう一度お試しください。',
};
const WRONG_PLACE: HttpResponse = { status: 403, body: 'この接続元からの要求は受け付けていません。' };
const WRONG_TENANT: HttpResponse = { status: 403, body: 'この組織からの利用は許可されていません。' };

/**
 * Reads an activity that has everything we answer with. `undefined` for anything else, also one without `serviceUrl`:
 * the library would then compare it with no token and answer at the public connector.
 */
export function readActivity(body: Buffer): Activity | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
  if (!isRecord(value) || !isText(value.type) || !isText(value.channelId) || !isText(value.serviceUrl))
    return undefined;
  for (const role of REQUIRED_IDS) {
    // Teams' own examples of message actions in chats of two name no conversation.
    if (role === 'conversation' && isMessageAction(value) && value.conversation === undefined) continue;
    const account = value[role];
    if (!isRecord(account) || !isText(account.id)) return undefined;
  }
  return {
    ...value,
    conversation: value.conversation ?? { id: 'unknown' },
    text: typeof value.text === 'string' ? value.text : '',
    entities: Array.isArray(value.entities) ? value.entities.filter(isRecord) : [],
    attachments: Array.isArray(value.attachments) ? value.attachments.filter(isRecord) : [],
    // The library reads members of an invoke's value without looking whether there is one.
    value: value.type === 'invoke' && !isRecord(value.value) ? {} : value.value,
    ...(typeof value.timestamp === 'string' && { timestamp: new Date(value.timestamp) }),
  } as unknown as Activity;
}

/** Refuses, before any token is looked at, where an answer could not or must not be sent. */
export function refusePlace(activity: Activity, rules: AdmissionRules): HttpResponse | undefined {
  const url = readUrl(activity.serviceUrl);
  if (!url) return MALFORMED;
  const allowed = rules.authenticated
    ? // Other channels are checked by other rules of the library, and have no tenant.
      url.protocol === 'https:' && activity.channelId === 'msteams'
    : /^https?:$/.test(url.protocol) && isLoopback(url.hostname);
  return allowed ? undefined : WRONG_PLACE;
}

/** Refuses who is not of an allowed organisation. Only for activities whose token was checked. */
export function refuseTenant(activity: Activity, rules: AdmissionRules): HttpResponse | undefined {
  if (!rules.authenticated) return undefined;
  const data: unknown = activity.channelData;
  const channelTenant = isRecord(data) && isRecord(data.tenant) ? data.tenant.id : undefined;
  const tenants = [activity.conversation.tenantId, channelTenant].filter(isText);
  const known = tenants.length > 0 && tenants.every((tenant) => rules.allowedTenants.includes(tenant));
  return known ? undefined : WRONG_TENANT;
}

/** What a failed check of the token is answered with; the library reports most of them as a server error. */
export function refuseToken(thrown: unknown): HttpResponse {
  const { name, statusCode } = thrown as { name?: unknown; statusCode?: unknown };
  const noKeys = name === 'FetchError' || name === 'DeadlineError' || statusCode === 500;
  return noKeys ? KEYS_UNAVAILABLE : UNAUTHORIZED;
}

function isMessageAction({ type, name }: Record<string, unknown>): boolean {
  return type === 'invoke' && typeof name === 'string' && name.startsWith('composeExtension/');
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

function readUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
