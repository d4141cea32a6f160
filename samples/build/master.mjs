import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/**
 * A master (samples/sources/*.md) as a list of blocks in reading order. Kinds: `chapter` (章), `part` (附則, 別表),
 * `caption` (見出し), `article` (a line beginning 第○条), `clause` (項・号・イロハ and plain lines), `table` (rows of cells).
 *
 * @param {string} path
 * @returns {{ meta: Record<string, string>, title: string, blocks: { kind: string, text?: string, rows?: string[][] }[] }}
 */
export function readMaster(path) {
  const [, front, body] = readFileSync(path, 'utf8').match(/^---\n(.*?)\n---\n(.*)$/s);
  const meta = parse(front);
  const blocks = [];
  for (const line of body.split('\n').filter((l) => l.trim() !== '')) {
    if (line.startsWith('# ')) continue;
    if (line.startsWith('|')) addRow(blocks, line);
    else blocks.push(blockOf(line));
  }
  return { meta, title: meta.title, blocks };
}

function blockOf(line) {
  if (line.startsWith('## ')) {
    const text = line.slice(3);
    return { kind: /^(附則|別表)/.test(text) ? 'part' : 'chapter', text };
  }
  if (/^（[^（）]+）$/.test(line)) return { kind: 'caption', text: line };
  if (/^第[0-9０-９一二三四五六七八九十百]+条/.test(line)) return { kind: 'article', text: line };
  return { kind: 'clause', text: line };
}

function addRow(blocks, line) {
  if (/^\|[\s|:-]+\|$/.test(line)) return;
  const cells = line.split('|').slice(1, -1).map((cell) => cell.trim());
  const last = blocks.at(-1);
  if (last?.kind === 'table') last.rows.push(cells);
  else blocks.push({ kind: 'table', rows: [cells] });
}

/** The lines that an office prints under the title: number, last amendment, department. */
export function imprint(meta) {
  return [meta.number, `最終改正　${meta.amended}`, `所管　${meta.owner}`];
}

/** How deep a clause stands: 項 0, 号 1, イロハ 2. */
export function depth(text) {
  if (/^([(（][0-9０-９]+[)）]|[一二三四五六七八九十]+　)/.test(text)) return 1;
  return /^[ア-ンイロハ]　/.test(text) ? 2 : 0;
}
