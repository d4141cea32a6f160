import type { Log } from '../../../log.ts';
import type { HttpHandler, HttpRequest, HttpServer } from '../../server.ts';
import { refusalResponse, responseFor } from './refusal.ts';

export interface PathRules {
  /** Throws a Refusal for headers with which no body need be read. */
  readonly checkHeaders: (headers: HttpRequest['headers']) => void;
  readonly log: Log;
}

/** Bytes of a request: files of 8 MB with what base64 adds to them, and room for the rest. */
const MOST_BYTES = 12 * 1024 * 1024;

/** Serves a path on which every answer is JSON, refusals too. */
export function servePath(
  server: HttpServer,
  path: string,
  handler: HttpHandler,
  { checkHeaders, log }: PathRules,
): void {
  const answering: HttpHandler = (request) => handler(request).catch((thrown: unknown) => responseFor(thrown, log));
  server.post(path, answering, {
    bodyLimitBytes: MOST_BYTES,
    before(headers) {
      try {
        checkHeaders(headers);
        return undefined;
      } catch (thrown) {
        return responseFor(thrown, log);
      }
    },
    refusal: (status, sentence) => refusalResponse(status, status === 413 ? 'too_large' : 'bad_request', sentence),
  });
}
