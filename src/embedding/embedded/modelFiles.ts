import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A model folder's files with the checksum that SHA256SUMS names for each. */
export type Checksums = ReadonlyMap<string, string>;

/** Reads SHA256SUMS: one `<64 hex digits>  <file name>` a line, as sha256sum writes it. */
export function readChecksums(folder: string): Checksums {
  const lines = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').matchAll(/^([0-9a-f]{64}) [ *](.+)$/gm);
  return new Map([...lines].map(([, sum = '', file = '']) => [file, sum]));
}

/** The files of an embedding model, as they are checked and loaded. */
export interface ModelFiles {
  readonly model: Buffer;
  readonly tokenizer: object;
}

/** @throws Error where a file is missing, is not named in SHA256SUMS or differs from what is named there */
export function readModel(folder: string): ModelFiles {
  return {
    model: readChecked(folder, 'model.onnx'),
    tokenizer: JSON.parse(readChecked(folder, 'tokenizer.json').toString('utf8')),
  };
}

function readChecked(folder: string, file: string): Buffer {
  const content = readFileSync(join(folder, file));
  const sum = createHash('sha256').update(content).digest('hex');
  if (readChecksums(folder).get(file) !== sum) throw new Error(`${file} differs from SHA256SUMS`);
  return content;
}
