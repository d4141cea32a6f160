/** What Excel needs to take a text for UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff';

/** Full-width signs too: a Japanese Excel takes them (https://owasp.org/www-community/attacks/CSV_Injection). */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/u;
/** 「-1,200」「+3.5%」: a sign and a number compute nothing. */
const NUMBER = /^[+-][0-9][0-9,]*(?:\.[0-9]+)?%?$/;

/**
 * A table as CSV (RFC 4180, CRLF). A cell that a spreadsheet would compute gets an apostrophe before it; numbers with a
 * sign stay numbers.
 */
export function csvText(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return [columns, ...rows].map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('');
}

/** The same as a file that Excel opens with its Japanese intact: UTF-8 with a byte order mark. */
export function csvFile(columns: readonly string[], rows: readonly (readonly string[])[]): Buffer {
  return Buffer.from(`${BYTE_ORDER_MARK}${csvText(columns, rows)}`);
}

function cellText(text: string): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
