import type { SettingName } from '../settings.ts';
import { present, type Reader, wrong } from './reader.ts';

/** How LoGo Chat, and other office chats by a relay, reach Kaname. */
export interface LogoConfig {
  /** Absent: no connection to the direct platform is opened. */
  readonly direct?: DirectConfig;
  /** Absent: POST /api/logo/messages is refused. */
  readonly webhook?: WebhookConfig;
}

export interface DirectConfig {
  readonly token: string;
  /** `wss://…` */
  readonly endpoint: string;
  /** `http://host:port` */
  readonly proxy?: string;
}

export interface WebhookConfig {
  readonly signing: SigningConfig;
  /** URLs below which replies may be sent, each with a slash at its end. Empty: no callbacks. */
  readonly callbacks: readonly string[];
  /** Asked for messages where nothing may come in from outside. */
  readonly pollUrl?: string;
}

/** How a request is signed: HMAC-SHA256 over `signedText`, where {timestamp} and {body} stand for what they name. */
export interface SigningConfig {
  readonly key: Buffer;
  /** Lower case. */
  readonly signatureHeader: string;
  /** What stands before the digest in its header: Slack's `v0=`. */
  readonly signaturePrefix: string;
  readonly signatureEncoding: 'base64' | 'hex';
  /** Lower case; absent: the time is taken from the body, which is signed too. */
  readonly timestampHeader?: string;
  readonly signedText: string;
}

const LEAST_KEY_BYTES = 16;

/** Throws KanameError `wrong_configuration`. */
export function readLogo(read: Reader): LogoConfig {
  const direct = readDirect(read);
  const webhook = readWebhook(read);
  return { ...(direct && { direct }), ...(webhook && { webhook }) };
}

function readDirect(read: Reader): DirectConfig | undefined {
  const token = read.optional('KANAME_LOGO_TOKEN');
  if (token === undefined) return undefined;
  const endpoint = read.url('KANAME_LOGO_ENDPOINT', 'wss');
  const proxy = read.optional('KANAME_LOGO_PROXY') === undefined ? undefined : read.url('KANAME_LOGO_PROXY');
  return { token, endpoint, ...present('proxy', proxy) };
}

function readWebhook(read: Reader): WebhookConfig | undefined {
  if (read.optional('KANAME_WEBHOOK_KEY') === undefined) return undefined;
  const callbacks = (read.optional('KANAME_WEBHOOK_CALLBACKS') ?? '')
    .split(',')
    .map((url) => url.trim())
    .filter((url) => url !== '')
    .map(callback);
  return { signing: readSigning(read), callbacks, ...present('pollUrl', readPollUrl(read, callbacks)) };
}

/** Replies to polled messages go by callbacks. */
function readPollUrl(read: Reader, callbacks: readonly string[]): string | undefined {
  if (read.optional('KANAME_WEBHOOK_POLL_URL') === undefined) return undefined;
  const url = read.url('KANAME_WEBHOOK_POLL_URL');
  const { username, password } = new URL(url);
  if (username + password !== '') {
    throw wrong('KANAME_WEBHOOK_POLL_URL', 'URLに利用者名やパスワードを含めないでください。');
  }
  if (callbacks.length === 0) {
    throw wrong('KANAME_WEBHOOK_CALLBACKS', 'KANAME_WEBHOOK_POLL_URL を使うときは、返信の送り先を指定してください。');
  }
  return url;
}

function readSigning(read: Reader): SigningConfig {
  const key = readKey(read);
  const signedText = read.text('KANAME_WEBHOOK_SIGNED_TEXT');
  const timestampHeader = headerName(read, 'KANAME_WEBHOOK_TIMESTAMP_HEADER');
  if (!signedText.includes('{body}')) throw wrong('KANAME_WEBHOOK_SIGNED_TEXT', '{body} を含めてください。');
  if ((timestampHeader !== 'none') !== signedText.includes('{timestamp}')) {
    throw wrong(
      'KANAME_WEBHOOK_SIGNED_TEXT',
      '時刻のヘッダーがあるときだけ、{timestamp} を含めてください（ないときは KANAME_WEBHOOK_TIMESTAMP_HEADER を none に）。',
    );
  }
  return {
    key,
    signatureHeader: headerName(read, 'KANAME_WEBHOOK_SIGNATURE_HEADER'),
    signaturePrefix: read.optional('KANAME_WEBHOOK_SIGNATURE_PREFIX') ?? '',
    signatureEncoding: read.oneOf('KANAME_WEBHOOK_SIGNATURE_ENCODING', ['base64', 'hex']),
    signedText,
    ...(timestampHeader !== 'none' && { timestampHeader }),
  };
}

/** Node leaves out what it cannot decode, which would make a short key of a mistyped one. */
const KEY_FORMS = { base64: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2,3}={0,2})?$/, hex: /^(?:[\dA-Fa-f]{2})+$/ };

function readKey(read: Reader): Buffer {
  const encoding = read.oneOf('KANAME_WEBHOOK_KEY_ENCODING', ['text', 'base64', 'hex']);
  const text = read.text('KANAME_WEBHOOK_KEY');
  if (encoding !== 'text' && !KEY_FORMS[encoding].test(text)) {
    throw wrong('KANAME_WEBHOOK_KEY', `KANAME_WEBHOOK_KEY_ENCODING（${encoding}）の書き方で指定してください。`);
  }
  const key = Buffer.from(text, encoding === 'text' ? 'utf8' : encoding);
  if (key.length >= LEAST_KEY_BYTES) return key;
  throw wrong('KANAME_WEBHOOK_KEY', `${LEAST_KEY_BYTES}バイト以上の、推測できない値を指定してください。`);
}

/** A token of RFC 9110, section 5.6.2, in lower case. */
function headerName(read: Reader, name: SettingName): string {
  const header = read.text(name).toLowerCase();
  if (/^[!#$%&'*+.^_`|~\w-]+$/.test(header)) return header;
  throw wrong(name, 'HTTPのヘッダー名に使える文字（英数字とハイフンなど）で指定してください。');
}

/** Sentences about the callbacks name what is wrong, not the address: it may carry a key. */
function callback(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    url === undefined ||
    !/^https?:$/.test(url.protocol) ||
    url.username + url.password + url.search + url.hash !== ''
  ) {
    throw wrong('KANAME_WEBHOOK_CALLBACKS', 'http:// または https:// で始まるURLを、コンマ区切りで指定してください。');
  }
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}
