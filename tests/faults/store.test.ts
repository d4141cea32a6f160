import '../contracts/againWhenBusy.ts';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHttpServer } from '@vercel/cosmosdb-server';
import Database from 'libsql';
import type { KanameError } from '../../src/errors.ts';
import { createCosmosHistory } from '../../src/stores/cosmosHistory.ts';
import type { HistoryStore, PastTurn } from '../../src/stores/history.ts';
import { openSqliteHistory } from '../../src/stores/sqliteHistory.ts';

const now = new Date('2026-11-22T09:00:00Z');
const retention = { days: 30, now: () => now };
const turn: PastTurn = {
  id: '1',
  conversation: 'c',
  sender: 's',
  at: now,
  command: 'ask',
  asked: '質問',
  answered: '答え',
  memory: {},
};

/** The KanameError that `work` fails with, checked for what no sentence may hold. */
async function failure(work: () => unknown): Promise<KanameError> {
  const error = await (async () => work())().then(
    () => Promise.reject(new Error('it did not fail')),
    (thrown: KanameError) => thrown,
  );
  expect(error.name).toBe('KanameError');
  expect(error.sentence).toMatch(/。$/);
  expect(error.sentence).not.toMatch(/127\.0\.0\.1|\/tmp|a2FuYW1l|Error|SQLITE/);
  return error;
}

describe('SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaname-faults-'));
  let dataDir: string;
  let opened: HistoryStore | undefined;
  const open = (path = dataDir) => {
    opened = openSqliteHistory(path, retention);
    return opened;
  };
  beforeEach(() => {
    dataDir = mkdtempSync(join(folder, 'data-'));
  });
  afterEach(() => opened?.close());
  afterAll(() => rmSync(folder, { recursive: true }));

  it('壊れたファイルは、どのファイルをどうすればよいかを知らせる', async () => {
    writeFileSync(join(dataDir, 'kaname.sqlite'), 'これはデータベースではありません。'.repeat(200));
    const error = await failure(() => open());
    expect(error.code).toBe('store_unavailable');
    expect(error.sentence).toContain('壊れている');
    expect(error.sentence).toContain('kaname.sqlite');
  });

  it('途中から壊れたファイルも、読むときに知らせる', async () => {
    const store = open();
    for (let id = 0; id < 50; id++) await store.append({ ...turn, id: String(id), asked: '質問'.repeat(2000) });
    await store.close();
    const path = join(dataDir, 'kaname.sqlite');
    writeFileSync(path, readFileSync(path).fill(0x5a, 4096));
    const error = await failure(async () => (await open()).page('c', 50));
    expect(error.code).toBe('store_unavailable');
    expect(error.sentence).toContain('壊れている');
  });

  it('フォルダーを作れないときは、設定の名前を知らせる', async () => {
    writeFileSync(join(dataDir, 'file'), '');
    const error = await failure(() => open(join(dataDir, 'file', 'data')));
    expect(error.code).toBe('store_unavailable');
    expect(error.sentence).toContain('KANAME_DATA_DIR');
  });

  it('書き込めないフォルダーでは、設定の名前を知らせる', async () => {
    // The administrator of a machine may write everywhere but into what the kernel shows as files.
    const readOnly = process.getuid?.() === 0 && existsSync('/proc/self') ? '/proc/self' : join(dataDir, 'readonly');
    if (readOnly !== '/proc/self') {
      mkdirSync(readOnly);
      chmodSync(readOnly, 0o555);
    }
    const error = await failure(() => open(readOnly));
    expect(error.code).toBe('store_unavailable');
    expect(error.sentence).toContain('KANAME_DATA_DIR');
  });

  it('動いている間にフォルダーが消えたら、保存したふりをしない', async () => {
    const store = open();
    await store.append(turn);
    rmSync(dataDir, { recursive: true });
    expect((await failure(() => store.append({ ...turn, id: '2' }))).code).toBe('store_unavailable');
    expect((await failure(() => store.check())).code).toBe('store_unavailable');
  });

  it('ほかのプロセスが長く書き込んでいるときは、混み合っていると知らせる', async () => {
    const store = open();
    const other = new Database(join(dataDir, 'kaname.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    const started = Date.now();
    const error = await failure(() => store.append(turn));
    other.exec('ROLLBACK');
    other.close();
    expect(error.sentence).toContain('混み合って');
    expect(Date.now() - started).toBeLessThan(10_000);
    await store.append(turn);
    expect((await store.page('c', 1)).turns).toEqual([turn]);
  });

  it('新しい版のファイルは、書き換えずに断る', async () => {
    open();
    await opened?.close();
    const file = new Database(join(dataDir, 'kaname.sqlite'));
    file.exec('PRAGMA user_version = 99');
    file.close();
    const error = await failure(() => open());
    expect(error.sentence).toContain('更新');
  });

  it('閉じた後の保存は、閉じたと知らせる', async () => {
    const store = open();
    await store.close();
    expect((await failure(() => store.append(turn))).sentence).toContain('終了');
  });
});

