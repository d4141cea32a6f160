import type { IncomingMessage } from 'node:http';

/** Why a body was not read: larger than allowed, in an encoding we do not unpack, or cut off. */
export type BodyProblem = 'too_large' | 'encoded' | 'broken';

/**
 * Reads a request's body as it came, for signatures are made over bytes. Compressed bodies are refused: a few
 * kilobytes can unpack to gigabytes, and neither Teams nor LoGo Chat sends any.
 */
export async function readRequestBody(request: IncomingMessage, limitBytes: number): Promise<Buffer | BodyProblem> {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') return 'encoded';
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) return 'too_large';
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      const bytes: Buffer = chunk;
      length += bytes.length;
      if (length > limitBytes) return 'too_large';
      chunks.push(bytes);
    }
  } catch {
    return 'broken';
  }
  return Buffer.concat(chunks);
}
