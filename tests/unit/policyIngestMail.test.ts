import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readBooks } from '../../src/policy/ingest/readBooks.ts';
import { plainMail } from './mails.ts';

const folder = mkdtempSync(join(tmpdir(), 'ingest-mail-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('規程のフォルダーにあるメール', () => {
  it('条文を引用していても、規程としては読まない', async () => {
    const path = join(folder, '照会.eml');
    writeFileSync(
      path,
      plainMail('旅費規程\r\n\r\n第1条　この規程は、旅費を定める。\r\n第2条　日当は2,200円とする。\r\n'),
    );
    expect(await readBooks(path, '照会')).toMatchObject({
      books: [],
      notes: [expect.stringContaining('メールは規程として')],
    });
  });
});
