import type { Article, Clause } from './document.ts';

const rowId = /^(?:(?<owner>.+)-)?r(?<count>\d+)$/;
const lineId = /^(?:.+-)?l\d+$/;
/** A table without its grid (of a PDF) is known by its lines having as many cells as its first one, at least so many. */
const LEAST_ROWS = 3;

/** A table in an article, with the row that names its columns. */
export interface Table {
  readonly header: Clause | undefined;
  readonly rows: readonly Clause[];
}

/** The table of which a clause is a row; undefined where it is none, or the row that names the columns. */
export function tableOf(article: Article, clause: Clause): Table | undefined {
  return tablesIn(article).find(({ rows }) => rows.some(({ id }) => id === clause.id));
}

/** True for the row that names the columns of a table. */
export function isHeader(article: Article, clause: Clause): boolean {
  return tablesIn(article).some(({ header }) => header?.id === clause.id);
}

/** The tables of an article (別表, or a table within a 条), in their order. */
export function tablesIn(article: Article): readonly Table[] {
  const tables: { header: Clause | undefined; rows: Clause[] }[] = [];
  let before: string | undefined;
  for (const clause of article.clauses) {
    const { owner = '', count } = rowId.exec(clause.id)?.groups ?? {};
    const goesOn = before !== undefined && count !== undefined && before === `${owner} ${Number(count) - 1}`;
    before = count === undefined ? undefined : `${owner} ${count}`;
    if (count === undefined) continue;
    // The row that names the columns is the one that is not called by its first cell.
    const namesColumns = !clause.label.endsWith('」の項') && /[\s\u3000]/.test(clause.text);
    if (!goesOn || tables.length === 0)
      tables.push({ header: namesColumns ? clause : undefined, rows: namesColumns ? [] : [clause] });
    else tables.at(-1)?.rows.push(clause);
  }
  return tables.length > 0 ? tables.filter(({ rows }) => rows.length > 0) : tableOfLines(article);
}

function tableOfLines({ label, clauses }: Article): Table[] {
  const lines = clauses.filter(({ id }) => lineId.test(id));
  const [header, ...rows] = lines;
  if (!label.includes('別表') || header === undefined || lines.length < LEAST_ROWS + 1) return [];
  const columns = cellsOf(header.text).length;
  const even = columns > 1 && rows.every(({ text }) => cellsOf(text).length >= columns);
  return even && lines.length === clauses.length ? [{ header, rows }] : [];
}

/** A row after the row that names its columns, as they stand. */
export function rowWithHeader({ header }: Table, row: Clause): string {
  return header === undefined ? row.text : `${header.text}\n${row.text}`;
}

/** 「区分：部長　県内旅行：900円　県外旅行：2,200円」; both rows one after the other where the cells do not pair. */
export function readRow({ header }: Table, row: Clause): string {
  if (header === undefined) return row.text.trim();
  const names = cellsOf(header.text);
  const cells = cellsOf(row.text);
  if (names.length !== cells.length || names.length < 2) return `${header.text.trim()}／${row.text.trim()}`;
  return cells.map((cell, at) => `${names[at]}：${cell}`).join('　');
}

/** Cells are set apart by a full-width space, by bars, or in a table without its grid by any space. */
function cellsOf(row: string): string[] {
  const bars = row.includes('|') ? row.split('|') : undefined;
  const wide = row.split('\u3000');
  const cells = bars ?? (wide.length > 1 ? wide : row.split(/\s+/));
  return cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
}
