import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as xlsx from '@e965/xlsx';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { describe, expect, it } from '@jest/globals';
import Encoding from 'encoding-japanese';
import mammoth from 'mammoth';
import { parse } from 'yaml';
import { projectFile } from '../../src/projectFiles.ts';

interface Book {
  readonly title: string;
  readonly meta: Record<string, string>;
  readonly body: string;
  /** Numbered articles without 附則 and 別表, by their label in half-width numerals. */
  readonly articles: ReadonlyMap<string, string>;
}

const KANJI = '〇一二三四五六七八九';
const policies = projectFile('samples/policies');
const sources = projectFile('samples/sources');
const books = [...markdown(policies), ...markdown(sources)].map(readBook);

function markdown(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
}

/** 「第十二条の二」「第１２条」 → 「第12条」 and so on. */
function halfWidth(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/([一二三四五六七八九]?)十([一二三四五六七八九]?)(?=[条項号])/g, (_, tens: string, ones: string) =>
      String((tens ? KANJI.indexOf(tens) : 1) * 10 + (ones ? KANJI.indexOf(ones) : 0)),
    )
    .replace(/(?<=[第の])[一二三四五六七八九](?=[条項号第の。、（(　 ]|$)/g, (digit) => String(KANJI.indexOf(digit)));
}

function readBook(path: string): Book {
  const [, front = '', body = ''] = readFileSync(path, 'utf8').match(/^---\n(.*?)\n---\n(.*)$/s) ?? [];
  const meta = parse(front) as Record<string, string>;
  const articles = new Map<string, string>();
  let current: string | undefined;
  for (const line of body.split('\n')) {
    const label = halfWidth(line).match(/^(?:### )?(第\d+条(?:の\d+)?)(?:\(|\s)/)?.[1];
    if (/^## (附則|別表)/.test(line)) current = undefined;
    else if (label) articles.set((current = label), line.replace(/^\S+　?/, ''));
    else if (current && !/^(## |（[^（）]+）$|$)/.test(line))
      articles.set(current, `${articles.get(current)}\n${line}`);
  }
  return { title: meta['title'] ?? '', meta, body, articles };
}

function bigrams(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const dense = text.replace(/\s/g, '');
  for (let i = 0; i + 2 <= dense.length; i++) {
    const pair = dense.slice(i, i + 2);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}

/** Which part of the shorter text's bigrams stand in the longer one too. */
function overlap(a: Map<string, number>, b: Map<string, number>): number {
  const total = (counts: Map<string, number>) => [...counts.values()].reduce((sum, n) => sum + n, 0);
  let shared = 0;
  for (const [pair, n] of a) shared += Math.min(n, b.get(pair) ?? 0);
  return shared / Math.min(total(a), total(b));
}

const dense = (text: string) => text.replace(/[\s|○]/g, '');

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

describe('見本市の例規', () => {
  it('12本以上の例規に合わせて210条より多くの条がある', () => {
    expect(books.length).toBeGreaterThanOrEqual(12);
    expect(books.reduce((sum, book) => sum + book.articles.size, 0)).toBeGreaterThan(210);
  });

  it('別の例規の条どうしは、本文の半分を超えて重ならない', () => {
    const all = books.flatMap((book) =>
      [...book.articles]
        .filter(([, text]) => text.trim() !== '削除')
        .map(([label, text]) => ({ book, label, pairs: bigrams(text) })),
    );
    const alike = all.flatMap((a, i) =>
      all
        .slice(i + 1)
        .filter((b) => a.book !== b.book && overlap(a.pairs, b.pairs) > 0.5)
        .map((b) => `${a.book.title}${a.label} と ${b.book.title}${b.label}`),
    );
    expect(alike).toEqual([]);
  });

  it.each(books.map((book) => [book.title, book] as const))('%sに番号・所管・版・施行日がある', (_, { meta, body }) => {
    expect(meta['number']).toMatch(/訓令|規則|告示|決定/);
    expect(meta['owner']).toMatch(/課$/);
    expect(meta['version']).toMatch(/版$/);
    expect(meta['effective']).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(body).toMatch(/## 附則/);
  });

  it.each(books.map((book) => [book.title, book] as const))('%sにただし書・参照・別表又は委任がある', (_, book) => {
    const text = [...book.articles.values()].join('\n');
    const found = {
      exception: text.includes('ただし'),
      reference: /第\d+条(の\d+)?第\d+項/.test(halfWidth(text)),
      delegation: /別に定め|市長が定め|別表/.test(text),
    };
    expect(found).toEqual({ exception: true, reference: true, delegation: true });
  });

  it.each(books.map((book) => [book.title, book] as const))('%sが引く例規の条は実在する', (_, book) => {
    const missing: string[] = [];
    for (const text of book.articles.values()) {
      for (const match of halfWidth(text).matchAll(
        /(見本市[^()、。]*?(?:規程|規則|要綱|ガイドライン))\([^()]*\)(第\d+条(?:の\d+)?)/g,
      )) {
        const other = books.find(({ title }) => match[1] === title.normalize('NFKC'));
        if (other && !other.articles.has(match[2] ?? '')) missing.push(match[0]);
      }
    }
    expect(missing).toEqual([]);
  });

  it.each(books.map((book) => [book.title, book] as const))('%sが自ら引く条は実在する', (_, book) => {
    const missing: string[] = [];
    for (const text of book.articles.values()) {
      // What follows the name or the short name of another law is not a reference within the book.
      const own = halfWidth(text).replace(
        /(?:法律?|令|条例|規程|規則|要綱|ガイドライン)(?:\([^()]*\))?第\d+条(?:の\d+)?/g,
        '',
      );
      for (const [label] of own.matchAll(/第\d+条(?:の\d+)?/g)) if (!book.articles.has(label)) missing.push(label);
    }
    expect(missing).toEqual([]);
  });
});

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
