import { readFile as readBytesOf, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { KanameError } from '../errors.ts';
import { type FileKind, fileKind } from './fileKind.ts';
import { readHtml } from './html.ts';
import { readMail } from './mail/readMail.ts';
import { readMarkdown } from './markdown.ts';
import { readPdf } from './pdf.ts';
import { readPlainText } from './plainText.ts';
import type { ReadText } from './readText.ts';
import { readSlides } from './slides.ts';
import { readSpreadsheet, readTable } from './spreadsheet.ts';
import { readTranscript } from './transcript.ts';
import { readWord } from './word.ts';

export interface ReadOptions {
  /** Largest file in bytes; 20 MB. */
  readonly maxBytes?: number;
  /** How many mails this one lies within, as an attachment. */
  readonly mailDepth?: number;
}

const MAX_BYTES = 20 * 1024 * 1024;

/** A forwarded mail within a forwarded mail is read; a deeper one was made to harm. */
const MOST_MAIL_DEPTH = 3;

const READERS: Readonly<Record<FileKind, (bytes: Uint8Array, options: ReadOptions) => ReadText | Promise<ReadText>>> = {
  text: readPlainText,
  markdown: readMarkdown,
  html: readHtml,
  csv: (bytes) => readTable(bytes, ','),
  tsv: (bytes) => readTable(bytes, '\t'),
  vtt: readTranscript,
  eml: readMailAt,
  pdf: readPdf,
  docx: readWord,
  xlsx: (bytes) => readSpreadsheet(bytes, true),
  xls: (bytes) => readSpreadsheet(bytes, false),
  pptx: readSlides,
};

/**
 * Reads a file: .txt .md .html .csv .tsv .vtt .eml .pdf .docx .xlsx .xls .pptx, in UTF-8, UTF-16, Shift_JIS or EUC-JP.
 * @throws KanameError `not_found`, `input_empty` (no text in it), `input_too_long` (larger than `maxBytes`),
 * `file_unsupported` (another format) or `file_unreadable` (broken, protected, a zip bomb, not what its ending says)
 */
export async function readFile(path: string, options: ReadOptions = {}): Promise<ReadText> {
  let bytes: Buffer;
  try {
    const { size } = await stat(path);
    refuseLarge(size, options);
    bytes = await readBytesOf(path);
  } catch (thrown) {
    if (thrown instanceof KanameError) throw thrown;
    const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined;
    if (code === 'ENOENT') throw new KanameError('not_found', '指定されたファイルが見つかりません。', thrown);
    if (code === 'EISDIR')
      throw new KanameError('file_unreadable', 'フォルダーが指定されています。ファイルを指定してください。', thrown);
    throw new KanameError('file_unreadable', 'ファイルを開けませんでした。読み取りの権限を確認してください。', thrown);
  }
  return readBytes(bytes, basename(path), options);
}

/** Reads the bytes of a file whose name tells its kind. Throws as `readFile` does. */
export async function readBytes(bytes: Uint8Array, name: string, options: ReadOptions = {}): Promise<ReadText> {
  refuseLarge(bytes.length, options);
  if (bytes.length === 0) throw new KanameError('input_empty', 'ファイルの中身が空です。');
  const kind = fileKind(bytes, name);
  let read: ReadText;
  try {
    read = await READERS[kind](bytes, options);
  } catch (thrown) {
    if (thrown instanceof KanameError) throw thrown;
    throw new KanameError(
      'file_unreadable',
      'このファイルは壊れているか、読み取れない内容を含んでいます。元のソフトで保存し直してください。',
      thrown,
    );
  }
  const broken = read.text.match(/\ufffd/g)?.length ?? 0;
  if (broken > 0) read = { ...read, warnings: [...read.warnings, `文字化けしている箇所が${broken}か所あります。`] };
  if (read.text.trim() === '') throw new KanameError('input_empty', 'このファイルには、読み取れる文字がありません。');
  return read;
}

function readMailAt(bytes: Uint8Array, { mailDepth = 0, ...options }: ReadOptions): Promise<ReadText> {
  if (mailDepth >= MOST_MAIL_DEPTH)
    throw new KanameError('file_unreadable', 'メールの中のメールが深すぎるため、ここからは読み取りませんでした。');
  return readMail(bytes, (part, name) => readBytes(part, name, { ...options, mailDepth: mailDepth + 1 }));
}

function refuseLarge(size: number, { maxBytes = MAX_BYTES }: ReadOptions): void {
  if (size <= maxBytes) return;
  const limit = Math.round(maxBytes / 1024 / 1024);
  throw new KanameError(
    'input_too_long',
    `ファイルが大きすぎます（上限は${limit}MBです）。分けて保存し直してください。`,
  );
}
