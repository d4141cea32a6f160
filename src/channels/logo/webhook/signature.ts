import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SigningConfig } from '../../../config/logo.ts';
import type { HttpRequest } from '../../server.ts';

/** What a signature that fits says of its request. */
export interface Signed {
  /** The digest as hexadecimal digits: the same however the header wrote it. */
  readonly digest: string;
  /** From the header; absent where the body holds the time. */
  readonly at?: Date;
}

type Headers = HttpRequest['headers'];

const DIGEST_BYTES = 32;
/** A header may carry the signatures of an old and a new key; more than a few is nobody's rotation. */
const MOST_SIGNATURES = 8;
/** Seconds stay below this until the year 5138, milliseconds have been above it since 1973. */
const FIRST_MILLISECONDS = 100_000_000_000;

/**
 * Checks the signature of a request: HMAC-SHA256 (RFC 2104) over the bytes as they came. Several signatures in one
 * header, between commas or spaces, are accepted if one fits. Whether the time is near is for the caller to say.
 */
export function checkSignature(signing: SigningConfig, { headers, body }: HttpRequest): Signed | undefined {
  const stamp = timestamp(signing, headers);
  if (signing.timestampHeader !== undefined && stamp === undefined) return undefined;
  const expected = digest(signing, body, stamp?.text ?? '');
  const fits = (candidate: Buffer) => timingSafeEqual(candidate, expected);
  if (!signatures(signing, headers).some(fits)) return undefined;
  return { digest: expected.toString('hex'), ...(stamp && { at: stamp.at }) };
}

/** The headers with which Kaname signs a body of its own, in the way in which it is signed to. */
export function signatureHeaders(signing: SigningConfig, body: Buffer, at: Date): Record<string, string> {
  const seconds = String(Math.floor(at.getTime() / 1000));
  const written = digest(signing, body, seconds).toString(signing.signatureEncoding);
  return {
    [signing.signatureHeader]: `${signing.signaturePrefix}${written}`,
    ...(signing.timestampHeader !== undefined && { [signing.timestampHeader]: seconds }),
  };
}

/** The time that the header says, in seconds or milliseconds since 1970, and the text that was signed. */
export function timestamp(
  { timestampHeader }: SigningConfig,
  headers: Headers,
): { at: Date; text: string } | undefined {
  const text = timestampHeader === undefined ? '' : (header(headers, timestampHeader) ?? '');
  if (!/^\d{9,14}$/.test(text)) return undefined;
  const number = Number(text);
  return { at: new Date(number < FIRST_MILLISECONDS ? number * 1000 : number), text };
}

/** The digests in the header that are written as they should be. */
export function signatures({ signatureHeader, signaturePrefix, signatureEncoding }: SigningConfig, headers: Headers) {
  const text = header(headers, signatureHeader) ?? '';
  return text
    .split(/[\s,]+/)
    .slice(0, MOST_SIGNATURES)
    .filter((one) => one.startsWith(signaturePrefix))
    .map((one) => one.slice(signaturePrefix.length))
    .filter((one) => (signatureEncoding === 'hex' ? /^[\da-f]{64}$/i : /^[A-Za-z\d+/]{43}=?$/).test(one))
    .map((one) => Buffer.from(one, signatureEncoding))
    .filter((one) => one.length === DIGEST_BYTES);
}

function digest({ key, signedText }: SigningConfig, body: Buffer, stamp: string): Buffer {
  const hmac = createHmac('sha256', key);
  for (const piece of signedText.split(/(\{(?:timestamp|body)\})/)) {
    if (piece === '{body}') hmac.update(body);
    else hmac.update(piece === '{timestamp}' ? stamp : piece);
  }
  return hmac.digest();
}

/** Node joins a header that came twice by a comma, so that a doubled time is no number any more. */
function header(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value.trim() : value?.join(',');
}
