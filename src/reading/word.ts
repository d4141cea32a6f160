import { load } from 'cheerio';
import mammoth from 'mammoth';
import { htmlBlocks } from './htmlBlocks.ts';
import { placedText, underHeadings } from './places.ts';
import type { ReadText } from './readText.ts';
import { withoutRuby } from './wordRuby.ts';
import { wordTranscript } from './wordTranscript.ts';
import { scanContainer } from './zipContainer.ts';

const STYLES = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='表題'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
];
const PART = 'word/document.xml';

/** A Word document: paragraphs, headings, tables as rows, footnotes as 「（注1）」 with their text at the end; or a transcript. */
export async function readWord(bytes: Uint8Array): Promise<ReadText> {
  const parts = await scanContainer(bytes, (name) => name === PART);
  const buffer = await withoutRuby(Buffer.from(bytes), PART, parts.get(PART));
  const { value } = await mammoth.convertToHtml(
    { buffer },
    { styleMap: STYLES, convertImage: mammoth.images.imgElement(async () => ({ src: '' })), externalFileAccess: false },
  );
  const $ = load(value);
  for (const link of $('sup a[href^="#footnote-"], sup a[href^="#endnote-"]').toArray()) {
    $(link)
      .parent()
      .replaceWith(`（注${$(link).text().replaceAll(/\D/g, '')}）`);
  }
  for (const note of $('li[id^="footnote-"], li[id^="endnote-"]').toArray()) {
    $(note).find('a[href*="-ref-"]').remove();
    const number = $(note).index() + 1;
    $(note).find('p').first().prepend(`（注${number}）`);
  }
  const blocks = $('body')
    .toArray()
    .flatMap((body) => htmlBlocks($, body));
  return wordTranscript(blocks) ?? { ...placedText(underHeadings(blocks)), warnings: [] };
}
