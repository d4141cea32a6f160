import { z } from 'zod';
import type { SigningConfig } from '../../../config/logo.ts';
import { readSigned } from './admission.ts';
import { readJson } from './signedJson.ts';

/** The messages themselves are read one by one: one that is wrong must not hold up the others. */
const answerSchema = z.object({ messages: z.array(z.unknown()) });

/** Bytes of one answer to a poll; a relay with more to say gives the rest next time. */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * The messages that a relay has for us. An answer is signed as a request is; over HTTPS, where the relay shows who it
 * is, the signature may be left out.
 * @throws Error where the answer is no such thing; its text is in no message
 */
export async function readPollAnswer(response: Response, signing: SigningConfig, now: () => Date): Promise<unknown[]> {
  if (!response.ok) {
    await response.body?.cancel();
    throw Object.assign(new Error('the poll was refused'), { code: String(response.status) });
  }
  const body = await readBounded(response);
  const headers = Object.fromEntries(response.headers);
  const signed = headers[signing.signatureHeader] !== undefined || !response.url.startsWith('https:');
  const value = signed ? readSigned({ signing, now }, { headers, body }).body : readJson(body);
  return answerSchema.parse(value).messages;
}

async function readBounded(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error('the answer of a poll is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
