import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** A model folder's files with the checksum that SHA256SUMS names for each. */
export type Checksums = ReadonlyMap<string, string>;

/** Reads SHA256SUMS: one `<64 hex digits>  <file name>` a line, as sha256sum writes it. */
export function readChecksums(folder: string): Checksums {
  const lines = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').matchAll(/^([0-9a-f]{64}) [ *](.+)$/gm);
  return new Map([...lines].map(([, sum = '', file = '']) => [file, sum]));
}

/** The files of an embedding model, checked. */
export interface ModelFiles {
  /** Its path: the runtime needs less memory when it reads the file itself. */
  readonly model: string;
  readonly tokenizer: object;
}

/** @throws Error where a file is missing, is not named in SHA256SUMS or differs from what is named there */
export function readModel(folder: string): ModelFiles {
  const checksums = readChecksums(folder);
  const [model, tokenizer] = ['model.onnx', 'tokenizer.json'].map((file) => {
    if (sumOf(join(folder, file)) !== checksums.get(file)) throw new Error(`${file} differs from SHA256SUMS`);
    return join(folder, file);
  }) as [string, string];
  return { model, tokenizer: JSON.parse(readFileSync(tokenizer, 'utf8')) };
}

/** SHA-256 of a file, read piece by piece. */
function sumOf(path: string): string {
  const hash = createHash('sha256');
  const piece = Buffer.alloc(1 << 20);
  const file = openSync(path, 'r');
  try {
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) hash.update(piece.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}
