import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CosmosClient } from '@azure/cosmos';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHttpServer } from '@vercel/cosmosdb-server';
import { createCosmosDialogues } from '../../src/stores/cosmosDialogues.ts';
import { createCosmosHistory } from '../../src/stores/cosmosHistory.ts';
import { claimsContainer } from '../../src/stores/cosmosLayout.ts';
import type { DialogueStore } from '../../src/stores/dialogues.ts';
import type { HistoryStore } from '../../src/stores/history.ts';
import { createMemoryDialogues } from '../../src/stores/memoryDialogues.ts';
import { createMemoryHistory } from '../../src/stores/memoryHistory.ts';
import { openSqliteDialogues } from '../../src/stores/sqliteDialogues.ts';
import { openSqliteHistory } from '../../src/stores/sqliteHistory.ts';

let time = new Date('2026-11-22T09:00:00Z').getTime();
const clock = { days: 30, now: () => new Date(time) };
const megabyte = 1024 * 1024;

const folder = mkdtempSync(join(tmpdir(), 'kaname-dialogues-'));
const dataDir = join(folder, 'data');
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
const cosmosOptions = () => ({
  endpoint: `http://127.0.0.1:${(cosmos.address() as AddressInfo).port}`,
  key: 'a2FuYW1l',
  database: 'kaname',
});

/** `open` opens one more store over the same data, as a second instance would; `history` the one beside it. */
interface Adapter {
  readonly open: () => DialogueStore;
  readonly history: () => HistoryStore;
}
const memory = createMemoryDialogues(clock);
const adapters: Record<string, Adapter> = {
  memory: { open: () => memory, history: () => createMemoryHistory(clock) },
  SQLite: {
    open: () => openSqliteDialogues(dataDir, clock),
    history: () => openSqliteHistory(dataDir, clock),
  },
  'Cosmos DB': {
    open: () => createCosmosDialogues(cosmosOptions(), clock),
    history: () => createCosmosHistory(cosmosOptions(), clock),
  },
};

