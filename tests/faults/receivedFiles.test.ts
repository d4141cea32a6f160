import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReceivedFile, ReplyEvent } from '../../src/conversation/message.ts';
import { readFiles } from '../../src/conversation/readFiles.ts';
import { createRedeliveryFilter } from '../../src/conversation/redelivery.ts';
import { KanameError } from '../../src/errors.ts';
import { createDocumentReader, type DocumentReader } from '../../src/reading/apart/readDocument.ts';
import { createMemoryHistory } from '../../src/stores/memoryHistory.ts';
import { received, sample } from '../conversations/receivedFiles.ts';

/** Reads as the name tells it: properly, for ever, into all memory, or not at all. */
const misbehaving = `
process.on('message', ({ job, name }) => {
  if (name.startsWith('endless')) for (;;);
  if (name.startsWith('memory')) { const all = []; for (;;) all.push(new Array(10000).fill(job + all.length)); }
  if (name.startsWith('exit')) process.exit(1);
  if (name.startsWith('nothing')) return process.send({ job });
  process.send({ job, part: { document: { text: String(process.pid), characters: 5, warnings: [] } } });
  process.send({ job });
});
process.on('disconnect', () => process.exit());`;

const signal = new AbortController().signal;

async function failureOf(files: readonly ReceivedFile[], reader: DocumentReader, stop = signal): Promise<KanameError> {
  try {
    await lastOf(readFiles(files, reader.read, { written: 0, signal: stop, fetchingMs: 300 }));
  } catch (thrown) {
    if (thrown instanceof KanameError) return thrown;
    throw thrown;
  }
  throw new Error('was read');
}

async function lastOf<T>(steps: AsyncGenerator<ReplyEvent, T>): Promise<T> {
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
  }
}

describe('送られたファイルの読み取りの失敗', () => {
  let folder = '';
  let reader: DocumentReader;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'received-'));
    const processFile = join(folder, 'misbehaving.mjs');
    writeFileSync(processFile, misbehaving);
    reader = createDocumentReader({ processFile, silentMs: 700, heapMegabytes: 24 });
  });
  afterAll(() => {
    reader.end();
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['endless.pdf', '時間がかかりすぎる'],
    ['memory.xlsx', '多くのメモリー'],
    ['exit.docx', '読み取りの途中で問題'],
    ['nothing.docx', '読み取りの途中で問題'],
  ])('%s で読み取りのプロセスが倒れても、名前と理由を伝え、次のファイルは読む', async (name, reason) => {
    const { code, sentence } = await failureOf([received(name, 'x')], reader);
    expect(code).toBe('file_unreadable');
    expect(sentence).toMatch(new RegExp(`^ファイル「${name}」を読み取れませんでした。.*${reason}.*。$`));
    const [file] = await lastOf(readFiles([received('good.txt', 'x')], reader.read, { written: 0, signal }));
    expect(file?.text).toMatch(/^\d+$/);
  });

  it('一つのファイルが終わらない間も、別の人のファイルは読める', async () => {
    const endless = failureOf([received('endless.pdf', 'x')], reader);
    const started = Date.now();
    const other = reader.read({ bytes: Buffer.from('x'), name: 'good.txt', maxBytes: 10, maxCharacters: 10 });
    expect((await other).text).toMatch(/^\d+$/);
    expect(Date.now() - started).toBeLessThan(600);
    await endless;
  });

  it('中止されたら、読み取りをすぐにやめる', async () => {
    const stop = new AbortController();
    const failure = failureOf([received('endless.pdf', 'x')], reader, stop.signal);
    setTimeout(() => stop.abort(), 100);
    const started = Date.now();
    expect((await failure).code).toBe('cancelled');
    expect(Date.now() - started).toBeLessThan(500);
  });

  it.each([
    ['例外', async () => Promise.reject(new Error('secret https://example.jp/token'))],
    ['返事がない', () => new Promise<Buffer>(() => {})],
  ])('取り寄せの失敗（%s）は、一つの文になる', async (_, read) => {
    const file = { name: '資料.pdf', contentType: 'application/pdf', bytes: 10, read };
    const { code, sentence } = await failureOf([file], reader);
    expect(code).toBe('unreachable');
    expect(sentence).toBe('ファイル「資料.pdf」を受け取れませんでした。しばらくしてから、もう一度お送りください。');
  });

  it('チャネルが断った理由は、名前を添えてそのまま伝える', async () => {
    const read = async () => Promise.reject(new KanameError('unreachable', '期限が過ぎています。'));
    const { sentence } = await failureOf([{ name: '資料.pdf', contentType: '', bytes: 1, read }], reader);
    expect(sentence).toBe('ファイル「資料.pdf」を読み取れませんでした。期限が過ぎています。');
  });

  it('本物のプロセスは、文字数を数え、上限までの文字だけを返す', async () => {
    const real = createDocumentReader();
    const bytes = await sample('minutes/総務文教委員会会議録.txt').read(1_000_000);
    const { text, characters } = await real.read({ bytes, name: 'a.txt', maxBytes: 1_000_000, maxCharacters: 100 });
    expect(text).toHaveLength(100);
    expect(characters).toBeGreaterThan(1000);
    const locked = real.read({ bytes: Buffer.from('d0cf11e0', 'hex'), name: 'a.docx', maxBytes: 9, maxCharacters: 9 });
    await expect(locked).rejects.toMatchObject({ code: 'file_unreadable', sentence: expect.stringContaining('保護') });
    real.end();
  });
});

describe('再送の見分け', () => {
  it('同じ言葉でもファイルが違えば別のメッセージ、同じファイルなら再送である', async () => {
    const filter = createRedeliveryFilter(createMemoryHistory({ days: 1, now: () => new Date() }));
    const message = (id: string, name: string) => ({
      id,
      channel: 'logo' as const,
      conversation: { id: 'room', kind: 'personal' as const },
      sender: { id: 'hanako' },
      text: '要約',
      sentAt: new Date(0),
      files: [received(name, 'x')],
    });
    expect(await filter.isFirst(message('1', 'a.txt'))).toBe(true);
    expect(await filter.isFirst(message('2', 'b.txt'))).toBe(true);
    expect(await filter.isFirst(message('3', 'a.txt'))).toBe(false);
  });
});
