import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from '@jest/globals';
import { Document, Packer, Paragraph } from 'docx';
import { buildLibrary } from '../../src/policy/buildLibrary.ts';
import { readBooks } from '../../src/policy/ingest/readBooks.ts';
import { documentId, readRules } from '../../src/policy/structure/readRules.ts';
import { readBytes } from '../../src/reading/readFile.ts';

const rules = async (bytes: Buffer, name: string) =>
  readRules(await readBytes(bytes, name), { path: name, id: documentId(name) });
const word = async (...lines: string[]) =>
  Packer.toBuffer(new Document({ sections: [{ children: lines.map((line) => new Paragraph(line)) }] }));
const body = ['第1条　この規程は、職員の旅費を定める。', '第2条　旅費は、宿泊料とする。'];

describe('文書の題名・版・施行日・公開範囲', () => {
  it('Word文書の本文から読み、本文にない分はファイルの名前で補う', async () => {
    const { document } = await rules(
      await word('見本市職員旅費規程', '公開範囲：総務部、人事課', ...body),
      '人事/旅費規程（第3版）_令和7年4月1日施行.docx',
    );
    expect(document).toMatchObject({
      title: '見本市職員旅費規程',
      effective: '2025-04-01',
      version: '第3版',
      readers: ['総務部', '人事課'],
    });
  });

  it('本文に題名がなければ、版の言葉を除いたファイルの名前を題名とする', async () => {
    const { document } = await rules(await word(...body), '旅費規程_令和7年4月1日施行.docx');
    expect(document).toMatchObject({ title: '旅費規程', effective: '2025-04-01' });
  });

  it('名前の施行日は附則の日より、本文の「施行日」は名前より確かとする', async () => {
    const supplement = ['附　則', 'この規程は、令和2年4月1日から施行する。'];
    const named = await rules(await word('旅費規程', ...body, ...supplement), 'a_令和7年4月1日施行.docx');
    expect(named.document.effective).toBe('2025-04-01');
    const stated = await rules(await word('旅費規程', '施行日　令和8年4月1日', ...body), 'a_令和7年4月1日施行.docx');
    expect(stated.document.effective).toBe('2026-04-01');
    const amended = await rules(await word('旅費規程', ...body, ...supplement), 'a（令和6年4月1日改正）.docx');
    expect(amended.document).toMatchObject({ effective: '2020-04-01', version: '令和6年4月1日改正' });
  });

  it('題の下の「（令和7年4月1日施行）」「令和6年3月31日一部改正」を、前文と取り違えない', async () => {
    const { document, articles } = await rules(
      await word('旅費規程', '令和6年3月31日一部改正', '（令和7年4月1日施行）', ...body),
      'a.docx',
    );
    expect(document).toMatchObject({ effective: '2025-04-01', version: '令和6年3月31日改正' });
    expect(articles.map(({ label }) => label)).toEqual(['第1条', '第2条']);
  });

  it('Excelの表の上に書かれた公開範囲も読む', async () => {
    const made = utils.book_new();
    const rows = [
      ['旅費規程'],
      ['公開範囲', '人事課', '総務課'],
      ['条', '本文'],
      ['第1条', '旅費を定める。'],
      ['第2条', '宿泊料とする。'],
    ];
    utils.book_append_sheet(made, utils.aoa_to_sheet(rows), '本文');
    const { document } = await rules(write(made, { type: 'buffer', bookType: 'xlsx' }), 'a.xlsx');
    expect(document.readers).toEqual(['人事課', '総務課']);
  });
});

