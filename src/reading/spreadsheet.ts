import { type CellObject, read, SSF, type WorkSheet } from '@e965/xlsx';
import { KanameError } from '../errors.ts';
import { decodeText } from './decodeText.ts';
import { type PlacedBlock, placedText } from './places.ts';
import { type ReadText, rowBlock } from './readText.ts';
import { spreadsheetDate } from './spreadsheetDate.ts';
import { scanContainer } from './zipContainer.ts';

const MAX_ROWS = 50_000;

/** An Excel book: each visible sheet a heading and its rows. `isZip` is false for .xls. */
export async function readSpreadsheet(bytes: Uint8Array, isZip: boolean): Promise<ReadText> {
  if (isZip) await scanContainer(bytes);
  else if (Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'))) {
    throw new KanameError(
      'file_unreadable',
      'このファイルはパスワードで保護されています。保護を外して保存し直してください。',
    );
  }
  const book = read(bytes, { dense: true, cellNF: true, cellHTML: false, cellFormula: false, sheetRows: MAX_ROWS + 1 });
  const warnings: string[] = [];
  const placed: PlacedBlock[] = [];
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  for (const [at, name] of book.SheetNames.entries()) {
    const sheet = book.Sheets[name];
    if (sheet === undefined) continue;
    if ((book.Workbook?.Sheets?.[at]?.Hidden ?? 0) !== 0) {
      warnings.push(`非表示のシート「${name}」は読み取りませんでした。`);
      continue;
    }
    const rows = rowsOf(sheet, date1904);
    if (rows.length > MAX_ROWS) warnings.push(`シート「${name}」は、先頭の${MAX_ROWS}行だけを読み取りました。`);
    const found = placedRows(rows, `シート「${name}」`);
    if (found.length > 0)
      placed.push({ block: { kind: 'heading', level: 2, text: name }, label: `シート「${name}」` }, ...found);
  }
  return { ...placedText(placed), warnings };
}

/** The library guesses other formats from how a text begins (「ID…」 is SYLK to it); this first record keeps it from that. */
const PLAIN_START = 'x\r\n';

/** A table as text, its cells as they are written: CSV or, with `separator` a tab, TSV. */
export function readTable(bytes: Uint8Array, separator: ',' | '\t'): ReadText {
  const text = `${PLAIN_START}${decodeText(bytes)}`;
  const book = read(text, { type: 'string', dense: true, raw: true, FS: separator, sheetRows: MAX_ROWS + 2 });
  const sheet = book.Sheets[book.SheetNames[0] ?? ''];
  const rows = sheet === undefined ? [] : rowsOf(sheet, false).slice(1);
  const warnings = rows.length > MAX_ROWS ? [`この表は、先頭の${MAX_ROWS}行だけを読み取りました。`] : [];
  return { ...placedText(placedRows(rows, '')), warnings };
}

/** Rows with their numbers as Excel counts them. */
function placedRows(rows: readonly (readonly string[])[], sheet: string): PlacedBlock[] {
  return rows
    .slice(0, MAX_ROWS)
    .flatMap((cells, at) => rowBlock(cells).map((block) => ({ block, label: `${sheet}${at + 1}行目` })));
}

function rowsOf(sheet: WorkSheet, date1904: boolean): string[][] {
  const rows: unknown = sheet['!data'];
  if (!Array.isArray(rows)) return [];
  // Sparse arrays: rows and cells that are not there become empty.
  return Array.from(rows, (row: readonly (CellObject | undefined)[] | undefined) =>
    Array.from(row ?? [], (cell) => cellText(cell, date1904)),
  );
}

function cellText(cell: CellObject | undefined, date1904: boolean): string {
  if (cell === undefined || cell.t === 'z' || cell.t === 'e') return '';
  const format = typeof cell.z === 'string' ? cell.z : '';
  if (cell.t === 'n' && typeof cell.v === 'number' && SSF.is_date(format))
    return spreadsheetDate(cell.v, format, date1904);
  return (cell.w ?? String(cell.v ?? '')).trim();
}
