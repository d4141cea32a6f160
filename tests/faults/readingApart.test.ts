import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApartReader, createApartReader } from '../../src/policy/ingest/readApart.ts';
import { readBooks } from '../../src/policy/ingest/readBooks.ts';
import { projectFile } from '../../src/projectFiles.ts';

/** Reads as the id tells it: properly, for ever, into all memory, or not at all. */
const misbehaving = `
const document = { id: 'a', title: '規程', source: 'a' };
const article = { id: 'a#1', document: 'a', label: '第1条', caption: '', chapter: [], text: '本文', clauses: [] };
process.on('message', ({ job, id }) => {
  if (id === 'endless') for (;;);
  if (id === 'memory') { const all = []; for (;;) all.push(new Array(10000).fill(job + all.length)); }
  if (id === 'exit') process.exit(1);
  process.send({ job, part: { document, articles: [article], notes: [String(process.pid)] } });
  if (id === 'half') process.exit(1);
  process.send({ job });
  if (id === 'last') process.exit(0);
});
process.on('disconnect', () => process.exit());`;

describe('別のプロセスでの読み取り', () => {
  let folder = '';
  let reader: ApartReader;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'apart-'));
    const processFile = join(folder, 'misbehaving.mjs');
    writeFileSync(processFile, misbehaving);
    reader = createApartReader({ processFile, silentMs: 1_500, heapMegabytes: 24 });
  });
  afterAll(() => {
    reader.end();
    rmSync(folder, { recursive: true });
  });
  const pid = async (): Promise<string | undefined> => (await reader.read('a', 'good')).notes[0];

  it('終わらないファイルは打ち切り、その間も、次のファイルも、動きを止めない', async () => {
    const before = await pid();
    let ticks = 0;
    const clock = setInterval(() => {
      ticks += 1;
    }, 20);
    const endless = reader.read('a', 'endless');
    const next = reader.read('a', 'good');
    expect(await endless).toEqual({
      books: [],
      notes: [expect.stringContaining('時間がかかりすぎる')],
      isCutShort: true,
    });
    clearInterval(clock);
    expect(ticks).toBeGreaterThan(10);
    const { books, notes } = await next;
    expect(books[0]?.document.title).toBe('規程');
    expect(notes[0]).not.toBe(before);
  });

  it('メモリーを使い尽くすファイルは、そのことを文で残して飛ばす', async () => {
    expect(await reader.read('a', 'memory')).toEqual({
      books: [],
      notes: [expect.stringMatching(/^読み取りに多くのメモリー.*。$/)],
      isCutShort: true,
    });
    expect(await pid()).toMatch(/^\d+$/);
  });

  it('途中で終わったファイルは、読めた分も使わない', async () => {
    for (const id of ['exit', 'half']) {
      expect(await reader.read('a', id)).toEqual({
        books: [],
        notes: [expect.stringMatching(/^読み取りの途中で.*。$/)],
        isCutShort: true,
      });
    }
  });

  it('同じプロセスを使い回し、暇な間に消えていれば新しくする', async () => {
    const first = await pid();
    expect(await pid()).toBe(first);
    await reader.read('a', 'last');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await pid()).toMatch(/^\d+$/);
  });

  it('プロセスを始められなければ、例外でなく文になる', async () => {
    const none = createApartReader({ processFile: join(folder, 'none.mjs') });
    expect(await none.read('a', 'good')).toEqual({
      books: [],
      notes: [expect.stringMatching(/。$/)],
      isCutShort: true,
    });
  });

  it('本物のプロセスが読んだものは、その場で読んだものと同じである', async () => {
    const real = createApartReader();
    for (const name of ['契約事務規則.docx', '庁舎管理規則.pdf', '旅費規程.xlsx', '職員服務規程.txt']) {
      const path = projectFile(`samples/policies/${name}`);
      expect(await real.read(path, name)).toEqual(await readBooks(path, name));
    }
    real.end();
  });
});
