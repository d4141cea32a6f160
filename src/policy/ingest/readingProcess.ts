// The process that reads files: whatever a file does to it, the bot keeps answering.
import { setFlagsFromString } from 'node:v8';
import { readBookParts } from './readBooks.ts';
import type { ReadReply, ReadRequest } from './readingMessages.ts';

/** 64 KB each: the PDF reader works outside the heap that Node limits. */
const WASM_PAGES = 8192;

setFlagsFromString(`--wasm-max-mem-pages=${WASM_PAGES}`);

function reply(message: ReadReply): Promise<void> {
  return new Promise((sent) => {
    if (process.send === undefined) sent();
    else process.send(message, () => sent());
  });
}

process.on('message', async ({ job, path, id }: ReadRequest) => {
  for await (const part of readBookParts(path, id)) await reply({ job, part });
  await reply({ job });
});
// Ctrl+C in a terminal reaches this process too; the one that started it decides when it ends, also by dying.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());
