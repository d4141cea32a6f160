import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { articleLabel, type JsonlEntry, readArticleJsonl } from '../../src/policy/structure/articleJsonl.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaname-jsonl-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(...lines: string[]): Promise<JsonlEntry[]> {
  const path = join(folder, `${lines.length}-${lines.join('').length}.jsonl`);
  await writeFile(path, lines.join('\n'));
  const entries: JsonlEntry[] = [];
  for await (const entry of readArticleJsonl(path)) entries.push(entry);
  return entries;
}

const line = (fields: object): string =>
  JSON.stringify({
    id: '見本法#1',
    law: '見本法',
    article: '第一条',
    caption: '目的',
    text: '本文とする。',
    ...fields,
  });

describe('条文のJSONL', () => {
  it('条の番号と本文を与えられたまま使い、法令を文書とする', async () => {
    const [entry] = await read(
      line({ law_num: '令和七年法律第一号', clauses: ['p1', 'p1-i1'], text: '1 本文とする。\n一 甲' }),
    );
    expect(entry).toMatchObject({
      kind: 'article',
      document: { id: '見本法', title: '見本法', number: '令和七年法律第一号' },
      article: { id: '見本法#1', document: '見本法', label: '第1条', caption: '目的', text: '1 本文とする。\n一 甲' },
    });
    const clauses = entry?.kind === 'article' ? entry.article.clauses : [];
    expect(clauses.map(({ id, label, start, end }) => [id, label, start, end])).toEqual([
      ['p1', '', 0, 8],
      ['p1-i1', '第1号', 9, 12],
    ]);
  });

  it('「clauses」がなければ本文から読み取る', async () => {
    const [entry] = await read(line({ article: 12, caption: null, text: '甲とする。\n２　乙とする。\n一　丙' }));
    const article = entry?.kind === 'article' ? entry.article : undefined;
    expect(article?.label).toBe('第12条');
    expect(article?.clauses.map(({ id }) => id)).toEqual(['p1', 'p2', 'p2-i1']);
  });

  it('誤った行は行番号とともに知らせ、残りを読む', async () => {
    const entries = await read(
      line({}),
      '{"id":',
      line({ id: '見本法#2', text: '' }),
      '',
      line({ id: '見本法#1' }),
      line({ id: '見本法#3', clauses: ['p1', 'p2'] }),
      line({ id: '見本法#4', law: undefined }),
      '[]',
      line({ id: '見本法#5' }),
    );
    expect(entries.flatMap((entry) => (entry.kind === 'article' ? [entry.article.id] : []))).toEqual([
      '見本法#1',
      '見本法#3',
      '見本法#5',
    ]);
    expect(entries.flatMap((entry) => (entry.kind === 'problem' ? [[entry.line, entry.used]] : []))).toEqual([
      [2, false],
      [3, false],
      [5, false],
      [6, true],
      [7, false],
      [8, false],
    ]);
  });

  it('先頭の印や改行の違いがあっても読む', async () => {
    const entries = await read(`\ufeff${line({})}\r`, `${line({ id: '見本法#2' })}\r`);
    expect(entries.map((entry) => entry.kind)).toEqual(['article', 'article']);
  });

  it('ないファイルは、分かる文で断る', async () => {
    const entries = readArticleJsonl(join(folder, 'none.jsonl'));
    await expect(entries.next()).rejects.toMatchObject({ code: 'file_unreadable' });
  });

  it('一万条を読んでも十秒とかからない', async () => {
    const text = `${'本文とする。'.repeat(40)}\n一　甲とする。\nイ　乙とする。\n２　丙とする。`;
    const started = Date.now();
    const entries = await read(...Array.from({ length: 10_000 }, (_, at) => line({ id: `見本法#${at}`, text })));
    expect(entries).toHaveLength(10_000);
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  it.each([
    ['12', '第12条'],
    ['12の3', '第12条の3'],
    ['第二百一条の十二', '第201条の12'],
    ['第2の2条', '第2条の2'],
    ['第二十条ノ二', '第20条の2'],
    ['第五条から第七条まで', '第5条から第7条まで'],
    ['別表第一', '別表第1'],
    ['9−1−2', '9−1−2'],
  ])('「%s」は「%s」と呼ぶ', (written, label) => expect(articleLabel(written)).toBe(label));
});
