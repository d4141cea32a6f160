import type { PageLine } from './pdfLines.ts';
import type { PlacedBlock } from './places.ts';

/**
 * Paragraphs made of the lines of pages, each with the page on which it begins, and a break before each new page. Where a
 * paragraph goes on over the page, the place of its words is the page on which they stand.
 */
export function pageBlocks(paragraphs: readonly string[], lines: readonly PageLine[]): PlacedBlock[] {
  const blocks: PlacedBlock[] = [];
  let at = 0;
  let page = 1;
  for (const text of paragraphs) {
    const first = lines[at]?.page ?? page;
    for (; page < first; page += 1) blocks.push({ block: { kind: 'page-break', page: page + 1 }, label: '' });
    const later: { at: number; label: string }[] = [];
    let reached = 0;
    let last = first;
    for (; at < lines.length && rest(text, reached); at += 1) {
      const line = lines[at];
      if (line === undefined) break;
      if (line.page !== last) later.push({ at: reached, label: pageLabel(line.page) });
      last = line.page;
      reached = afterSigns(text, reached, signs(line.text));
    }
    blocks.push({
      block: { kind: 'paragraph', text, page },
      label: pageLabel(first),
      ...(later.length > 0 && { later }),
    });
  }
  return blocks;
}

const pageLabel = (page: number): string => `${page}ページ`;

function signs(text: string): number {
  return text.replaceAll(/\s/g, '').length;
}

function rest(text: string, from: number): boolean {
  return /\S/.test(text.slice(from));
}

/** The offset behind so many signs that are no white space, from an offset on. */
function afterSigns(text: string, from: number, count: number): number {
  let offset = from;
  for (let left = count; left > 0 && offset < text.length; offset += 1) if (/\S/.test(text.charAt(offset))) left -= 1;
  return offset;
}
