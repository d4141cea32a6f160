import type { SigningConfig } from '../../../config/logo.ts';
import { signatureHeaders } from './signature.ts';

/**
 * Posts JSON with `sentAt`, signed in the way in which requests to Kaname are. Follows no redirect: its target was
 * allowed by nobody. The deadline is the signal's, the body of the answer still to be read.
 */
export function signedPost(
  signing: SigningConfig,
  url: string | URL,
  content: object,
  at: Date,
  signal: AbortSignal,
): Promise<Response> {
  const body = Buffer.from(JSON.stringify({ ...content, sentAt: at.toISOString() }));
  return fetch(url, {
    method: 'POST',
    body,
    headers: { ...signatureHeaders(signing, body, at), 'content-type': 'application/json' },
    redirect: 'manual',
    signal,
  });
}
