import { load } from 'cheerio';
import { decodeText } from './decodeText.ts';
import { htmlBlocks } from './htmlBlocks.ts';
import { placedText, underHeadings } from './places.ts';
import type { ReadText } from './readText.ts';

const MAIN = 'main, [role=main], #main, #main-content, #contents, #content, #honbun, .reiki, #reiki';

/** An HTML page: the text of its main part, without menus, and its title. Pages of 例規集 keep 条 and number together. */
export function readHtml(bytes: Uint8Array): ReadText {
  const $ = load(decodeText(bytes));
  const body = $('body');
  const main = $(MAIN)
    .filter((_, element) => $(element).text().trim().length > 100)
    .first();
  const root = (main.length > 0 ? main : body).get(0);
  const blocks = root === undefined ? [] : htmlBlocks($, root);
  const title = $('title').first().text().trim() || $('h1').first().text().trim();
  return { ...placedText(underHeadings(blocks)), warnings: [], ...(title !== '' && { title }) };
}
