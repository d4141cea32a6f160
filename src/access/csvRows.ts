import { read } from '@e965/xlsx';
import { KanameError } from '../errors.ts';

/** One record of a CSV file. */
export interface CsvRow {
  /** Its line in the file, from 1. */
  readonly line: number;
  /** Without white space around them. */
  readonly cells: readonly string[];
}

/**
 * The records of a CSV file (RFC 4180), empty ones left out. No cell may span lines, so that the number of a record is
 * that of its line and a quotation mark that is never closed is found where it stands.
 * @throws KanameError `file_unreadable`, naming the line
 */
export function csvRows(text: string): CsvRow[] {
  return records(text).flatMap((cells, index) => {
    const line = index + 1;
    if (cells.some((cell) => /[\r\n]|^\s*"/.test(cell))) {
      throw new KanameError(
        'file_unreadable',
        `${line}行目の引用符（"）が正しく閉じられていないか、セルの中に改行があります。`,
      );
    }
    const tidy = cells.map((cell) => cell.trim());
    return tidy.some((cell) => cell !== '') ? [{ line, cells: tidy }] : [];
  });
}

function records(text: string): string[][] {
  let rows: unknown;
  try {
    // `raw`: 0012 stays 0012. With the separator named, it is not guessed from the 「;」 between departments.
    const book = read(text, { type: 'string', dense: true, raw: true, FS: ',' });
    rows = book.Sheets[book.SheetNames[0] ?? '']?.['!data'];
  } catch (cause) {
    throw new KanameError('file_unreadable', 'CSVファイルとして読み取れません。', cause);
  }
  if (!Array.isArray(rows)) return [];
  // Sparse arrays: rows and cells that are not there become empty.
  return Array.from(rows, (row: readonly ({ readonly v?: unknown } | undefined)[] | undefined) =>
    Array.from(row ?? [], (cell) => String(cell?.v ?? '')),
  );
}
