import type { Log } from '../../../log.ts';
import type { HttpHandler, HttpRequest, HttpServer } from '../../server.ts';
import { busy, refusalResponse, responseFor } from './refusal.ts';

export interface PathRules {
  /** Throws a Refusal for headers with which no body need be read. */
  readonly checkHeaders: (headers: HttpRequest['headers']) => void;
  readonly log: Log;
}

/** Bytes of a request: files of 8 MB with what base64 adds to them, and room for the rest. */
const MOST_BYTES = 12 * 1024 * 1024;

/** Bodies that are being read at the same time: until then nobody has shown that the key is known. */
const MOST_READING = 32;

/** Serves a path on which every answer is JSON, refusals too. */
export function servePath(
  server: HttpServer,
  path: string,
  handler: HttpHandler,
  { checkHeaders, log }: PathRules,
): void {
  let reading = 0;
  const answering: HttpHandler = (request) => {
    reading -= 1;
    return handler(request).catch((thrown: unknown) => responseFor(thrown, log));
  };
  server.post(path, answering, {
    bodyLimitBytes: MOST_BYTES,
    before(headers) {
      try {
        checkHeaders(headers);
        if (reading >= MOST_READING) throw busy();
        reading += 1;
        return undefined;
      } catch (thrown) {
        return responseFor(thrown, log);
      }
    },
    refusal(status, sentence) {
      reading -= 1;
      return refusalResponse(status, status === 413 ? 'too_large' : 'bad_request', sentence);
    },
  });
}
