import { setFlagsFromString } from 'node:v8';
import type { ApartReply } from './apartProcess.ts';

/** 64 KB each: the PDF reader works outside the heap that Node limits. */
const WASM_PAGES = 8192;

/** Makes this process one that reads files for `createApartProcess`: whatever a file does to it, the bot keeps answering. */
export function serveApart<Request extends object, Piece>(read: (request: Request) => AsyncIterable<Piece>): void {
  setFlagsFromString(`--wasm-max-mem-pages=${WASM_PAGES}`);
  process.on('message', async (request: Request & { readonly job: number }) => {
    for await (const part of read(request)) await reply({ job: request.job, part });
    await reply({ job: request.job });
  });
  // Ctrl+C in a terminal reaches this process too; the one that started it decides when it ends, also by dying.
  process.on('SIGINT', () => {});
  process.on('disconnect', () => process.exit());
}

function reply<Piece>(message: ApartReply<Piece>): Promise<void> {
  return new Promise((sent) => {
    if (process.send === undefined) sent();
    else process.send(message, () => sent());
  });
}
