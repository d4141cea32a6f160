import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';
import Encoding from 'encoding-japanese';
import { ZipFile } from 'yazl';
import type { ReceivedFile } from '../../src/conversation/message.ts';
import { KanameError } from '../../src/errors.ts';
import { projectFile } from '../../src/projectFiles.ts';

/** A file as a channel hands it over: its bytes are given when asked for, within the limit. */
export function received(
  name: string,
  content: Uint8Array | string,
  contentType = 'application/octet-stream',
): ReceivedFile {
  const bytes = Buffer.from(content);
  return {
    name,
    contentType,
    bytes: bytes.length,
    async read(limitBytes) {
      if (bytes.length > limitBytes) throw new KanameError('input_too_long', 'ファイルが大きすぎます。');
      return bytes;
    },
  };
}

/** A file of the samples, under its own name. */
export const sample = (path: string): ReceivedFile =>
  received(basename(path), readFileSync(projectFile(`samples/${path}`)));

export const shiftJis = (text: string): Uint8Array =>
  Uint8Array.from(Encoding.convert(Encoding.stringToCode(text), { from: 'UNICODE', to: 'SJIS' }));

export function zipped(entries: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(entries)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
}