describe('Cosmos DB', () => {
  let server: Server | undefined;
  let stores: HistoryStore[] = [];
  /** An address where `intercept` may answer first (true), and the emulator answers the rest. */
  const listen = async (intercept: (...message: Parameters<RequestListener>) => boolean) => {
    const emulator = createHttpServer();
    const answers = emulator.listeners('request') as RequestListener[];
    emulator.removeAllListeners('request').on('request', (request, response) => {
      if (!intercept(request, response)) for (const answer of answers) answer.call(emulator, request, response);
    });
    server = emulator;
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const connect = (endpoint: string, deadlineMs = 1000) => {
    const store = createCosmosHistory({ endpoint, key: 'a2FuYW1l', database: 'kaname', deadlineMs }, retention);
    stores.push(store);
    return store;
  };
  afterEach(async () => {
    for (const store of stores) await store.close();
    stores = [];
    server?.closeAllConnections();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
    server = undefined;
  });
  const json = (status: number, headers = {}) => [status, { 'content-type': 'application/json', ...headers }] as const;

  it('つながらないときは期限のうちに知らせ、つながったら使える', async () => {
    const endpoint = await listen(() => false);
    const port = Number(new URL(endpoint).port);
    await new Promise((resolve) => server?.close(resolve));
    const store = connect(endpoint, 600);
    const started = Date.now();
    expect((await failure(() => store.check())).code).toBe('store_unavailable');
    expect(Date.now() - started).toBeLessThan(10_000);
    await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve));
    await store.append(turn);
    expect((await store.page('c', 1)).turns).toEqual([turn]);
  });

  it('答えないときは、期限で打ち切る', async () => {
    const store = connect(await listen(() => true), 400);
    const started = Date.now();
    expect((await failure(() => store.append(turn))).code).toBe('store_unavailable');
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  it('429 には、求められた時間だけ待ってからもう一度頼む', async () => {
    const times: number[] = [];
    const endpoint = await listen((request, response) => {
      if (request.method !== 'POST' || !request.url?.endsWith('/docs') || times.push(Date.now()) > 2) return false;
      response.writeHead(...json(429, { 'x-ms-retry-after-ms': '60' }));
      response.end('{"code":"429","message":"slow"}');
      return true;
    });
    const store = connect(endpoint);
    await store.append(turn);
    expect(times).toHaveLength(3);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(55);
    expect((await store.page('c', 1)).turns).toEqual([turn]);
  });

  it('429 が続くときは、混み合っていると知らせる', async () => {
    const endpoint = await listen((_, response) => {
      response.writeHead(...json(429, { 'x-ms-retry-after-ms': '10' }));
      response.end('{"code":"429","message":"slow"}');
      return true;
    });
    expect((await failure(() => connect(endpoint).append(turn))).sentence).toContain('混み合って');
  });

  it('キーが違うときは、権限の設定を確かめるように知らせる', async () => {
    const endpoint = await listen((_, response) => {
      response.writeHead(...json(401));
      response.end('{"code":"Unauthorized","message":"The MAC signature"}');
      return true;
    });
    expect((await failure(() => connect(endpoint).check())).sentence).toContain('権限');
  });

  it('503 の後はもう一度頼む', async () => {
    let failures = 0;
    const endpoint = await listen((request, response) => {
      if (request.method !== 'POST' || !request.url?.endsWith('/docs') || ++failures > 1) return false;
      response.writeHead(...json(503));
      response.end('{"code":"ServiceUnavailable","message":""}');
      return true;
    });
    await connect(endpoint).append(turn);
    expect(failures).toBe(2);
  });

  it('引き受けの返事が途中で切れても、引き受けた者を取り違えない', async () => {
    let cut = 0;
    const endpoint = await listen((request, response) => {
      if (request.method !== 'POST' || !request.url?.endsWith('claims/docs') || cut++ > 0) return false;
      // The emulator does its work, but what it answers never arrives.
      response.end = () => {
        request.socket.destroy();
        return response;
      };
      return false;
    });
    const store = connect(endpoint);
    expect(await store.claim('c', 'k', 60)).toBe(true);
    expect(cut).toBe(2);
    expect(await store.claim('c', 'k', 60)).toBe(false);
  });

  it('読んだ後に書き換えられた往復への評価は、412 を受けて読み直す', async () => {
    const statuses: number[] = [];
    const endpoint = await listen((_, response) => {
      response.on('finish', () => statuses.push(response.statusCode));
      return false;
    });
    const [one, two] = [connect(endpoint), connect(endpoint)];
    await one.append(turn);
    await two.check();
    const reaction = { value: 'like', at: now } as const;
    expect(await Promise.all([one, two, one].map((store) => store.react('c', '1', reaction)))).toEqual([
      true,
      true,
      true,
    ]);
    expect(statuses).toContain(412);
  });

  it('いつまでも書き換えられるときは、あきらめて知らせる', async () => {
    let replaced = 0;
    const endpoint = await listen((request, response) => {
      if (request.method !== 'PUT') return false;
      replaced++;
      response.writeHead(...json(412));
      response.end('{"code":"PreconditionFailed","message":""}');
      return true;
    });
    const store = connect(endpoint);
    await store.append(turn);
    expect((await failure(() => store.react('c', '1', { value: 'like', at: now }))).code).toBe('conflict');
    expect(replaced).toBeLessThanOrEqual(10);
  });

  it('大きすぎる往復は、長すぎると知らせる', async () => {
    const endpoint = await listen((request, response) => {
      if (request.method !== 'POST' || !request.url?.endsWith('/docs')) return false;
      response.writeHead(...json(413));
      response.end('{"code":"RequestEntityTooLarge","message":""}');
      return true;
    });
    expect((await failure(() => connect(endpoint).append(turn))).code).toBe('input_too_long');
  });

  it('鍵のない http:// の接続は、設定の名前を挙げて断る', async () => {
    const store = createCosmosHistory({ endpoint: 'http://192.0.2.1', database: 'kaname' }, retention);
    const error = await failure(() => store.check());
    expect(error.code).toBe('wrong_configuration');
    expect(error.sentence).toContain('COSMOS_KEY');
  });
});
