import { load } from 'cheerio';
import { KanameError } from '../errors.ts';
import { placedText } from './places.ts';
import { type Block, type ReadText, rowBlock } from './readText.ts';
import { slideOrder } from './slideOrder.ts';
import { scanContainer } from './zipContainer.ts';

const SLIDE = /^ppt\/slides\/slide\d+\.xml$/;
const ORDER = 'ppt/presentation.xml';
const ORDER_LINKS = 'ppt/_rels/presentation.xml.rels';

/** A PowerPoint file: each slide's title as a heading, its paragraphs and tables. Notes are left out. */
export async function readSlides(bytes: Uint8Array): Promise<ReadText> {
  const parts = await scanContainer(bytes, (name) => SLIDE.test(name) || name === ORDER || name === ORDER_LINKS);
  const numbered = slideOrder(
    [...parts.keys()].filter((name) => SLIDE.test(name)),
    parts.get(ORDER),
    parts.get(ORDER_LINKS),
  );
  const slides = numbered.map(({ name, page }) => ({ page, xml: parts.get(name) ?? Buffer.alloc(0) }));
  if (slides.length === 0)
    throw new KanameError('file_unreadable', 'このファイルには、読み取れるスライドがありません。');
  const blocks = slides.flatMap(({ page, xml }): Block[] => [{ kind: 'page-break', page }, ...slideBlocks(xml, page)]);
  const placed = blocks.map((block) => ({ block, label: block.page === undefined ? '' : `スライド${block.page}` }));
  return { ...placedText(placed), warnings: [] };
}

function slideBlocks(xml: Buffer, page: number): Block[] {
  const $ = load(xml, { xml: true });
  const blocks: Block[] = [];
  const textIn = (selection: ReturnType<typeof $>): string => selection.find('a\\:t').text().trim();
  for (const shape of $('p\\:sp, p\\:graphicFrame').toArray()) {
    const $shape = $(shape);
    const type = $shape.find('p\\:nvPr > p\\:ph').attr('type') ?? '';
    if (/^(?:sldNum|dt|ftr)$/.test(type)) continue;
    for (const row of $shape.find('a\\:tr').toArray()) {
      const cells = $(row).children('a\\:tc').toArray();
      blocks.push(
        ...rowBlock(
          cells.map((cell) => textIn($(cell))),
          page,
        ),
      );
    }
    for (const paragraph of $shape.find('a\\:p').toArray()) {
      const text = textIn($(paragraph));
      if (text === '' || $(paragraph).closest('a\\:tbl').length > 0) continue;
      const isTitle = /title$/i.test(type);
      blocks.push(isTitle ? { kind: 'heading', level: 2, text, page } : { kind: 'paragraph', text, page });
    }
  }
  return blocks;
}
