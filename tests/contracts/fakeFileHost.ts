import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FileCall {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Answers one request; what it leaves open stays open. */
export type FileScript = (call: FileCall, response: ServerResponse, index: number) => void;

export interface FakeFileHost {
  readonly url: string;
  readonly calls: readonly FileCall[];
  script(answer: FileScript): void;
  close(): Promise<void>;
}

/** A host of files on this machine, in the place of OneDrive. Until it is scripted it has nothing. */
export async function startFakeFileHost(): Promise<FakeFileHost> {
  const calls: FileCall[] = [];
  let answer: FileScript = gives('', 404);
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url: path = '', headers } = request;
    const call = { method, path, headers, body: Buffer.concat(chunks) };
    calls.push(call);
    answer(call, response, calls.length - 1);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    script: (next) => {
      answer = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Gives these bytes to everybody who asks. */
export const gives =
  (bytes: Buffer | string, status = 200, headers: Readonly<Record<string, string>> = {}): FileScript =>
  (_, response) => {
    response.statusCode = status;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.end(bytes);
  };
