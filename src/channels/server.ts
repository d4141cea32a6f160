import type { AddressInfo } from 'node:net';
import restify from 'restify';
import { describeError, type Log } from '../log.ts';
import { type BodyProblem, readRequestBody } from './requestBody.ts';

/** A request as a channel needs it: the headers, and the body as it came. */
export interface HttpRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** A string body is sent as plain text, an object as JSON, none as an empty answer. */
export interface HttpResponse {
  readonly status: number;
  readonly body?: string | object;
  readonly contentType?: string;
  /** Beside the headers that every answer has. */
  readonly headers?: Readonly<Record<string, string>>;
}

export type HttpHandler = (request: HttpRequest) => Promise<HttpResponse>;

/** What one path does otherwise than the others. */
export interface PostOptions {
  /** In place of the server's own limit. */
  readonly bodyLimitBytes?: number;
  /** Asked before the body is read; an answer ends the request. */
  readonly before?: (headers: HttpRequest['headers']) => HttpResponse | undefined;
  /** How this path says that a body cannot be read; plain text otherwise. */
  readonly refusal?: (status: number, sentence: string) => HttpResponse;
}

export interface HttpServer {
  get(path: string, handler: HttpHandler): void;
  post(path: string, handler: HttpHandler, options?: PostOptions): void;
  /** Port 0 takes a free one. Rejects when the port is taken (`EADDRINUSE`). */
  listen(port: number, host: string): Promise<{ readonly port: number; readonly url: string }>;
  /** Takes no more requests, lets open ones end for `graceMs` at most, then closes their connections. */
  close(graceMs?: number): Promise<void>;
}

export interface ServerOptions {
  readonly log: Log;
  /** For GET /readyz: 200 when ready, 503 otherwise, with `details` as its JSON body. */
  readonly ready: () => Promise<{ readonly ready: boolean; readonly details: object }>;
  /** For GET /metrics: Prometheus text. */
  readonly metrics: () => Promise<string>;
  readonly bodyLimitBytes?: number;
}

const BODY_LIMIT_BYTES = 256 * 1024;
const PROMETHEUS_TEXT = 'text/plain; version=0.0.4; charset=utf-8';

const SENTENCES: Readonly<Record<number, string>> = {
  400: 'リクエストの形式が正しくありません。',
  404: 'お探しのページはありません。',
  405: 'この呼び出し方には対応していません。',
  413: '送信されたデータが大きすぎます。',
  415: '圧縮されたデータは受け付けていません。',
};
const FAILED = '処理中に問題が発生しました。しばらくしてからもう一度お試しください。';

const STATUS_OF: Readonly<Record<BodyProblem, number>> = { too_large: 413, encoded: 415, broken: 400 };

/** The HTTP server all channels share. Every refusal is a plain Japanese sentence; nothing of the inside leaves it. */
export function createServer(options: ServerOptions): HttpServer {
  const limit = options.bodyLimitBytes ?? BODY_LIMIT_BYTES;
  const server = restify.createServer({ name: '' });
  server.server.headersTimeout = 10_000;
  server.server.requestTimeout = 30_000;
  server.on('restifyError', (_request, response: restify.Response, error: { statusCode?: number }, done) => {
    reply(response, plain(error.statusCode ?? 500));
    done();
  });

  const handled =
    (handler: HttpHandler, own: PostOptions = {}): restify.RequestHandler =>
    (request, response, next) => {
      answer(handler, request, { bodyLimitBytes: limit, ...own })
        .catch((thrown: unknown) => {
          options.log.error('http.failed', { path: request.getPath(), ...describeError(thrown) });
          return plain(500);
        })
        .then((result) => reply(response, result))
        .finally(() => next(false));
    };

  const result: HttpServer = {
    get: (path, handler) => void server.get(path, handled(handler)),
    post: (path, handler, own) => void server.post(path, handled(handler, own)),
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.removeListener('error', reject);
          const bound = (server.address() as AddressInfo).port;
          resolve({ port: bound, url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}` });
        });
      }),
    close: (graceMs = 5_000) =>
      new Promise((resolve) => {
        const force = setTimeout(() => server.server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(force);
          resolve();
        });
      }),
  };

  result.get('/healthz', async () => ({ status: 200, body: { status: 'ok' } }));
  result.get('/readyz', async () => {
    const { ready, details } = await options.ready();
    return { status: ready ? 200 : 503, body: details };
  });
  result.get('/metrics', async () => ({ status: 200, body: await options.metrics(), contentType: PROMETHEUS_TEXT }));
  return result;
}

async function answer(
  handler: HttpHandler,
  request: restify.Request,
  { bodyLimitBytes, before, refusal }: PostOptions & { readonly bodyLimitBytes: number },
): Promise<HttpResponse> {
  const ended = before?.(request.headers);
  if (ended) return ended;
  const body = request.method === 'POST' ? await readRequestBody(request, bodyLimitBytes) : Buffer.alloc(0);
  if (typeof body === 'string') {
    const status = STATUS_OF[body];
    return refusal?.(status, SENTENCES[status] ?? FAILED) ?? plain(status);
  }
  return handler({ headers: request.headers, body });
}

function plain(status: number): HttpResponse {
  return { status, body: SENTENCES[status] ?? FAILED };
}

function reply(response: restify.Response, { status, body, contentType, headers }: HttpResponse): void {
  if (response.headersSent || response.destroyed) return;
  const text = typeof body === 'object' ? JSON.stringify(body) : (body ?? '');
  const type = contentType ?? (typeof body === 'object' ? 'application/json' : 'text/plain; charset=utf-8');
  // What is left unread of a refused body would be taken for the next request.
  if (!response.req.complete) response.setHeader('Connection', 'close');
  response.sendRaw(status, text, {
    ...(text !== '' && { 'Content-Type': type }),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
}
