import { writeFileSync } from 'node:fs';
import * as xlsx from '@e965/xlsx';
import { imprint } from './master.mjs';

/** Writes a master as .xlsx: sheet 本文 with the columns 条・見出し・項号・本文, one clause a row, and sheet 別表. */
export function writeSheet(master, path) {
  const book = xlsx.utils.book_new();
  const annex = master.blocks.findIndex((block) => block.text?.startsWith('別表'));
  const body = xlsx.utils.aoa_to_sheet(bodyRows(master, master.blocks.slice(0, annex)));
  body['!cols'] = [{ wch: 14 }, { wch: 24 }, { wch: 8 }, { wch: 100 }];
  xlsx.utils.book_append_sheet(book, body, '本文');
  const tables = xlsx.utils.aoa_to_sheet(annexRows(master.blocks.slice(annex)));
  tables['!cols'] = [{ wch: 36 }, { wch: 18 }, { wch: 18 }];
  xlsx.utils.book_append_sheet(book, tables, '別表');
  writeFileSync(path, xlsx.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }));
}

function bodyRows({ title, meta }, blocks) {
  const rows = [[title], ...imprint(meta).map((line) => [line]), [], ['条', '見出し', '項・号', '本文']];
  let caption = '';
  let part = '';
  for (const { kind, text } of blocks) {
    if (kind === 'caption') caption = text.slice(1, -1);
    else if (kind === 'part') part = text;
    else {
      const [, label, marker, words] = text.match(/^(?:(第\S+?条(?:の\d+)?)　)?([0-9]+|\([0-9]+\)|[ア-ン])?(?:　)?(.*)$/);
      rows.push([label ?? part, caption, marker ?? '', words]);
      caption = '';
      part = '';
    }
  }
  return rows;
}

function annexRows(blocks) {
  return blocks.flatMap((block) => (block.kind === 'table' ? [...block.rows, []] : [[block.text]]));
}
