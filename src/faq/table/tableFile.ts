import { readFileSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { read, utils, type WorkBook, write } from '@e965/xlsx';
import { KanameError } from '../../errors.ts';
import { decodeText } from '../../reading/decodeText.ts';
import { scanContainer } from '../../reading/zipContainer.ts';
import { columns, type Row, readColumns } from './columns.ts';
import { asPlainCell, fromPlainCell } from './formulaSafe.ts';

const SHEET = 'FAQ';
/** Widths of the columns in characters; the long texts get room. */
const WIDTHS: Readonly<Record<string, number>> = {
  質問: 40,
  回答: 60,
  根拠: 30,
  根拠の引用: 40,
  最初の質問: 40,
  近い条文: 30,
};
const NARROW = 12;
/** What Excel needs to take a CSV file for UTF-8. */
const BOM = '\ufeff';

type Kind = '.xlsx' | '.csv' | '.jsonl';

/** @throws KanameError `wrong_call` for another kind of file, `file_unreadable` where it cannot be written */
export function writeTable(file: string, rows: readonly Row[]): void {
  const kind = kindOf(file);
  const content = kind === '.jsonl' ? rows.map((row) => `${JSON.stringify(row)}\n`).join('') : sheet(rows, kind);
  try {
    writeFileSync(file, content, { mode: 0o600 });
  } catch (cause) {
    throw new KanameError(
      'file_unreadable',
      `「${file}」に書き込めませんでした。フォルダーと権限を確認してください。`,
      cause,
    );
  }
}

function sheet(rows: readonly Row[], kind: '.xlsx' | '.csv'): Buffer | string {
  const cells = rows.map((row) => columns.map((name) => asPlainCell(row[name] ?? '')));
  const made = utils.aoa_to_sheet([[...columns], ...cells]);
  if (kind === '.csv') return `${BOM}${utils.sheet_to_csv(made)}\n`;
  made['!cols'] = columns.map((name) => ({ wch: WIDTHS[name] ?? NARROW }));
  const book = utils.book_new();
  utils.book_append_sheet(book, made, SHEET);
  return write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}

/** A row with its number in the file, as a person counts it. */
export interface NumberedRow {
  readonly line: number;
  readonly row: Row;
}

/**
 * The rows of a table that `writeTable` wrote and a person edited.
 * @throws KanameError `wrong_call` for another kind of file, `file_unreadable` where it cannot be read or lacks columns
 */
export async function readTable(file: string): Promise<readonly NumberedRow[]> {
  const kind = kindOf(file);
  const bytes = bytesOf(file);
  if (kind === '.jsonl') return jsonRows(decodeText(bytes), file);
  const book = kind === '.csv' ? parsed(() => csvBook(bytes), file) : await excelBook(bytes, file);
  const first = book.Sheets[book.SheetNames[0] ?? ''];
  const lines = first === undefined ? [] : utils.sheet_to_json<unknown[]>(first, { header: 1, raw: false, defval: '' });
  const names = (lines[0] ?? []).map((name) => String(name).trim());
  const missing = readColumns.filter((name) => !names.includes(name));
  if (missing.length > 0) throw lacking(file, missing);
  return lines.slice(1).flatMap((cells, at) => {
    const row = Object.fromEntries(names.map((name, column) => [name, fromPlainCell(String(cells[column] ?? ''))]));
    return Object.values(row).every((text) => text.trim() === '') ? [] : [{ line: at + 2, row }];
  });
}

function csvBook(bytes: Uint8Array): WorkBook {
  return read(decodeText(bytes), { type: 'string', raw: true, FS: ',' });
}

async function excelBook(bytes: Uint8Array, file: string): Promise<WorkBook> {
  try {
    await scanContainer(bytes);
    return read(bytes, { cellFormula: false, cellHTML: false });
  } catch (thrown) {
    if (thrown instanceof KanameError) throw thrown;
    throw unreadable(file, thrown);
  }
}

function parsed<T>(work: () => T, file: string): T {
  try {
    return work();
  } catch (thrown) {
    throw unreadable(file, thrown);
  }
}

function jsonRows(text: string, file: string): NumberedRow[] {
  return text.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return [];
    const value: unknown = parsed(() => JSON.parse(line), `${file} の${at + 1}行目`);
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw unreadable(`${file} の${at + 1}行目`);
    const row = Object.fromEntries(Object.entries(value).map(([name, cell]) => [name, String(cell ?? '')]));
    const missing = readColumns.filter((name) => row[name] === undefined);
    if (missing.length > 0) throw lacking(`${file} の${at + 1}行目`, missing);
    return [{ line: at + 1, row }];
  });
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (thrown) {
    throw unreadable(file, thrown);
  }
}

function kindOf(file: string): Kind {
  const kind = extname(file).toLowerCase();
  if (kind === '.xlsx' || kind === '.csv' || kind === '.jsonl') return kind;
  throw new KanameError('wrong_call', 'ファイルの名前は、.xlsx、.csv、.jsonl のいずれかで終わるようにしてください。');
}

function lacking(file: string, missing: readonly string[]): KanameError {
  const names = missing.map((name) => `「${name}」`).join('');
  return new KanameError(
    'file_unreadable',
    `「${file}」に${names}の列がありません。faq export で書き出した表を使ってください。`,
  );
}

function unreadable(file: string, cause?: unknown): KanameError {
  return new KanameError(
    'file_unreadable',
    `「${file}」を読めませんでした。ファイルと書き方を確認してください。`,
    cause,
  );
}
