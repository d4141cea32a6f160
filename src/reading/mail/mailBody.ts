import { load } from 'cheerio';
import type { Email } from 'postal-mime';
import { htmlBlocks } from '../htmlBlocks.ts';

/** A text beside HTML that is shorter than this share of it is only a note that there is HTML. */
const NOTE_SHARE = 0.3;
/** A mail with more was made to harm; those beyond are read as its own words. */
const MOST_QUOTATIONS = 200;
/** Marks that no mail holds. */
const [OPENS, CLOSES] = ['\u0001', '\u0002'];

/** The lines of a mail's body, from its plain text or, where it has none worth reading, from its HTML. */
export function bodyLines({ text = '', html }: Email): string[] {
  const plain = text.split(/\r\n|[\r\n]/);
  if (html === undefined) return plain;
  const shown = htmlLines(html);
  return signs(plain) < signs(shown) * NOTE_SHARE ? shown : plain;
}

/** What an HTML mail shows; its quotations get the mark 「>」 that they have in plain text. */
function htmlLines(html: string): string[] {
  const $ = load(html);
  const quotations = $('blockquote').toArray();
  for (const quotation of quotations.slice(0, MOST_QUOTATIONS))
    $(quotation).prepend(`<p>${OPENS}</p>`).append(`<p>${CLOSES}</p>`);
  const blocks = $('body')
    .toArray()
    .flatMap((body) => htmlBlocks($, body));
  let depth = 0;
  return blocks.flatMap((block) => {
    if (block.kind === 'page-break') return [];
    if (block.text === OPENS || block.text === CLOSES) {
      depth += block.text === OPENS ? 1 : -1;
      return [];
    }
    return [depth > 0 ? `> ${block.text}` : block.text];
  });
}

function signs(lines: readonly string[]): number {
  return lines.join('').replaceAll(/\s/g, '').length;
}
