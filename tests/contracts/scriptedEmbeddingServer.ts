import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer of the scripted server; the last of a script is given again to every further request. */
export type EmbeddingReply =
  /** Vectors that `vectorOf` makes of the texts, changed where a server could go wrong. */
  | { readonly kind: 'vectors'; readonly change?: (data: EmbeddingData[]) => unknown }
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Takes the request and says nothing. */
  | { readonly kind: 'hang' }
  /** Takes the request and breaks the connection. */
  | { readonly kind: 'torn' };

export interface EmbeddingData {
  object: string;
  index: number;
  embedding: unknown;
}

export interface EmbeddingRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly raw: string;
  readonly body: { readonly model: string; readonly input: string[]; readonly [other: string]: unknown };
}

export interface ScriptedEmbeddings {
  readonly url: string;
  readonly requests: readonly EmbeddingRequest[];
  script(...replies: readonly EmbeddingReply[]): void;
  close(): Promise<void>;
}

/** Not of length 1, as many models give them, and told by the text: its first three characters. */
export const vectorOf = (text: string): number[] => [0, 1, 2].map((at) => ((text.codePointAt(at) ?? 7) % 97) + 1);

/** Starts an embeddings server on a free loopback port. It refuses inputs of more than 400 characters, as servers do. */
export async function startScriptedEmbeddings(): Promise<ScriptedEmbeddings> {
  const requests: EmbeddingRequest[] = [];
  let replies: EmbeddingReply[] = [{ kind: 'vectors' }];
  const server = createServer(async (incoming, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of incoming) pieces.push(piece as Buffer);
    const raw = Buffer.concat(pieces).toString('utf8');
    const request = { path: incoming.url ?? '', headers: incoming.headers, raw, body: JSON.parse(raw) };
    requests.push(request);
    const json = (status: number, body: unknown, headers = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
    };
    const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? { kind: 'hang' };
    if (reply.kind === 'hang') return;
    if (reply.kind === 'torn') return void incoming.socket.destroy();
    if (reply.kind === 'error') {
      return void json(reply.status, { error: { message: reply.message ?? 'no', code: null } }, reply.headers);
    }
    const input: string[] = request.body.input;
    if (input.some((text) => text.length > 400)) {
      return void json(400, { error: { message: "This model's maximum context length is 512 tokens." } });
    }
    const data = input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) }));
    json(200, { object: 'list', model: request.body.model, data: reply.change?.(data) ?? data });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    script: (...more) => {
      replies = [...more];
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
