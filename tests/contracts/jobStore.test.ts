import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CosmosClient } from '@azure/cosmos';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHttpServer } from '@vercel/cosmosdb-server';
import { createCosmosJobs } from '../../src/stores/cosmosJobs.ts';
import { jobsContainer } from '../../src/stores/cosmosLayout.ts';
import type { Job, JobStore, Lease, NewJob } from '../../src/stores/jobs.ts';
import { createMemoryJobs } from '../../src/stores/memoryJobs.ts';
import { openSqliteJobs } from '../../src/stores/sqliteJobs.ts';

const start = new Date('2026-11-22T09:00:00Z').getTime();
let time = start;
const retention = { days: 30, now: () => new Date(time) };

const folder = mkdtempSync(join(tmpdir(), 'kaname-jobs-'));
let cosmos: Server;
beforeAll(async () => {
  cosmos = createHttpServer();
  await new Promise<void>((resolve) => cosmos.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  cosmos.closeAllConnections();
  await new Promise((resolve) => cosmos.close(resolve));
  rmSync(folder, { recursive: true });
});
const endpoint = () => `http://127.0.0.1:${(cosmos.address() as AddressInfo).port}`;

let databases = 0;
/** Each call opens one more store over the same data, as a second instance of Kaname would. */
const adapters: Record<string, () => () => JobStore> = {
  memory: () => {
    const store = createMemoryJobs(retention);
    return () => store;
  },
  SQLite: () => {
    const dataDir = mkdtempSync(join(folder, 'data-'));
    return () => openSqliteJobs(dataDir, retention);
  },
  'Cosmos DB': () => {
    const database = `kaname${++databases}`;
    return () => createCosmosJobs({ endpoint: endpoint(), key: 'a2FuYW1l', database }, retention);
  },
};

const room = '19:部屋/a?b#c\\d';
const newJob = (changes: Partial<NewJob> = {}): NewJob => ({
  id: 'job/1',
  kind: 'summarize',
  conversation: room,
  sender: '職員',
  address: '{"card":"1"}',
  input: '会議録',
  ...changes,
});
const ref = { conversation: room, id: 'job/1' };
const failure = { code: 'model_busy', sentence: '混み合っています。' } as const;
const seconds = (n: number) => {
  time += n * 1000;
};

describe.each(Object.keys(adapters))('長い作業 in %s', (name) => {
  const opened: JobStore[] = [];
  let another: () => JobStore;
  let store: JobStore;
  beforeEach(() => {
    time = start;
    const open = adapters[name]?.();
    if (!open) throw new Error(name);
    another = () => {
      const one = open();
      opened.push(one);
      return one;
    };
    store = another();
  });
  afterAll(() => Promise.all(opened.map((one) => one.close())));

  const take = async (by = store, holder = 'a', ofKinds = ['summarize'], forSeconds = 30) => {
    const taken = await by.lease(ofKinds, holder, forSeconds);
    if (!taken) throw new Error('nothing to take');
    return taken;
  };
  const state = async (): Promise<Job> => {
    const job = await store.get(ref);
    if (!job) throw new Error('gone');
    return job;
  };

  it('作った作業を、別のインスタンスからも、そのまま読める', async () => {
    expect(await store.create(newJob())).toBe(true);
    const expected = {
      ...{ ...ref, kind: 'summarize', sender: '職員', address: '{"card":"1"}' },
      ...{ state: 'queued', progress: { done: 0, total: 0 }, missing: [], attempts: 0, announced: false },
      ...{ created: new Date(start), updated: new Date(start), expires: new Date(start + 30 * 86_400_000) },
    };
    expect(await another().get(ref)).toEqual(expected);
    expect(await store.list(room)).toEqual([expected]);
    expect(await another().input(ref)).toBe('会議録');
    expect(await store.get({ ...ref, id: 'job/2' })).toBeUndefined();
    expect(await store.get({ ...ref, conversation: 'ほか' })).toBeUndefined();
    expect(await store.input({ ...ref, id: 'job/2' })).toBeUndefined();
    expect(await store.result(ref)).toBeUndefined();
  });

  it('同じ作業を何度作っても、同時に作っても1つであり、最初の内容のまま', async () => {
    const made = await Promise.all(
      ['甲', '乙', '丙'].map((input) => another().create(newJob({ input: input.repeat(300_000) }))),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
    const input = await store.input(ref);
    expect(input).toBe(String(input?.[0]).repeat(300_000));
    expect('甲乙丙'[made.indexOf(true)]).toBe(input?.[0]);
    await take();
    expect(await store.create(newJob({ input: '別' }))).toBe(false);
    expect((await state()).state).toBe('running');
    expect(await store.input(ref)).toBe(input);
    expect(await store.list(room)).toHaveLength(1);
  });

  it('長い文章も、4バイト文字も制御文字も、1字も変えずに返し、8MBを超えるものは断る', async () => {
    const odd = '𠮷野家 \u0000\n"\\ ｶﾞ\ud83d';
    const long = `${odd}${'あ𠮷'.repeat(600_000)}`;
    await store.create(newJob({ input: long, sender: odd, address: odd }));
    expect((await another().input(ref)) === long).toBe(true);
    expect(await state()).toMatchObject({ sender: odd, address: odd });
    await expect(store.create(newJob({ id: '2', input: 'x'.repeat(8 * 1024 * 1024 + 1) }))).rejects.toMatchObject({
      code: 'input_too_long',
      sentence: expect.stringMatching(/8MB.*。$/),
    });
    expect(await store.get({ ...ref, id: '2' })).toBeUndefined();
    await store.create(newJob({ id: '3', input: '' }));
    expect(await store.input({ ...ref, id: '3' })).toBe('');
  });

  it('同時に引き受けようとしても、1つのインスタンスだけが引き受ける', async () => {
    await store.create(newJob());
    const all = await Promise.all(['a', 'b', 'c', 'd'].map((holder) => another().lease(['summarize'], holder, 30)));
    const taken = all.filter((one) => one !== undefined);
    expect(taken).toHaveLength(1);
    expect(taken[0]).toMatchObject({ job: { ...ref, state: 'running', attempts: 1 }, lease: { ...ref, number: 1 } });
    expect(await state()).toEqual(taken[0]?.job);
  });

  it('いくつもの作業を、どれも1度ずつ、待っている順に渡す', async () => {
    for (let n = 1; n <= 6; n++) {
      await store.create(newJob({ id: `${n}`, conversation: `r${n % 2}` }));
      seconds(1);
    }
    expect((await take()).job.id).toBe('1');
    const rest = await Promise.all(
      [another(), another()].map(async (by) => {
        const ids: string[] = [];
        for (
          let taken = await by.lease(['summarize'], 'h', 30);
          taken;
          taken = await by.lease(['summarize'], 'h', 30)
        ) {
          ids.push(taken.job.id);
        }
        return ids;
      }),
    );
    expect(rest.flat().sort()).toEqual(['2', '3', '4', '5', '6']);
  });

  it('扱える種類の作業だけを渡す', async () => {
    await store.create(newJob());
    expect(await store.lease(['survey'], 'a', 30)).toBeUndefined();
    expect(await store.lease([], 'a', 30)).toBeUndefined();
    expect((await take(store, 'a', ['survey', 'summarize'])).job.id).toBe(ref.id);
  });

  it('期限の1ミリ秒前までは渡さず、切れたら別の持ち主に渡し、前の持ち主はもう書けない', async () => {
    await store.create(newJob());
    const { lease: old } = await take(store, 'a');
    await store.plan(old, 3);
    await store.savePart(old, '1', '一');
    time += 29_999;
    expect(await another().lease(['summarize'], 'b', 30)).toBeUndefined();
    time += 1;
    const { job, lease } = await take(another(), 'b');
    expect(job).toMatchObject({ progress: { done: 1, total: 3 }, attempts: 1 });
    expect(lease.number).toBe(2);
    expect(await store.renew(old, 30)).toBe('lost');
    expect(await store.plan(old, 9)).toBe('lost');
    expect(await store.savePart(old, '2', '古')).toBe('lost');
    expect(await store.missPart(old, '3', failure)).toBe('lost');
    expect(await store.finish(old, '古')).toBe('lost');
    expect(await store.fail(old, failure)).toBe('lost');
    expect(await store.claimEnd(old)).toBe(false);
    await store.release(old);
    expect(await state()).toMatchObject({ state: 'running', progress: { done: 1, total: 3 }, missing: [] });
    expect(await store.parts(ref)).toEqual(new Map([['1', '一']]));
    expect(await store.savePart(lease, '2', '二')).toBe('held');
    expect(await store.lease(['summarize'], 'c', 30)).toBeUndefined();
  });

  it('同じ持ち主が取り直しても、前の引き受けでは書けない', async () => {
    await store.create(newJob());
    const { lease: old } = await take();
    seconds(30);
    const { lease } = await take();
    expect(await store.savePart(old, '1', '古')).toBe('lost');
    expect(await store.savePart(lease, '1', '新')).toBe('held');
    expect((await store.parts(ref)).get('1')).toBe('新');
  });

  it('延ばせば渡らず、切れても誰も取っていなければ続けられる', async () => {
    await store.create(newJob());
    const { lease } = await take();
    seconds(29);
    expect(await store.renew(lease, 30)).toBe('held');
    seconds(29);
    expect(await another().lease(['summarize'], 'b', 30)).toBeUndefined();
    seconds(100);
    expect(await store.renew(lease, 30)).toBe('held');
    expect(await another().lease(['summarize'], 'b', 30)).toBeUndefined();
  });

  it('節の結果は1度だけ残り、進み具合も1度だけ進み、最初のものが残る', async () => {
    await store.create(newJob());
    const { lease } = await take();
    await store.plan(lease, 40);
    for (const result of ['一', '二', '一']) expect(await store.savePart(lease, 'p/1', result)).toBe('held');
    expect(await store.savePart(lease, '', '空の名前')).toBe('held');
    expect(await store.parts(ref)).toEqual(
      new Map([
        ['p/1', '一'],
        ['', '空の名前'],
      ]),
    );
    expect((await state()).progress).toEqual({ done: 2, total: 40 });
  });

  it('同時に書いた節も、1つも失われない', async () => {
    await store.create(newJob());
    const { lease } = await take();
    const names = Array.from({ length: 8 }, (_, n) => `節${n}`);
    const holds = await Promise.all(names.map((part, n) => (n % 2 ? store : another()).savePart(lease, part, part)));
    expect(new Set(holds)).toEqual(new Set(['held']));
    expect([...(await store.parts(ref)).keys()].sort()).toEqual(names);
    expect((await state()).progress.done).toBe(8);
  });

  it('あきらめた節は理由とともに残り、終わったものに数え、結果のある節はあきらめられない', async () => {
    await store.create(newJob());
    const { lease } = await take();
    await store.savePart(lease, '1', '一');
    await store.missPart(lease, '1', failure);
    await store.missPart(lease, '2', failure);
    await store.missPart(lease, '2', failure);
    expect(await state()).toMatchObject({ missing: [{ part: '2', ...failure }], progress: { done: 2, total: 2 } });
    await store.savePart(lease, '2', '二');
    expect(await state()).toMatchObject({ missing: [], progress: { done: 2 } });
  });

  it('1MBを超える結果は断り、作業はそのまま続けられる', async () => {
    await store.create(newJob());
    const { lease } = await take();
    const kanji = '議'.repeat(Math.floor((1024 * 1024) / 3));
    expect(await store.savePart(lease, '1', kanji)).toBe('held');
    for (const call of [store.savePart(lease, '2', `${kanji}議`), store.finish(lease, '\u0000'.repeat(200_000))]) {
      await expect(call).rejects.toMatchObject({ code: 'input_too_long', sentence: expect.stringMatching(/1MB.*。$/) });
    }
    expect(await store.finish(lease, kanji)).toBe('held');
    expect((await another().result(ref)) === kanji).toBe(true);
  });

  it('終わりを告げるのは1人だけで、告げた作業はもう誰にも渡らない', async () => {
    await store.create(newJob());
    const { lease } = await take();
    expect(await store.claimEnd(lease)).toBe(false);
    seconds(1);
    expect(await store.finish(lease, '結果')).toBe('held');
    expect(await state()).toMatchObject({ state: 'done', announced: false, updated: new Date(time) });
    const claims = await Promise.all([store, another(), another()].map((by) => by.claimEnd(lease)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect((await state()).announced).toBe(true);
    seconds(3600);
    expect(await store.lease(['summarize'], 'b', 30)).toBeUndefined();
    expect(await store.result(ref)).toBe('結果');
  });

  it('告げる前に持ち主が倒れたら、終わったまま別の持ち主に渡り、そちらだけが告げる', async () => {
    await store.create(newJob());
    const { lease: old } = await take();
    await store.finish(old, '結果');
    expect(await store.lease(['summarize'], 'b', 30)).toBeUndefined();
    seconds(30);
    const { job, lease } = await take(another(), 'b');
    expect(job).toMatchObject({ state: 'done', attempts: 1 });
    expect(await store.claimEnd(old)).toBe(false);
    expect(await store.finish(lease, '別の結果')).toBe('lost');
    expect(await store.claimEnd(lease)).toBe(true);
    expect(await store.result(ref)).toBe('結果');
  });

  it('告げられなかったときは、決めた時間の後にもう1度渡る', async () => {
    await store.create(newJob());
    const { lease } = await take();
    await store.fail(lease, failure);
    expect(await state()).toMatchObject({ state: 'failed', failure });
    expect(await store.claimEnd(lease)).toBe(true);
    await store.unclaimEnd(lease, 60);
    seconds(59);
    expect(await store.lease(['summarize'], 'b', 30)).toBeUndefined();
    seconds(1);
    const again = await take(another(), 'b');
    await store.unclaimEnd(lease, 60);
    expect(await store.claimEnd(again.lease)).toBe(true);
  });

  it('返した作業は、すぐに別の持ち主に渡り、試した回数に数えない', async () => {
    await store.create(newJob());
    const { lease } = await take();
    await store.savePart(lease, '1', '一');
    await store.release(lease);
    expect(await state()).toMatchObject({ state: 'queued', attempts: 0 });
    expect(await store.savePart(lease, '2', '二')).toBe('lost');
    const second = await take(another(), 'b');
    expect(second.job.attempts).toBe(1);
    await store.release(second.lease);
    expect((await take()).job.attempts).toBe(1);
    expect([...(await store.parts(ref)).keys()]).toEqual(['1']);
  });

  it('何も進まないまま倒れた回数を数え、進めば数え直す', async () => {
    await store.create(newJob());
    for (const attempts of [1, 2, 3]) {
      const { job, lease } = await take();
      expect(job.attempts).toBe(attempts);
      if (attempts === 3) await store.savePart(lease, '1', '一');
      seconds(30);
    }
    expect((await take()).job.attempts).toBe(1);
  });

  it('待っている作業を中止すると、始まらず、中止を告げるために渡る', async () => {
    await store.create(newJob());
    expect(await another().cancel(ref)).toBe(true);
    expect(await store.cancel(ref)).toBe(false);
    const { job, lease } = await take();
    expect(job.state).toBe('cancelled');
    expect(await store.savePart(lease, '1', '一')).toBe('cancelled');
    expect(await store.claimEnd(lease)).toBe(true);
    expect(await store.cancel({ ...ref, id: 'ない' })).toBe(false);
  });

  it('進んでいる作業を中止すると、持ち主は次の呼び出しで知り、持ち主だけが告げる', async () => {
    await store.create(newJob());
    const { lease } = await take();
    await store.savePart(lease, '1', '一');
    expect(await another().cancel(ref)).toBe(true);
    expect(await store.lease(['summarize'], 'b', 30)).toBeUndefined();
    expect(await store.renew(lease, 30)).toBe('cancelled');
    expect(await store.savePart(lease, '2', '二')).toBe('cancelled');
    expect(await store.finish(lease, '結果')).toBe('cancelled');
    expect(await state()).toMatchObject({ state: 'cancelled', progress: { done: 1 } });
    expect(await store.result(ref)).toBeUndefined();
    expect(await store.claimEnd(lease)).toBe(true);
  });

  it('終わるのと中止が同時でも、どちらか一方になる', async () => {
    await store.create(newJob());
    const { lease } = await take();
    const [hold, stopped] = await Promise.all([store.finish(lease, '結果'), another().cancel(ref)]);
    expect(stopped ? hold : 'cancelled').toBe('cancelled');
    expect((await state()).state).toBe(stopped ? 'cancelled' : 'done');
  });

  it('会話ごとに新しい順に並べ、消すとその会話の作業がすべて消え、持ち主はもう書けない', async () => {
    for (let n = 0; n < 3; n++) {
      seconds(1);
      await store.create(newJob({ id: `${n}` }));
    }
    await store.create(newJob({ id: '0', conversation: 'ほか' }));
    expect((await another().list(room)).map(({ id }) => id)).toEqual(['2', '1', '0']);
    const { lease } = await take();
    for (let n = 0; n < 12; n++) await store.savePart(lease, `${n}`, '秘');
    await another().clear(room);
    expect(await store.list(room)).toEqual([]);
    expect(await store.parts(lease)).toEqual(new Map());
    expect(await store.input(lease)).toBeUndefined();
    expect(await store.savePart(lease, '12', '秘')).toBe('lost');
    expect(await store.renew(lease, 30)).toBe('lost');
    await store.release(lease);
    expect(await store.parts(lease)).toEqual(new Map());
    expect(await store.list('ほか')).toHaveLength(1);
    expect(await store.input({ id: '0', conversation: 'ほか' })).toBe('会議録');
    await expect(store.clear(room)).resolves.toBeUndefined();
  });

  it('保存の日数を過ぎた作業は、進んでいても、消える', async () => {
    await store.create(newJob());
    time = start + 30 * 86_400_000 - 1;
    const { lease } = await take();
    expect(await store.savePart(lease, '1', '一')).toBe('held');
    time += 1;
    expect(await store.get(ref)).toBeUndefined();
    expect(await store.list(room)).toEqual([]);
    expect(await store.input(ref)).toBeUndefined();
    expect(await store.parts(ref)).toEqual(new Map());
    expect(await store.savePart(lease, '2', '二')).toBe('lost');
    expect(await store.cancel(ref)).toBe(false);
    seconds(60);
    expect(await store.lease(['summarize'], 'b', 30)).toBeUndefined();
  });

  it('似た名前の作業と節を、取り違えない', async () => {
    for (const id of ['a', 'a/b', 'job!a', '["a"]', '長'.repeat(300)]) {
      const job = { conversation: room, id };
      await store.create(newJob({ id, input: `「${id}」` }));
      const { lease } = await take();
      for (const part of ['b', 'b/c', '%', '"', '長'.repeat(300), `${'長'.repeat(300)}い`]) {
        await store.savePart(lease, part, `${id}・${part}`);
      }
      expect((await store.parts(job)).size).toBe(6);
      for (const [part, result] of await store.parts(job)) expect(result).toBe(`${id}・${part}`);
      expect(await store.input(job)).toBe(`「${id}」`);
    }
  });
});

describe('what stays behind', () => {
  const onDisk = (at: string) => Buffer.concat(readdirSync(at).map((name) => readFileSync(join(at, name))));
  const worked = async (store: JobStore): Promise<Lease> => {
    await store.create(newJob({ input: '秘密の会議'.repeat(3000) }));
    const taken = await store.lease(['summarize'], 'a', 30);
    if (!taken) throw new Error('nothing to take');
    await store.savePart(taken.lease, '1', '内緒の結果'.repeat(3000));
    return taken.lease;
  };

  it('SQLite では、消した作業も期限の過ぎた作業も、ファイルのどこにも残らない', async () => {
    const dataDir = mkdtempSync(join(folder, 'own-'));
    const store = openSqliteJobs(dataDir, retention);
    for (const end of [
      () => store.clear(room),
      () => {
        time += 30 * 86_400_000;
        return store.list(room);
      },
    ]) {
      await worked(store);
      expect(onDisk(dataDir).includes('秘密の会議')).toBe(true);
      await end();
      for (const text of ['秘密の会議', '内緒の結果']) expect(onDisk(dataDir).includes(text)).toBe(false);
    }
    await store.close();
  });

  it('Cosmos DB では、作業もその文章も、作った日から数えた日数の後に Cosmos DB 自身が消す', async () => {
    time = start;
    const options = { endpoint: endpoint(), key: 'a2FuYW1l', database: 'ttl' };
    const store = createCosmosJobs(options, retention);
    const lease = await worked(store);
    time += 10 * 86_400_000;
    await store.savePart(lease, '2', '後から');
    const client = new CosmosClient({ ...options, connectionPolicy: { enableEndpointDiscovery: false } });
    const { resources } = await client.database('ttl').container(jobsContainer).items.readAll().fetchAll();
    const days = resources.map(({ ttl }) => Number(ttl) / 86_400).sort((a, b) => a - b);
    // Row and second part were written after ten days, the input and the first part at once.
    expect(days).toEqual([20, 20, 30, 30]);
    client.dispose();
    await store.close();
  });
});
