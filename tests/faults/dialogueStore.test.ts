import '../contracts/againWhenBusy.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { createHttpServer } from '@vercel/cosmosdb-server';
import Database from 'libsql';
import { createCosmosDialogues } from '../../src/stores/cosmosDialogues.ts';
import type { DialogueStore } from '../../src/stores/dialogues.ts';
import { openSqliteDialogues } from '../../src/stores/sqliteDialogues.ts';

const clock = { now: () => new Date('2026-11-22T09:00:00Z') };
const folder = mkdtempSync(join(tmpdir(), 'kaname-dialogue-faults-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Everything the store can be asked, each of which must fail with the same sentence. */
async function everyCallFails(store: DialogueStore, sentence: string): Promise<void> {
  const calls = [() => store.put('r', 'k', 'v', 60), () => store.get('r', 'k'), () => store.clear('r')];
  for (const call of calls) {
    await expect(call()).rejects.toMatchObject({
      name: 'KanameError',
      code: 'store_unavailable',
      sentence: expect.stringContaining(sentence),
    });
  }
}

describe('dialogues in SQLite', () => {
  it('動いている間にフォルダーが消えたら、覚えたふりをしない', async () => {
    const dataDir = mkdtempSync(join(folder, 'data-'));
    const store = openSqliteDialogues(dataDir, clock);
    await store.put('r', 'k', 'v', 60);
    rmSync(dataDir, { recursive: true });
    await everyCallFails(store, '書き込めません');
    await store.close();
  });

  it('ほかのプロセスが長く書き込んでいるときは、混み合っていると知らせ、空いたら使える', async () => {
    const dataDir = mkdtempSync(join(folder, 'data-'));
    const store = openSqliteDialogues(dataDir, clock);
    const other = new Database(join(dataDir, 'kaname.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    await expect(store.put('r', 'k', 'v', 60)).rejects.toMatchObject({
      sentence: expect.stringContaining('混み合って'),
    });
    other.exec('ROLLBACK');
    other.close();
    await store.put('r', 'k', 'v', 60);
    expect(await store.get('r', 'k')).toBe('v');
    await store.close();
  });

  it('壊れたファイルと、閉じた後の呼び出しを知らせる', async () => {
    const dataDir = mkdtempSync(join(folder, 'data-'));
    const store = openSqliteDialogues(dataDir, clock);
    await store.close();
    await everyCallFails(store, '終了');
    writeFileSync(join(dataDir, 'kaname.sqlite'), 'これはデータベースではありません。'.repeat(200));
    expect(() => openSqliteDialogues(dataDir, clock)).toThrow(expect.objectContaining({ code: 'store_unavailable' }));
  });
});

describe('dialogues in Cosmos DB', () => {
  let server: Server | undefined;
  let store: DialogueStore | undefined;
  const connect = async (listener: RequestListener, from: Server = createServer()) => {
    server = from.on('request', listener);
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    store = createCosmosDialogues({ endpoint, key: 'a2FuYW1l', database: 'kaname', deadlineMs: 600 }, clock);
    return store;
  };
  afterEach(async () => {
    await store?.close();
    server?.closeAllConnections();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  });

  it('答えないときは、期限で打ち切って知らせる', async () => {
    await everyCallFails(await connect(() => {}), '接続できません');
  });

  it.each([
    [429, '混み合って'],
    [403, '権限'],
    [500, '接続できません'],
  ])('%i が続くときは、理由に合う文で知らせる', async (status, sentence) => {
    const fails: RequestListener = (_, response) => {
      response.writeHead(status, { 'content-type': 'application/json', 'x-ms-retry-after-ms': '5' });
      response.end('{"code":"x","message":"a2FuYW1l"}');
    };
    await everyCallFails(await connect(fails), sentence);
  });

  it('1度の 503 の後はもう一度頼み、覚えたことは1つのまま', async () => {
    const emulator = createHttpServer();
    const answers = emulator.listeners('request') as RequestListener[];
    emulator.removeAllListeners('request');
    let failures = 0;
    const open = await connect((request, response) => {
      if (request.method === 'POST' && request.url?.endsWith('claims/docs') && ++failures === 1) {
        response.writeHead(503, { 'content-type': 'application/json' });
        response.end('{"code":"ServiceUnavailable","message":""}');
        return;
      }
      for (const answer of answers) answer.call(emulator, request, response);
    }, emulator);
    await open.put('r', 'k', 'v', 60);
    expect(failures).toBe(2);
    expect(await open.get('r', 'k')).toBe('v');
  });
});
