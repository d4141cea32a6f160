import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RelayRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Empty where there is none. */
  readonly body: string;
}

export interface RelayAnswer {
  readonly status: number;
  readonly body: string;
}

export interface Relay {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  close(): Promise<void>;
}

/** What happens to a request: it may be changed, passed on, recorded, or answered without being passed on. */
export type RelayRule = (
  request: RelayRequest,
  passOn: (request: RelayRequest) => Promise<RelayAnswer>,
) => Promise<RelayAnswer>;

/** Listens on a free loopback port and passes JSON requests on to `port`, as `rule` has it. */
export async function startRelay(port: number, rule: RelayRule): Promise<Relay> {
  const passOn = async ({ method, path, body }: RelayRequest) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, ...(body && { body }) });
    return { status: response.status, body: await response.text() };
  };
  const server = createServer(async (request, response) => {
    const { method = '', url: path = '/' } = request;
    const answer = await rule({ method, path, body: await bodyOf(request) }, passOn).catch((thrown: unknown) => ({
      status: 502,
      body: JSON.stringify({ error: String(thrown) }),
    }));
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(answer.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}
