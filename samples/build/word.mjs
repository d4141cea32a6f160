import { writeFileSync } from 'node:fs';
import { AlignmentType, Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx';
import { depth, imprint } from './master.mjs';

const FONT = 'ＭＳ 明朝';
/** Width of one full-width character of 10.5 points, in twentieths of a point. */
const CHARACTER = 210;

/**
 * Writes a master as .docx.
 *
 * @param master from readMaster
 * @param {string} path
 * @param {{ captionsAreHeadings: boolean }} style whether 見出し carry the style 見出し2 or are plain paragraphs
 */
export async function writeWord(master, path, style) {
  const head = [
    new Paragraph({ heading: HeadingLevel.TITLE, alignment: AlignmentType.CENTER, children: [run(master.title)] }),
    ...imprint(master.meta).map((line) => new Paragraph({ alignment: AlignmentType.RIGHT, children: [run(line)] })),
  ];
  const document = new Document({
    title: master.title,
    creator: '見本市',
    styles: { default: { document: { run: { font: FONT, size: 21 } } } },
    sections: [{ children: [...head, ...master.blocks.map((block) => draw(block, style))] }],
  });
  writeFileSync(path, await Packer.toBuffer(document));
}

function run(text) {
  return new TextRun({ text, font: FONT, color: '000000' });
}

function draw(block, style) {
  if (block.kind === 'table') return table(block.rows);
  const children = [run(block.text)];
  if (block.kind === 'chapter' || block.kind === 'part') return new Paragraph({ heading: HeadingLevel.HEADING_1, children });
  if (block.kind === 'caption') {
    return new Paragraph({ indent: { left: CHARACTER }, children, ...(style.captionsAreHeadings && { heading: HeadingLevel.HEADING_2 }) });
  }
  const level = block.kind === 'article' ? 0 : depth(block.text);
  return new Paragraph({ indent: { left: CHARACTER * (level + 1), hanging: CHARACTER }, children });
}

function table(rows) {
  const cell = (text) => new TableCell({ children: [new Paragraph({ children: [run(text)] })] });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: rows.map((cells, i) => new TableRow({ tableHeader: i === 0, children: cells.map(cell) })),
  });
}
