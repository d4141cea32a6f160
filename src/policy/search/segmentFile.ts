import { createHash } from 'node:crypto';
import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Section, type SectionKind, type Sections, sectionKinds } from './segmentSections.ts';

/**
 * The file: `KANAMEIX`, the length of the header (32 bits, little endian), the header in JSON, and the arrays one after
 * the other in the machine's byte order, each beginning at a multiple of 8. A file that ends early, was changed, or is
 * of another format is as good as none: whoever reads it builds anew.
 */
const MAGIC = 'KANAMEIX';
/** Counts up when the layout changes. */
const FORMAT = 1;
const PREFIX_BYTES = MAGIC.length + 4;
const LONGEST_HEADER = 2 ** 28;
/** Bytes read or written before other work of the process gets a turn. */
const BYTES_AT_ONCE = 2 ** 22;

interface Header {
  readonly format: number;
  readonly isLittleEndian: boolean;
  /** What the writer says about the content. */
  readonly about: unknown;
  /** Elements, not bytes. */
  readonly sections: readonly { readonly name: string; readonly kind: SectionKind; readonly length: number }[];
  /** SHA-256 of all that follows the header. */
  readonly hash: string;
}

/**
 * Writes the file in one step: another process sees the old one or the new one, and so does the next start after a
 * power cut.
 * @throws the error of the file system
 */
export async function writeSections(path: string, about: unknown, sections: Sections): Promise<void> {
  const entries = Object.entries(sections);
  const hash = createHash('sha256');
  for (const piece of piecesOf(entries)) {
    hash.update(piece);
    await othersTurn();
  }
  const header: Header = {
    format: FORMAT,
    isLittleEndian,
    about,
    sections: entries.map(([name, section]) => ({ name, kind: kindOf(section), length: section.length })),
    hash: hash.digest('base64'),
  };
  const json = Buffer.from(JSON.stringify(header));
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.write(MAGIC, 'latin1');
  prefix.writeUInt32LE(json.length, MAGIC.length);
  const unfinished = `${path}.${process.pid}.tmp`;
  await removeUnfinished(path);
  try {
    const file = await open(unfinished, 'w', 0o600);
    try {
      await file.writeFile(Buffer.concat([prefix, json, Buffer.alloc(padding(prefix.length + json.length))]));
      for (const piece of piecesOf(entries)) await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (thrown) {
    await rm(unfinished, { force: true });
    throw thrown;
  }
}

/** What the writer said about the content, without reading it; undefined where there is no such file or another one. */
export async function readAbout(path: string): Promise<unknown> {
  return opened(path, async (file) => (await readHeader(file))?.header.about);
}

/** The whole file, its arrays over one buffer; undefined where there is none, or it is damaged or of another format. */
export async function readSections(path: string): Promise<{ about: unknown; sections: Sections } | undefined> {
  return opened(path, async (file) => {
    const read = await readHeader(file);
    if (read === undefined) return undefined;
    const { header, end } = read;
    const places = placesOf(header);
    if (places === undefined || (await file.stat()).size !== end + places.bytes) return undefined;
    const buffer = new ArrayBuffer(places.bytes);
    const hash = createHash('sha256');
    for (let at = 0; at < buffer.byteLength; at += BYTES_AT_ONCE) {
      const piece = new Uint8Array(buffer, at, Math.min(BYTES_AT_ONCE, buffer.byteLength - at));
      if (!(await fill(file, piece, end + at))) return undefined;
      hash.update(piece);
    }
    if (hash.digest('base64') !== header.hash) return undefined;
    const arrays = places.sections.map(({ name, kind, length, start }): [string, Section] => {
      return [name, new sectionKinds[kind](buffer, start, length)];
    });
    return { about: header.about, sections: Object.fromEntries(arrays) };
  });
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
const padding = (bytes: number): number => (8 - (bytes % 8)) % 8;
const othersTurn = () => new Promise<void>((resume) => setImmediate(resume));

function kindOf(section: Section): SectionKind {
  const kinds = Object.keys(sectionKinds) as SectionKind[];
  return kinds.find((kind) => section instanceof sectionKinds[kind]) ?? 'u8';
}

/** The bytes of all arrays with what fills them up to multiples of 8. */
function* piecesOf(entries: readonly (readonly [string, Section])[]): Generator<Uint8Array> {
  for (const [, section] of entries) {
    const bytes = new Uint8Array(section.buffer, section.byteOffset, section.byteLength);
    for (let at = 0; at < bytes.length; at += BYTES_AT_ONCE) yield bytes.subarray(at, at + BYTES_AT_ONCE);
    yield new Uint8Array(padding(bytes.length));
  }
}

function placesOf({ sections }: Header) {
  let bytes = 0;
  const places = [];
  for (const section of sections) {
    const kind = sectionKinds[section.kind];
    if (kind === undefined || !Number.isSafeInteger(section.length) || section.length < 0) return undefined;
    places.push({ ...section, start: bytes });
    bytes += section.length * kind.BYTES_PER_ELEMENT;
    bytes += padding(bytes);
  }
  return { sections: places, bytes };
}

async function readHeader(file: FileHandle): Promise<{ header: Header; end: number } | undefined> {
  const prefix = Buffer.alloc(PREFIX_BYTES);
  if (!(await fill(file, prefix, 0)) || prefix.toString('latin1', 0, MAGIC.length) !== MAGIC) return undefined;
  const length = prefix.readUInt32LE(MAGIC.length);
  if (length > LONGEST_HEADER) return undefined;
  const json = Buffer.alloc(length);
  if (!(await fill(file, json, PREFIX_BYTES))) return undefined;
  const header = JSON.parse(json.toString()) as Header;
  if (header.format !== FORMAT || header.isLittleEndian !== isLittleEndian) return undefined;
  return { header, end: PREFIX_BYTES + length + padding(PREFIX_BYTES + length) };
}

/** False where the file ends before `piece` is full. */
async function fill(file: FileHandle, piece: Uint8Array, from: number): Promise<boolean> {
  let at = 0;
  while (at < piece.length) {
    const { bytesRead } = await file.read(piece, at, piece.length - at, from + at);
    if (bytesRead === 0) return false;
    at += bytesRead;
  }
  return true;
}

/** What cannot be opened, read or understood is as good as not there. */
async function opened<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T | undefined> {
  try {
    const file = await open(path, 'r');
    try {
      return await work(file);
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

/** Files that a process did not finish because it was killed. */
async function removeUnfinished(path: string): Promise<void> {
  const left = (await readdir(dirname(path))).filter((name) => {
    const process = /^(.+)\.(\d+)\.tmp$/.exec(name);
    return process?.[1] === basename(path) && !isRunning(Number(process[2]));
  });
  for (const name of left) await rm(join(dirname(path), name), { force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as { code?: unknown }).code === 'EPERM';
  }
}
