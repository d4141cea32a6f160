import { numeralValue } from '../../japanese/numerals.ts';
import type { Line } from './lines.ts';

/** What the columns of a table of rules are called. */
const COLUMNS: readonly (readonly [name: string, heading: RegExp])[] = [
  ['chapter', /^(?:編・?)?章(?:・?節)?(?:名)?$/],
  ['article', /^条(?:番号|文番号|数|項)?$|^条項番号$/],
  ['caption', /^(?:条文?)?見出し?$|^条名$|^件名$/],
  ['place', /^項[・･/／]?号(?:等|番号)?$/],
  ['paragraph', /^項(?:番号)?$/],
  ['item', /^号(?:番号)?$/],
  ['sub', /^(?:イロハ|細目|号の細分)$/],
  ['text', /^(?:本文|条文|内容|規定|規定内容|条文内容|文言)$/],
];

type Columns = ReadonlyMap<string, number>;

/**
 * Turns the rows of a table that holds rules (columns 条・見出し・項・号・本文) into the lines that a rule book would
 * have: the article with its caption, then each clause with its mark. Other lines pass unchanged.
 */
export function ruleTableLines(lines: readonly Line[]): Line[] {
  let columns: Columns | undefined;
  let last = { chapter: '', article: '' };
  return lines.flatMap((line): Line[] => {
    if (line.cells === undefined) {
      columns = undefined;
      return [line];
    }
    const header = columnsOf(line.cells);
    if (header !== undefined) {
      columns = header;
      last = { chapter: '', article: '' };
      return [];
    }
    if (columns === undefined) return [line];
    const row = new Map([...columns].map(([name, at]) => [name, line.cells?.[at] ?? '']));
    const found = rowLines(row, last);
    last = { chapter: row.get('chapter') || last.chapter, article: row.get('article') || last.article };
    return found;
  });
}

function columnsOf(cells: readonly string[]): Columns | undefined {
  const columns = new Map<string, number>();
  for (const [at, cell] of cells.entries()) {
    const plain = cell.replaceAll(/[\s\u3000]/g, '');
    const name = COLUMNS.find(([, heading]) => heading.test(plain))?.[0];
    if (name !== undefined && !columns.has(name)) columns.set(name, at);
  }
  return columns.has('article') && columns.has('text') ? columns : undefined;
}

function rowLines(row: ReadonlyMap<string, string>, last: { chapter: string; article: string }): Line[] {
  const cell = (name: string): string => row.get(name) ?? '';
  const lines: Line[] = [];
  if (cell('chapter') !== '' && cell('chapter') !== last.chapter) lines.push({ text: cell('chapter') });
  const { article, below } = articleCell(cell('article'));
  if (article !== '' && cell('article') !== last.article && article !== articleCell(last.article).article) {
    lines.push({ text: article + captionCell(cell('caption')) });
  } else if (article === '' && cell('caption') !== '') lines.push({ text: captionCell(cell('caption')) });
  const text = cell('text');
  if (text === '') return lines;
  const place = `${below}${cell('place')}${cell('paragraph') && `第${bare(cell('paragraph'), '項')}項`}${cell('item') && `第${bare(cell('item'), '号')}号`}${cell('sub')}`;
  const mark = markOf(place);
  lines.push({ text: mark === '' || text.startsWith(mark.trim()) ? text : mark + text });
  return lines;
}

/** 「3」 → 第3条; 「第3条第2項」 → the article and the place below it; 「附則」「別表第1」 as they are. */
function articleCell(cell: string): { article: string; below: string } {
  const plain = cell.replaceAll(/[\s\u3000]/g, '');
  const [, article, below] = /^(第.+?条(?:の[^第]+)?|附則|別表第?[^第（]*)(第.+)?$/.exec(plain) ?? [];
  if (article !== undefined) return { article, below: below ?? '' };
  const bareNumber = /^[0-9０-９一二三四五六七八九十百]+((?:の|-)[0-9０-９]+)*$/.test(plain);
  return { article: bareNumber ? plain.replace(/^[^の-]+/, '第$&条').replaceAll('-', 'の') : cell.trim(), below: '' };
}

function captionCell(cell: string): string {
  if (cell === '') return '';
  return /^[（(].*[）)]$/.test(cell) ? cell : `（${cell}）`;
}

function bare(cell: string, unit: string): string {
  return cell.replaceAll(/[\s\u3000()（）第]/g, '').replace(unit, '');
}

/** The mark of the innermost level of 「第2項第3号イ」「2-(3)」「(3)」; none for a first paragraph. */
function markOf(place: string): string {
  const plain = place.replaceAll(/[\s\u3000]/g, '').replace(/^第?[1１一]項?$/, '');
  const sub = /(?:号|[)）]|^)([ア-ン])$/.exec(plain)?.[1];
  if (sub !== undefined) return `${sub}\u3000`;
  const item = /第([^第項号]+)号((?:の[0-9０-９]+)*)$/.exec(plain) ?? /[（(]([^（）()]+)[）)]()$/.exec(plain);
  if (item !== null) return `(${numeralValue(item[1] ?? '') ?? item[1]})${item[2] ?? ''}\u3000`;
  const paragraph = /^第?([0-9０-９一二三四五六七八九十]+)項?$/.exec(plain)?.[1];
  if (paragraph !== undefined) return `${numeralValue(paragraph)}\u3000`;
  return plain === '' ? '' : `${plain}\u3000`;
}
