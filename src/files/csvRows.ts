import { read, utils } from '@e965/xlsx';

/** The library guesses other formats from how a text begins (「ID…」 is SYLK to it); this first record keeps it from that. */
const PLAIN_START = 'x\r\n';

/** The cells of a CSV text, each as it is written. Rows are filled up to the width of the widest. */
export function csvRows(text: string): string[][] {
  const book = read(`${PLAIN_START}${text.replace(/^\ufeff/, '')}`, {
    type: 'string',
    raw: true,
    FS: ',',
    dense: true,
  });
  const sheet = book.Sheets[book.SheetNames[0] ?? ''];
  if (sheet === undefined) return [];
  const rows = utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: false, defval: '', blankrows: true });
  return rows.slice(1).map((cells) => Array.from(cells, (cell) => String(cell ?? '')));
}