let made = 0;
describe.each(Object.entries(adapters))('dialogues in %s', (_, adapter) => {
  const opened: { close(): Promise<void> }[] = [];
  const another = () => {
    const store = adapter.open();
    opened.push(store);
    return store;
  };
  let store: DialogueStore;
  let room: string;
  beforeAll(() => {
    store = another();
  });
  afterAll(() => Promise.all(opened.map((one) => one.close())));
  beforeEach(() => {
    room = `19:部屋${++made}/a?b#c\\d`;
  });

  it('覚えたことを、別のインスタンスからも、そのまま読める', async () => {
    await store.put(room, 'choices', '["はい","いいえ"]', 60);
    expect(await store.get(room, 'choices')).toBe('["はい","いいえ"]');
    expect(await another().get(room, 'choices')).toBe('["はい","いいえ"]');
    expect(await store.get(room, 'form')).toBeUndefined();
    expect(await store.get(`${room}2`, 'choices')).toBeUndefined();
  });

  it('覚え直すと、前の内容も前の期限も残らない', async () => {
    await store.put(room, 'form', '1', 600);
    await another().put(room, 'form', '2', 60);
    expect(await store.get(room, 'form')).toBe('2');
    time += 60_000;
    expect(await store.get(room, 'form')).toBeUndefined();
    await store.put(room, 'form', '3', 60);
    await store.put(room, 'form', '4', 600);
    time += 60_000;
    expect(await store.get(room, 'form')).toBe('4');
  });

  it('期限の1ミリ秒前まで覚えていて、期限ちょうどに忘れる', async () => {
    await store.put(room, 'choices', 'あ', 90);
    time += 89_999;
    expect(await store.get(room, 'choices')).toBe('あ');
    time += 1;
    expect(await store.get(room, 'choices')).toBeUndefined();
    expect(await another().get(room, 'choices')).toBeUndefined();
  });

  it('消すと、その部屋で覚えたことがすべて消え、ほかの部屋のことは残る', async () => {
    for (let n = 0; n < 23; n++) await store.put(room, `key/${n}`, String(n), 600);
    await store.put(`${room}2`, 'key/0', 'ほか', 600);
    await another().clear(room);
    for (let n = 0; n < 23; n++) expect(await store.get(room, `key/${n}`)).toBeUndefined();
    expect(await store.get(`${room}2`, 'key/0')).toBe('ほか');
    await expect(store.clear(room)).resolves.toBeUndefined();
  });

  it('同じ部屋の履歴とも、引き受けたメッセージとも混ざらない', async () => {
    const history = adapter.history();
    opened.push(history);
    await store.put(room, 'k', '覚え', 600);
    expect(await history.claim(room, 'k', 600, '持ち主')).toBe(true);
    await store.clear(room);
    expect(await history.claim(room, 'k', 600)).toBe(false);
    expect(await history.holder(room, 'k')).toBe('持ち主');
    await store.put(room, 'k', '覚え', 600);
    await history.clear(room);
    expect(await store.get(room, 'k')).toBe('覚え');
    expect((await history.page(room, 5)).turns).toEqual([]);
  });

  it.each(['a/b', 'a\\b?c#d', '*dialogue:k', '', ' ', '会議', '長'.repeat(200)])(
    '名前が「%.20s」でも、ほかの名前と取り違えない',
    async (key) => {
      await store.put(room, key, `「${key}」`, 60);
      await store.put(room, `${key}k`, '別', 60);
      expect(await another().get(room, key)).toBe(`「${key}」`);
    },
  );

  it('日本語、4バイト文字、制御文字を1字も変えずに返す', async () => {
    const odd = 'ガガ 髙﨑𠮷野家👨‍👩‍👧 \u0000\n\t"\'\\%_ ｶﾞ\ud83d';
    await store.put(room, odd, odd, 60);
    expect(await another().get(room, odd)).toBe(odd);
    await store.put(room, 'empty', '', 60);
    expect(await store.get(room, 'empty')).toBe('');
  });

  it('1MBまでを覚え、それを超えるものは、前の内容を残したまま断る', async () => {
    await store.put(room, 'text', 'x'.repeat(megabyte), 60);
    expect((await another().get(room, 'text'))?.length).toBe(megabyte);
    const kanji = '議'.repeat(Math.floor(megabyte / 3));
    await store.put(room, 'text', kanji, 60);
    for (const tooLong of ['x'.repeat(megabyte + 1), `${kanji}議`, '\u0000'.repeat(megabyte / 4)]) {
      await expect(store.put(room, 'text', tooLong, 60)).rejects.toMatchObject({
        name: 'KanameError',
        code: 'input_too_long',
        sentence: expect.stringMatching(/1MB.*。$/),
      });
    }
    expect(await store.get(room, 'text')).toBe(kanji);
  });
});

describe('what stays behind', () => {
  const onDisk = (at: string) => Buffer.concat(readdirSync(at).map((name) => readFileSync(join(at, name))));

  it('SQLite では、消したことも期限の過ぎたことも、ファイルのどこにも残らない', async () => {
    const own = mkdtempSync(join(folder, 'own-'));
    const store = openSqliteDialogues(own, clock);
    await store.put('r', 'form', '秘密の相談'.repeat(3000), 60);
    expect(onDisk(own).includes('秘密の相談')).toBe(true);
    await store.clear('r');
    expect(onDisk(own).includes('秘密の相談')).toBe(false);
    await store.put('r', 'form', '古い相談'.repeat(3000), 60);
    time += 3_600_000;
    await store.get('r', 'form');
    expect(onDisk(own).includes('古い相談')).toBe(false);
    await store.close();
  });

  it('Cosmos DB では、書いた秒数の後に Cosmos DB 自身が消す', async () => {
    const store = createCosmosDialogues(cosmosOptions(), clock);
    await store.put('ttl', 'form', '途中', 89.5);
    const { endpoint, key } = cosmosOptions();
    const client = new CosmosClient({ endpoint, key, connectionPolicy: { enableEndpointDiscovery: false } });
    const item = client.database('kaname').container(claimsContainer).item('*dialogue:form', 'ttl');
    expect((await item.read()).resource).toMatchObject({ value: '途中', ttl: 90 });
    client.dispose();
    await store.close();
  });
});
