import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as xlsx from '@e965/xlsx';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { describe, expect, it } from '@jest/globals';
import Encoding from 'encoding-japanese';
import mammoth from 'mammoth';
import { type Book, dense, policies, readBook, sources } from './samples.books.ts';

/** Lines of a master that must be found again in the file made of it. */
function expectedLines(book: Book): string[] {
  return book.body
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\|[\s|:-]+\|$/.test(line))
    .map((line) => dense(line.replace(/^#+ /, '')));
}

async function convertedText(name: string): Promise<string> {
  const file = readFileSync(`${policies}/${name}`);
  if (name.endsWith('.docx')) return (await mammoth.extractRawText({ buffer: file })).value;
  if (name.endsWith('.txt')) return Encoding.convert(file, { from: 'SJIS', to: 'UNICODE', type: 'string' });
  if (name.endsWith('.xlsx')) {
    const book = xlsx.read(file);
    return book.SheetNames.map((sheet) => xlsx.utils.sheet_to_csv(book.Sheets[sheet] ?? {}, { FS: '|' })).join('\n');
  }
  const document = await (await PDFiumLibrary.init()).loadDocument(file);
  return [...document.pages()].map((page) => page.getText().replace(/^-\s*\d+\s*-/, '')).join('\n');
}

describe('変換した例規', () => {
  const converted = readdirSync(policies).filter((name) => /\.(docx|pdf|xlsx|txt)$/.test(name));

  it('Markdown のほか Word・PDF・Excel・Shift_JIS テキストがある', () => {
    const count = (ending: string) => readdirSync(policies).filter((name) => name.endsWith(ending)).length;
    expect(count('.md')).toBeGreaterThanOrEqual(4);
    expect(count('.docx')).toBeGreaterThanOrEqual(3);
    expect(count('.pdf')).toBeGreaterThanOrEqual(2);
    expect(count('.xlsx')).toBeGreaterThanOrEqual(1);
    expect(count('.txt')).toBeGreaterThanOrEqual(2);
  });

  it.each(converted)('%sは原稿の全ての行を持つ', async (name) => {
    const book = readBook(`${sources}/${basename(name).replace(/\.\w+$/, '.md')}`);
    let text = dense(await convertedText(name));
    if (name.endsWith('.xlsx')) text = text.replace(/"/g, '').normalize('NFKC');
    const lost = expectedLines(book)
      .map((line) => (name.endsWith('.xlsx') ? line.replace(/^（(.*)）$/, '$1').normalize('NFKC') : line))
      .filter((line) => !text.includes(line) && !text.includes(line.replace(/^第\d+条(の\d+)?/, '')));
    expect(lost).toEqual([]);
  });
});
