/**
 * Signs with which a cell becomes a formula in a spreadsheet, full-width ones included, which a Japanese Excel takes too
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
const formula = /^['=+\-@＝＋－＠\t\r\n]/u;

/** The text so that no spreadsheet computes it: an apostrophe before what would begin a formula. */
export function asPlainCell(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** The text of a cell that `asPlainCell` wrote. */
export function fromPlainCell(cell: string): string {
  return cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell;
}
