import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CosmosClient } from '@azure/cosmos';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHttpServer } from '@vercel/cosmosdb-server';
import { createCosmosHistory } from '../../src/stores/cosmosHistory.ts';
import { cosmosKey } from '../../src/stores/cosmosKey.ts';
import {
  claimsContainer,
  containers,
  defaultTtl,
  partitionKeyPath,
  turnsContainer,
} from '../../src/stores/cosmosLayout.ts';
import type { PastTurn } from '../../src/stores/history.ts';

let server: Server;
let client: CosmosClient;
let endpoint: string;
beforeAll(async () => {
  server = createHttpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = new CosmosClient({ endpoint, key: 'a2FuYW1l', connectionPolicy: { enableEndpointDiscovery: false } });
});
afterAll(async () => {
  client.dispose();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

let time = new Date('2026-11-22T09:00:00Z').getTime();
const retention = { days: 10, now: () => new Date(time) };
const turn: PastTurn = {
  id: '19:a/1',
  conversation: '19:b/c#d',
  sender: 's',
  at: new Date(time),
  command: 'ask',
  asked: '質問',
  answered: '答え',
  memory: {},
};

describe('what the history makes in Cosmos DB', () => {
  it('なければデータベースとコンテナーを、会話ごとの区切りと期限つきで作る', async () => {
    const store = createCosmosHistory({ endpoint, key: 'a2FuYW1l', database: 'new' }, retention);
    await store.check();
    for (const { id, indexingPolicy } of containers) {
      const { resource } = await client.database('new').container(String(id)).read();
      expect(resource?.partitionKey?.paths).toEqual([partitionKeyPath]);
      expect(resource?.defaultTtl).toBe(defaultTtl);
      expect(resource?.indexingPolicy).toMatchObject({ includedPaths: indexingPolicy?.includedPaths });
    }
    await store.close();
  });

  it('往復も引き受けも、Cosmos DB が消すまでの秒数を持ち、評価しても延びない', async () => {
    const store = createCosmosHistory({ endpoint, key: 'a2FuYW1l', database: 'ttl' }, retention);
    await store.append(turn);
    await store.claim(turn.conversation, 'm/1', 90);
    const stored = async (container: string, key: string) =>
      (await client.database('ttl').container(container).item(cosmosKey(key), turn.conversation).read()).resource;
    expect(await stored(turnsContainer, turn.id)).toMatchObject({ ttl: 864_000, turn: turn.id });
    expect(await stored(claimsContainer, 'm/1')).toMatchObject({ ttl: 90 });
    time += 800_000_000;
    await store.react(turn.conversation, turn.id, { value: 'like', at: new Date(time) });
    expect(await stored(turnsContainer, turn.id)).toMatchObject({ ttl: 64_000 });
    await store.close();
  });

  it('別の区切りで作られたコンテナーは使わず、設定の名前を挙げて断る', async () => {
    const { database } = await client.databases.create({ id: 'other' });
    await database.containers.create({ id: turnsContainer, partitionKey: { paths: ['/sender'] } });
    const store = createCosmosHistory({ endpoint, key: 'a2FuYW1l', database: 'other' }, retention);
    await expect(store.append(turn)).rejects.toMatchObject({
      code: 'wrong_configuration',
      sentence: expect.stringContaining('COSMOS_DATABASE'),
    });
    await store.close();
  });

  it('文書の番号は、使えない文字を含まず、255文字以内で、元が違えば必ず違う', () => {
    const texts = ['a/b', 'a\\b', 'a?b', 'a#b', 'a*002fb', '', '*', '**', 'あ'.repeat(50), 'あ'.repeat(51), '𠮷', ' '];
    const keys = texts.map(cosmosKey);
    expect(new Set(keys).size).toBe(texts.length);
    for (const key of keys) expect(key).toMatch(/^[A-Za-z0-9._:@=;*-]{1,255}$/);
  });
});
