import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import type { ReadBooks } from '../../src/policy/ingest/bookParts.ts';
import { readBooks } from '../../src/policy/ingest/readBooks.ts';

/** Ends before its time while this says so, as on a machine that has no memory or no time left for it. */
let isCutShort = false;
jest.unstable_mockModule('../../src/policy/ingest/readApart.ts', () => ({
  readApart: async (path: string, id: string): Promise<ReadBooks> =>
    isCutShort ? { books: [], notes: ['中止しました。'], isCutShort: true } : readBooks(path, id),
}));
const { ingest } = await import('../../src/policy/ingest/ingest.ts');

describe('読み取りが途中で終わったとき', () => {
  const base = mkdtempSync(join(tmpdir(), 'cut-'));
  afterAll(() => rmSync(base, { recursive: true }));

  it('次の ingest では、変わっていないファイルでも読み直す', async () => {
    const [rules, data] = [join(base, 'rules'), join(base, 'data')];
    mkdirSync(rules);
    writeFileSync(join(rules, '休暇規程.md'), '# 休暇規程\n\n第1条　休暇は、3日前までに届け出る。\n');
    isCutShort = true;
    expect(await ingest([rules], data)).toMatchObject({ documents: 0, skipped: [{ reason: '中止しました。' }] });
    isCutShort = false;
    expect(await ingest([rules], data)).toMatchObject({ documents: 1, skipped: [] });
  });
});