describe('条文のJSONLの文書の情報', () => {
  const line = (fields: object) =>
    JSON.stringify({
      id: `旅費規程#${JSON.stringify(fields)}`,
      law: '旅費規程',
      article: '第1条',
      text: '旅費を定める。',
      ...fields,
    });
  const read = async (...lines: string[]) => {
    const folder = mkdtempSync(join(tmpdir(), 'jsonl-'));
    try {
      const path = join(folder, 'a.jsonl');
      writeFileSync(path, lines.join('\n'));
      return await readBooks(path, 'a');
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it('番号・所管・施行日・版・公開範囲は、あれば読み、次の行にも及ぶ', async () => {
    const about = {
      number: '訓令第7号',
      owner: '人事課',
      effective: '令和7年4月1日',
      version: '第2版',
      readers: ['人事課'],
    };
    const { books, notes } = await read(line(about), line({ article: '第2条' }));
    expect(notes).toEqual([]);
    expect(books).toHaveLength(1);
    expect(books[0]?.document).toMatchObject({ ...about, title: '旅費規程', effective: '2025-04-01' });
    expect(books[0]?.articles).toHaveLength(2);
  });

  it('施行日の違う行は、同じ規程の別の版になる', async () => {
    const { books } = await read(line({ effective: '2020-04-01' }), line({ effective: '2025-04-01' }));
    const library = (await buildLibrary(books)).seenBy({ readers: 'all', on: '2026-11-22' });
    expect(library.documents().map(({ effective }) => effective)).toEqual(['2025-04-01']);
    expect(
      library
        .on('2021-01-01')
        .documents()
        .map(({ effective }) => effective),
    ).toEqual(['2020-04-01']);
  });

  it('後の行の公開範囲も法令の全体に及び、読めなければ誰にも見せない', async () => {
    const limited = await read(
      line({}),
      line({ readers: '人事課、総務課' }),
      line({ article: '第3条', readers: ['総務課'] }),
    );
    expect(limited.books[0]?.document.readers).toEqual(['総務課']);
    for (const readers of [{ 課: '人事課' }, 5, [['人事課']], '人事課以外', []]) {
      const { books, notes } = await read(line({ article: '第9条' }), line({ readers }));
      expect(books[0]?.document.readers).toEqual([]);
      expect(notes).toEqual([expect.stringMatching(/^2行目：公開範囲の指定から/)]);
    }
  });

  it('読めない施行日は、行番号とともに知らせ、条文は使う', async () => {
    const { books, notes } = await read(line({ effective: '来年の春' }));
    expect(books[0]?.document.effective).toBeUndefined();
    expect(notes).toEqual(['1行目：「effective」の書き方が分からないため、使いませんでした。']);
  });

  it('一つの法令が二つのファイルにあれば、狭いほうの公開範囲が全体に及ぶ', async () => {
    const [open, limited] = [await read(line({})), await read(line({ article: '第2条', readers: '人事課' }))];
    const library = await buildLibrary([...open.books, ...limited.books]);
    expect(library.seenBy({ readers: [['総務課']], on: '2026-11-22' }).documents()).toEqual([]);
    expect(library.seenBy({ readers: [['人事課']], on: '2026-11-22' }).size.articles).toBe(2);
  });

  it('二つの版の条の番号が同じでも、どちらの版の条も残る', async () => {
    const one = await read(line({ id: '旅費規程#1', effective: '2020-04-01', text: '宿泊料は九千円とする。' }));
    const other = await read(line({ id: '旅費規程#1', effective: '2025-04-01', text: '宿泊料は一万円とする。' }));
    const library = (await buildLibrary([...one.books, ...other.books])).seenBy({ readers: 'all', on: '2026-11-22' });
    expect((await library.search('宿泊料', 5)).hits.map(({ clause }) => clause.text)).toEqual([
      '宿泊料は一万円とする。',
    ]);
    const before = await library.on('2021-01-01').search('宿泊料', 5);
    expect(before.hits.map(({ clause }) => clause.text)).toEqual(['宿泊料は九千円とする。']);
  });
});

describe('文字コードのほころび', () => {
  const text = '見本市規程\n第1条　この規程は、職員の旅費に関し必要な事項を定める。\n'.repeat(20);
  it('壊れた文字が少しだけあるUTF-8は読み、その数を知らせる', async () => {
    const bytes = Buffer.from(text);
    bytes[200] = 0xff;
    const read = await readBytes(bytes, 'a.txt');
    expect(read.text).toContain('職員の旅費に関し');
    expect(read.warnings).toEqual([expect.stringMatching(/^文字化けしている箇所が\d+か所あります。$/)]);
  });

  it('印のないUTF-16も、英数字がほとんどなくても読む', async () => {
    const little = Buffer.from(text, 'utf16le');
    expect((await readBytes(little, 'a.txt')).text).toBe(text);
    expect((await readBytes(Buffer.from(little).swap16(), 'a.txt')).text).toBe(text);
  });
});

describe('条の書き方', () => {
  it('削除された条は一つずつでも範囲でも条として残し、続きの条を取り違えない', async () => {
    const text =
      '第1条　本文とする。\n第2条　削除\n第3条から第5条まで　削除\n第六条　本文とする。\n第６条の２　本文とする。\n第7条及び第8条　削除\n第9条　本文とする。\n';
    const { articles } = await rules(Buffer.from(text), 'a.txt');
    expect(articles.map(({ label }) => label)).toEqual([
      '第1条',
      '第2条',
      '第3条から第5条まで',
      '第6条',
      '第6条の2',
      '第7条及び第8条',
      '第9条',
    ]);
    expect(articles[2]?.text).toBe('削除');
  });
});
