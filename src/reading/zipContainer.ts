import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { KanameError } from '../errors.ts';

export interface ContainerLimits {
  /** Bytes of all entries unpacked. */
  readonly unpacked: number;
  /** Bytes of all XML parts unpacked; parsers need many times as much memory. */
  readonly xml: number;
  /** Unpacked to packed size, where an entry unpacks to over a megabyte. */
  readonly ratio: number;
  readonly entries: number;
}

const MEGABYTE = 1024 * 1024;
const CONTAINER_LIMITS: ContainerLimits = {
  unpacked: 200 * MEGABYTE,
  xml: 64 * MEGABYTE,
  ratio: 150,
  entries: 5000,
};

const TOO_LARGE =
  'このファイルは、展開すると非常に大きくなるため、安全のために読み取りを中止しました。内容を分けて保存し直してください。';
const ENCRYPTED = 'このファイルはパスワードで保護されています。保護を外して保存し直してください。';
const BROKEN = 'このファイルは壊れているため、読み取れませんでした。元のソフトで開いて、保存し直してください。';

/**
 * Unpacks a .docx, .xlsx or .pptx once, counting the bytes that really stream, before a parser without limits sees it.
 * @param keep which entries to return; the others are only counted
 * @returns the kept entries by name
 * @throws KanameError `file_unreadable` where it is a zip bomb, encrypted or broken, or holds a DOCTYPE
 */
export async function scanContainer(
  bytes: Uint8Array,
  keep: (name: string) => boolean = () => false,
  limits: ContainerLimits = CONTAINER_LIMITS,
): Promise<Map<string, Buffer>> {
  const kept = new Map<string, Buffer>();
  let unpacked = 0;
  let xml = 0;
  try {
    const zip = await opened(bytes);
    if (zip.entryCount > limits.entries) throw new KanameError('file_unreadable', TOO_LARGE);
    for await (const entry of entriesOf(zip)) {
      if ((entry.generalPurposeBitFlag & 1) !== 0) throw new KanameError('file_unreadable', ENCRYPTED);
      const isXml = /\.(?:xml|rels|vml)$/i.test(entry.fileName);
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of await streamOf(zip, entry)) {
        const piece = Buffer.from(chunk);
        size += piece.length;
        unpacked += piece.length;
        if (isXml) xml += piece.length;
        const bomb = size > MEGABYTE && size > entry.compressedSize * limits.ratio;
        if (bomb || unpacked > limits.unpacked || xml > limits.xml) throw new KanameError('file_unreadable', TOO_LARGE);
        // Office files never declare document types; entities in them could grow without bound in a parser.
        if (isXml && size === piece.length && piece.subarray(0, 1024).includes('<!DOCTYPE')) throw new Error('DOCTYPE');
        if (keep(entry.fileName)) chunks.push(piece);
      }
      if (keep(entry.fileName)) kept.set(entry.fileName, Buffer.concat(chunks));
    }
  } catch (thrown) {
    if (thrown instanceof KanameError) throw thrown;
    throw new KanameError('file_unreadable', BROKEN, thrown);
  }
  return kept;
}

function opened(bytes: Uint8Array): Promise<ZipFile> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return new Promise((resolve, reject) => {
    fromBuffer(buffer, { lazyEntries: true }, (error, zip) => (error ? reject(error) : resolve(zip)));
  });
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | undefined>((resolve, reject) => {
      const settle = (): void => {
        for (const name of ['entry', 'end', 'error']) zip.removeAllListeners(name);
      };
      zip.once('entry', (next: Entry) => [settle(), resolve(next)]);
      zip.once('end', () => [settle(), resolve(undefined)]);
      zip.once('error', (error: Error) => [settle(), reject(error)]);
      zip.readEntry();
    });
    if (entry === undefined) return;
    yield entry;
  }
}

function streamOf(zip: ZipFile, entry: Entry): Promise<AsyncIterable<Buffer>> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
}
