import type { IParagraphOptions, Paragraph } from 'docx';
import { type LineLayout, lineLayout } from './lineLayout.ts';
import { FONT_TABLE, GOTHIC, MINCHO } from './wordFonts.ts';

/** A4 in twentieths of a point, and margins with room at the left for a binder. */
const PAGE = { width: 11906, height: 16838 };
const MARGIN = { top: 1701, right: 1418, bottom: 1418, left: 1701 };
/** Size of the letters in half points, and of one half-width character in twentieths of a point. */
const SIZE = 24;
const HALF_WIDTH = 120;
/** What XML 1.0 cannot hold: with it Word refuses the whole document. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const NOT_IN_XML = /[\u0000-\u0008\u000e-\u001f\ufffe\uffff\p{Cs}]/gu;
const LINE_END = /\r\n|[\r\n\v\f\u2028\u2029]/;

/**
 * A text as a Word document of an office (A4, 明朝): one paragraph a line, laid out as `lineLayout` sees it. `title` is
 * the document's property only; what is to be read stands in `text`. Nothing is added to it.
 */
export async function wordFile(title: string, text: string): Promise<Buffer> {
  // Loaded when the first file is made: most processes make none.
  const { Document, Packer } = await import('docx');
  const paragraph = await paragraphMaker();
  const lines = text
    .replace(/^\ufeff/, '')
    .replace(NOT_IN_XML, '')
    .trimEnd()
    .split(LINE_END);
  const document = new Document({
    title: title.replace(NOT_IN_XML, ''),
    creator: '',
    lastModifiedBy: '',
    styles: {
      default: {
        document: { run: { font: fontOf(MINCHO), size: SIZE, language: { value: 'ja-JP', eastAsia: 'ja-JP' } } },
        heading2: { run: { font: fontOf(GOTHIC), size: SIZE, bold: true, color: '000000' } },
      },
    },
    sections: [
      {
        properties: { page: { size: PAGE, margin: MARGIN } },
        children: lines.map((line) => paragraph(lineLayout(line))),
      },
    ],
  });
  return Packer.toBuffer(document, false, [{ path: 'word/fontTable.xml', data: FONT_TABLE }]);
}

function fontOf({ name }: { readonly name: string }) {
  return { ascii: name, eastAsia: name, hAnsi: name, cs: name };
}

async function paragraphMaker(): Promise<(layout: LineLayout) => Paragraph> {
  const { AlignmentType, HeadingLevel, Paragraph, Tab, TextRun } = await import('docx');
  const runs = (text: string) =>
    text.split('\t').map((piece, at) => new TextRun({ children: at === 0 ? [piece] : [new Tab(), piece] }));
  const styled = (layout: LineLayout): IParagraphOptions => {
    switch (layout.kind) {
      case 'right':
        return { alignment: AlignmentType.RIGHT };
      case 'center':
        return { alignment: AlignmentType.CENTER };
      case 'heading':
        return { heading: HeadingLevel.HEADING_2, keepNext: true };
      case 'body':
        return {
          indent: {
            left: (layout.indent + layout.hanging) * HALF_WIDTH,
            hanging: layout.hanging * HALF_WIDTH,
          },
        };
      case 'empty':
        return {};
    }
  };
  return (layout) =>
    new Paragraph({ ...styled(layout), ...(layout.kind !== 'empty' && { children: runs(layout.text) }) });
}
