import '../contracts/againWhenBusy.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { createHttpServer } from '@vercel/cosmosdb-server';
import Database from 'libsql';
import { createCosmosJobs } from '../../src/stores/cosmosJobs.ts';
import type { JobStore, Lease } from '../../src/stores/jobs.ts';
import { openSqliteJobs } from '../../src/stores/sqliteJobs.ts';
import { newJob, ref } from '../unit/jobFixture.ts';

const retention = { days: 30, now: () => new Date('2026-11-22T09:00:00Z') };
const folder = mkdtempSync(join(tmpdir(), 'kaname-job-faults-'));
afterAll(() => rmSync(folder, { recursive: true }));
const failure = { code: 'model_busy', sentence: '混み合っています。' } as const;
const lease: Lease = { ...ref, holder: 'a', number: 1 };

/** Everything the store can be asked, each of which must fail with the same sentence. */
async function everyCallFails(store: JobStore, sentence: string): Promise<void> {
  const calls = [
    () => store.create(newJob()),
    () => store.lease(['summarize'], 'a', 30),
    () => store.renew(lease, 30),
    () => store.plan(lease, 3),
    () => store.savePart(lease, '1', '一'),
    () => store.missPart(lease, '1', failure),
    () => store.finish(lease, '結果'),
    () => store.fail(lease, failure),
    () => store.release(lease),
    () => store.claimEnd(lease),
    () => store.unclaimEnd(lease, 60),
    () => store.cancel(ref),
    () => store.get(ref),
    () => store.input(ref),
    () => store.parts(ref),
    () => store.result(ref),
    () => store.list('room'),
    () => store.clear('room'),
  ];
  const outcomes = await Promise.allSettled(calls.map((call) => call()));
  const failed = expect.objectContaining({
    name: 'KanameError',
    code: 'store_unavailable',
    sentence: expect.stringContaining(sentence),
  });
  expect(outcomes).toEqual(calls.map(() => ({ status: 'rejected', reason: failed })));
}

describe('jobs in SQLite', () => {
  it('動いている間にフォルダーが消えたら、保存したふりをしない', async () => {
    const dataDir = mkdtempSync(join(folder, 'data-'));
    const store = openSqliteJobs(dataDir, retention);
    await store.create(newJob());
    rmSync(dataDir, { recursive: true });
    await everyCallFails(store, '書き込めません');
    await store.close();
    await everyCallFails(store, '終了');
  });

  it('ほかのプロセスが長く書き込んでいるときは知らせ、空いたら続きができる', async () => {
    const dataDir = mkdtempSync(join(folder, 'data-'));
    const store = openSqliteJobs(dataDir, retention);
    await store.create(newJob());
    await store.lease(['summarize'], 'a', 30);
    const other = new Database(join(dataDir, 'kaname.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    await expect(store.savePart(lease, '1', '一')).rejects.toMatchObject({
      code: 'store_unavailable',
      sentence: expect.stringContaining('混み合って'),
    });
    other.exec('ROLLBACK');
    other.close();
    expect(await store.savePart(lease, '1', '一')).toBe('held');
    expect(await store.get(ref)).toMatchObject({ progress: { done: 1 } });
    await store.close();
  });
});

describe('jobs in Cosmos DB', () => {
  const servers: Server[] = [];
  const stores: JobStore[] = [];
  const listen = async (server: Server): Promise<number> => {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  const connect = async (listener: RequestListener, deadlineMs = 400): Promise<JobStore> => {
    const endpoint = `http://127.0.0.1:${await listen(createServer(listener))}`;
    const store = createCosmosJobs({ endpoint, key: 'a2FuYW1l', database: 'kaname', deadlineMs }, retention);
    stores.push(store);
    return store;
  };
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('答えないときは、期限で打ち切って知らせる', async () => {
    await everyCallFails(await connect(() => {}, 200), '接続できません');
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

  /** A database that does what it is asked, but whose first answer to each request that writes a document is lost. */
  const losingAnswers = async () => {
    const port = await listen(createHttpServer());
    const seen = new Set<string>();
    let lost = 0;
    const relay: RequestListener = async (incoming, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const { url, method, headers } = incoming;
      const body = Buffer.concat(chunks);
      const answer = await new Promise<IncomingMessage>((resolve) =>
        send({ port, host: '127.0.0.1', path: url, method, headers }, resolve).end(body),
      );
      const answered: Buffer[] = [];
      for await (const chunk of answer) answered.push(chunk as Buffer);
      const writes =
        /\/jobs\/docs/.test(url ?? '') && method !== 'GET' && !/query/.test(String(headers['content-type']));
      const what = `${method} ${url} ${body}`;
      const loses = writes && !seen.has(what);
      seen.add(what);
      if (loses) {
        lost++;
        response.writeHead(503, { 'content-type': 'application/json' });
        response.end('{"code":"ServiceUnavailable","message":""}');
        return;
      }
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      response.end(Buffer.concat(answered));
    };
    return { store: await connect(relay, 5000), lost: () => lost };
  };

  it('書けたのに答えが失われても、作業も節も1つのままで、自分の引き受けを見失わない', async () => {
    const { store, lost } = await losingAnswers();
    expect(await store.create(newJob({ input: '会議'.repeat(200_000) }))).toBe(true);
    expect((await store.input(ref))?.length).toBe(400_000);
    const taken = await store.lease(['summarize'], 'a', 30);
    expect(taken?.lease).toEqual(lease);
    expect(await store.renew(lease, 60)).toBe('held');
    expect(await store.plan(lease, 2)).toBe('held');
    expect(await store.savePart(lease, '1', '一')).toBe('held');
    expect(await store.missPart(lease, '2', failure)).toBe('held');
    expect(await store.finish(lease, '結果')).toBe('held');
    expect(await store.claimEnd(lease)).toBe(true);
    expect(await store.claimEnd(lease)).toBe(false);
    expect(await store.get(ref)).toMatchObject({ state: 'done', attempts: 0, progress: { done: 2, total: 2 } });
    expect(await store.parts(ref)).toEqual(new Map([['1', '一']]));
    await store.create(newJob({ id: '2' }));
    expect(await store.cancel({ ...ref, id: '2' })).toBe(true);
    expect(lost()).toBeGreaterThanOrEqual(10);
  });
});
