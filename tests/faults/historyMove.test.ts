import '../contracts/againWhenBusy.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHttpServer } from '@vercel/cosmosdb-server';
import Database from 'libsql';
import { createCosmosHistory } from '../../src/stores/cosmosHistory.ts';
import type { HistoryStore, PastTurn } from '../../src/stores/history.ts';
import { openSqliteHistory } from '../../src/stores/sqliteHistory.ts';

const now = new Date('2026-11-22T09:00:00Z');
const retention = { days: 30, now: () => now };
const turn: PastTurn = {
  id: '1',
  conversation: 'from',
  sender: 's',
  at: now,
  command: 'ask',
  asked: '質問',
  answered: '答え',
  memory: {},
};
const moved = { ...turn, conversation: 'to', sender: 'person' };
const person = () => 'person';
const like = { value: 'like', at: now } as const;
const turnsOf = async (store: HistoryStore, conversation: string) => (await store.page(conversation, 10)).turns;

/** Sees a request to the database; `go` lets it through. */
type Step = (request: IncomingMessage, response: ServerResponse, go: () => void) => boolean;

describe('往復を移す途中の Cosmos DB の故障', () => {
  let emulator: Server;
  let gates: Server[];
  let stores: HistoryStore[];
  beforeEach(async () => {
    emulator = createHttpServer();
    await new Promise<void>((resolve) => emulator.listen(0, '127.0.0.1', resolve));
    gates = [emulator];
    stores = [];
  });
  afterEach(async () => {
    for (const store of stores) await store.close();
    for (const gate of gates) {
      gate.closeAllConnections();
      await new Promise((resolve) => gate.close(resolve));
    }
  });

  /** One more instance, whose requests `step` sees first; true where it deals with one itself. */
  const instance = async (step: Step = () => false): Promise<HistoryStore> => {
    const answers = emulator.listeners('request') as RequestListener[];
    const gate = createServer((request, response) => {
      const go = () => {
        for (const answer of answers) answer.call(emulator, request, response);
      };
      if (!step(request, response, go)) go();
    });
    await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
    gates.push(gate);
    const endpoint = `http://127.0.0.1:${(gate.address() as AddressInfo).port}`;
    const store = createCosmosHistory({ endpoint, key: 'a2FuYW1l', database: 'kaname', deadlineMs: 2000 }, retention);
    stores.push(store);
    return store;
  };
  /** An instance that stops before its first request of this kind until it is let go. */
  const stoppingBefore = async (method: string) => {
    let release = () => {};
    let reached = () => {};
    const there = new Promise<void>((resolve) => {
      reached = resolve;
    });
    let stopped = false;
    const store = await instance((request, _, go) => {
      const isIt = request.method === method && (method !== 'POST' || isCreation(request));
      if (!isIt || stopped) return false;
      stopped = true;
      release = go;
      reached();
      return true;
    });
    return { store, there, release: () => release() };
  };
  const isCreation = ({ url, headers }: IncomingMessage) =>
    url?.endsWith('turns/docs') === true && headers['content-type'] === 'application/json';

  it('元を消せずに終わっても、往復は失われず、次のときに1つになり、評価も残る', async () => {
    const cut = await instance((request, response) => {
      if (request.method !== 'DELETE') return false;
      response.writeHead(503, { 'content-type': 'application/json' });
      response.end('{"code":"ServiceUnavailable","message":""}');
      return true;
    });
    await cut.append(turn);
    await expect(cut.move('from', 'to', person)).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(await turnsOf(cut, 'from')).toEqual([turn]);
    expect(await turnsOf(cut, 'to')).toEqual([moved]);
    await cut.react('to', '1', like);
    const next = await instance();
    expect(await next.move('from', 'to', person)).toBe(1);
    expect(await turnsOf(next, 'to')).toEqual([{ ...moved, reaction: like }]);
    expect(await turnsOf(next, 'from')).toEqual([]);
  });

  it('消した返事が途中で切れても、往復は1つ残る', async () => {
    let lost = 0;
    const cut = await instance((request, response) => {
      if (request.method !== 'DELETE' || lost++ > 0) return false;
      // The emulator does its work, but what it answers never arrives.
      response.end = () => {
        request.socket.destroy();
        return response;
      };
      return false;
    });
    await cut.append(turn);
    await cut.move('from', 'to', person);
    expect(lost).toBe(1);
    expect(await turnsOf(cut, 'to')).toEqual([moved]);
    expect(await turnsOf(cut, 'from')).toEqual([]);
  });

  it('写す前に止まったインスタンスが、ほかが移して消去した往復を、後からよみがえらせない', async () => {
    const slow = await stoppingBefore('POST');
    const quick = await instance();
    await quick.append(turn);
    const moving = slow.store.move('from', 'to', person);
    await slow.there;
    expect(await quick.move('from', 'to', person)).toBe(1);
    expect(await quick.clear('to')).toBe(1);
    slow.release();
    expect(await moving).toBe(0);
    expect(await turnsOf(quick, 'to')).toEqual([]);
    expect(await turnsOf(quick, 'from')).toEqual([]);
  });

  it('元を消す前に止まったインスタンスの写しは、ほかが引き継ぎ、取り消されない', async () => {
    const slow = await stoppingBefore('DELETE');
    const quick = await instance();
    await quick.append(turn);
    const moving = slow.store.move('from', 'to', person);
    await slow.there;
    expect(await quick.move('from', 'to', person)).toBe(1);
    slow.release();
    expect(await moving).toBe(0);
    expect(await turnsOf(quick, 'to')).toEqual([moved]);
    expect(await turnsOf(quick, 'from')).toEqual([]);
  });

  it('写した後に元に付いた評価は、元に残り、次のときに移る', async () => {
    const slow = await stoppingBefore('DELETE');
    const quick = await instance();
    await quick.append(turn);
    const moving = slow.store.move('from', 'to', person);
    await slow.there;
    expect(await quick.react('from', '1', like)).toBe(true);
    slow.release();
    expect(await moving).toBe(0);
    expect(await turnsOf(quick, 'to')).toEqual([]);
    expect(await quick.move('from', 'to', person)).toBe(1);
    expect(await turnsOf(quick, 'to')).toEqual([{ ...moved, reaction: like }]);
  });
});

describe('往復を移す途中の SQLite の故障', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaname-move-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('ほかのプロセスが書き込んでいれば、混み合っていると知らせ、1つも移さない', async () => {
    const store = openSqliteHistory(folder, retention);
    await store.append(turn);
    await store.append({ ...turn, id: '2' });
    const other = new Database(join(folder, 'kaname.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    await expect(store.move('from', 'to', person)).rejects.toMatchObject({
      code: 'store_unavailable',
      sentence: expect.stringContaining('混み合って'),
    });
    other.exec('ROLLBACK');
    expect(await turnsOf(store, 'from')).toHaveLength(2);
    expect(await turnsOf(store, 'to')).toEqual([]);
    // A turn that cannot be written leaves the ones before it where they were.
    other.exec(`CREATE TRIGGER full BEFORE INSERT ON turns WHEN NEW.id = '2' BEGIN SELECT RAISE(ABORT, 'full'); END`);
    await expect(store.move('from', 'to', person)).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(await turnsOf(store, 'from')).toHaveLength(2);
    expect(await turnsOf(store, 'to')).toEqual([]);
    other.exec('DROP TRIGGER full');
    other.close();
    expect(await store.move('from', 'to', person)).toBe(2);
    await store.close();
  });
});
