import type { GivenFile } from '../commands/command.ts';
import { KanameError, toKanameError } from '../errors.ts';
import { safeFileName } from '../files/fileName.ts';
import type { ReadDocument } from '../reading/apart/readDocument.ts';
import { limitCharacters, MOST_CHARACTERS } from './inputLimit.ts';
import type { ReceivedFile, ReplyEvent } from './message.ts';

/** Files that one message may bring, and the largest of them in bytes. */
export const MOST_FILES = 5;
export const MOST_FILE_BYTES = 20 * 1024 * 1024;
/** How long a file may take to come, in milliseconds; channels have shorter limits of their own. */
const FETCHING_MS = 120_000;

/** Endings for the content types of files whose names have none. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/^text\/vtt/i, '.vtt'],
  [/^text\/csv/i, '.csv'],
  [/^text\/markdown/i, '.md'],
  [/^text\/html/i, '.html'],
  [/^message\/rfc822/i, '.eml'],
  [/^text\/plain/i, '.txt'],
];

export interface FileLimits {
  /** Characters of the message itself, which count with those of its files. */
  readonly written: number;
  readonly signal: AbortSignal;
  readonly fetchingMs?: number;
}

/**
 * The files of a message as text, one after the other; says which one is being read. Nothing of them is written to a disk.
 * @throws KanameError with the file's name in its sentence: `input_too_long` (too many, too large, too much text),
 * `unreachable`, and what `ReadDocument` throws
 */
export async function* readFiles(
  files: readonly ReceivedFile[],
  read: ReadDocument,
  { written, signal, fetchingMs = FETCHING_MS }: FileLimits,
): AsyncGenerator<ReplyEvent, readonly GivenFile[]> {
  refuseMany(files);
  const given: GivenFile[] = [];
  let characters = written;
  for (const file of files) {
    const name = safeFileName(file.name);
    yield { kind: 'progress', text: `ファイル「${name}」を読み取っています…` };
    const bytes = await fetched(file, name, fetchingMs, signal);
    const document = await read(
      { bytes, name: nameOfKind(name, file.contentType), maxBytes: MOST_FILE_BYTES, maxCharacters: MOST_CHARACTERS },
      signal,
    ).catch((thrown: unknown) => {
      throw about(name, toKanameError(thrown));
    });
    characters += document.characters;
    limitCharacters(characters);
    const { text, places, warnings } = document;
    given.push({ name, text, places, warnings });
  }
  return given;
}

function refuseMany(files: readonly ReceivedFile[]): void {
  if (files.length > MOST_FILES) {
    throw new KanameError(
      'input_too_long',
      `一度にお受けできるファイルは${MOST_FILES}個までです（いただいたファイルは${files.length}個）。分けてお送りください。`,
    );
  }
  for (const { name, bytes } of files) {
    if (bytes > MOST_FILE_BYTES) throw tooLarge(safeFileName(name));
  }
}

async function fetched(file: ReceivedFile, name: string, limitMs: number, signal: AbortSignal): Promise<Buffer> {
  const ended = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
  let stop = () => {};
  const given = new Promise<never>((_, reject) => {
    stop = () => reject(unreachable(name, ended.reason));
    ended.addEventListener('abort', stop, { once: true });
    if (ended.aborted) stop();
  });
  try {
    const bytes = await Promise.race([file.read(MOST_FILE_BYTES), given]);
    if (bytes.length > MOST_FILE_BYTES) throw tooLarge(name);
    return bytes;
  } catch (thrown) {
    if (!(thrown instanceof KanameError)) throw unreachable(name, thrown);
    throw thrown.sentence.includes(name) ? thrown : about(name, thrown);
  } finally {
    ended.removeEventListener('abort', stop);
  }
}

function about(name: string, { code, sentence, cause }: KanameError): KanameError {
  return new KanameError(code, `ファイル「${name}」を読み取れませんでした。${sentence}`, cause);
}

function tooLarge(name: string): KanameError {
  const limit = MOST_FILE_BYTES / 1024 / 1024;
  return new KanameError(
    'input_too_long',
    `ファイル「${name}」は大きすぎるため、お受けできません（上限は${limit}MBです）。分けて保存し直してください。`,
  );
}

function unreachable(name: string, cause: unknown): KanameError {
  return new KanameError(
    'unreachable',
    `ファイル「${name}」を受け取れませんでした。しばらくしてから、もう一度お送りください。`,
    cause,
  );
}

function nameOfKind(name: string, contentType: string): string {
  if (/\.[^.]+$/.test(name)) return name;
  return `${name}${ENDINGS.find(([type]) => type.test(contentType))?.[1] ?? ''}`;
}
