import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHttpServer } from '@vercel/cosmosdb-server';
import { createCosmosHistory } from '../../src/stores/cosmosHistory.ts';
import type { HistoryStore, PastTurn } from '../../src/stores/history.ts';
import { createMemoryHistory } from '../../src/stores/memoryHistory.ts';
import type { Retention } from '../../src/stores/retention.ts';
import { openSqliteHistory } from '../../src/stores/sqliteHistory.ts';

let time = new Date('2026-11-22T09:00:00Z').getTime();
const retention: Retention = { days: 30, now: () => new Date(time) };
const minutes = (n: number) => n * 60_000;
const days = (n: number) => n * 86_400_000;

const folder = mkdtempSync(join(tmpdir(), 'kaname-history-'));
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

/** Each call opens one more store over the same data, as a second instance of Kaname would. */
const adapters: Record<string, () => () => HistoryStore> = {
  memory: () => {
    const store = createMemoryHistory(retention);
    return () => store;
  },
  SQLite: () => {
    const dataDir = mkdtempSync(join(folder, 'data-'));
    return () => openSqliteHistory(dataDir, retention);
  },
  'Cosmos DB': () => {
    const endpoint = `http://127.0.0.1:${(cosmos.address() as AddressInfo).port}`;
    return () => createCosmosHistory({ endpoint, key: 'a2FuYW1l', database: 'kaname' }, retention);
  },
};

let made = 0;
function newTurn(conversation: string, changes: Partial<PastTurn> = {}): PastTurn {
  made++;
  return {
    id: `${String(time).padStart(15, '0')}-${String(made).padStart(6, '0')}`,
    conversation,
    sender: '29:職員',
    at: new Date(time),
    command: 'ask',
    asked: `${made}番目の質問`,
    answered: `${made}番目の答え`,
    memory: { draft: '下書き' },
    ...changes,
  };
}

describe.each(Object.keys(adapters))('history in %s', (name) => {
  let another: () => HistoryStore;
  let store: HistoryStore;
  let conversation: string;
  const opened: HistoryStore[] = [];
  beforeAll(() => {
    const open = adapters[name]?.();
    if (!open) throw new Error(name);
    another = () => {
      opened.push(open());
      return opened.at(-1) as HistoryStore;
    };
    store = another();
  });
  afterAll(() => Promise.all(opened.map((one) => one.close())));
  beforeEach(() => {
    conversation = `19:会話${++made}/a?b#c\\d@thread.tacv2;messageid=1`;
  });
  const all = async (from: HistoryStore = store) => (await from.page(conversation, 100)).turns;

  it('追加した往復を、そのままの形で返す', async () => {
    const turn = newTurn(conversation, { memory: { genre: '通知文', 件名: '会議' } });
    await store.append(turn);
    expect(await all()).toEqual([turn]);
    expect(await all(another())).toEqual([turn]);
  });

  it('同じ往復を2度追加しても1つのままで、最初の内容を変えない', async () => {
    const turn = newTurn(conversation);
    await Promise.all([store.append(turn), another().append(turn)]);
    await store.append({ ...turn, answered: '別の答え' });
    expect(await all()).toEqual([turn]);
  });

  it('新しい順に、続きを取りながら、もれも重なりもなく読める', async () => {
    const turns = Array.from({ length: 7 }, () => newTurn(conversation));
    for (const turn of [...turns].reverse()) await store.append(turn);
    const read: string[] = [];
    const sizes: number[] = [];
    let continuation: string | undefined;
    do {
      const page = await store.page(conversation, 3, continuation);
      read.push(...page.turns.map(({ id }) => id));
      sizes.push(page.turns.length);
      continuation = page.continuation;
    } while (continuation);
    expect(read).toEqual(turns.map(({ id }) => id).reverse());
    expect(sizes).toEqual([3, 3, 1]);
  });

  it('ちょうど読み終えたときは、続きがあると言わない', async () => {
    for (let i = 0; i < 4; i++) await store.append(newTurn(conversation));
    const first = await store.page(conversation, 2);
    const second = await store.page(conversation, 2, first.continuation);
    expect(first.continuation).toBeDefined();
    expect(second.turns).toHaveLength(2);
    expect(second.continuation).toBeUndefined();
    expect(await store.page(`${conversation}無`, 2)).toEqual({ turns: [] });
  });

  it('読んでいる間に新しい往復が加わっても、続きがずれない', async () => {
    const turns = [newTurn(conversation), newTurn(conversation), newTurn(conversation)];
    for (const turn of turns) await store.append(turn);
    const first = await store.page(conversation, 2);
    await store.append(newTurn(conversation));
    const second = await another().page(conversation, 2, first.continuation);
    expect(second.turns).toEqual([turns[0]]);
  });

  it('ほかの会話の往復を見せない', async () => {
    await store.append(newTurn(conversation));
    await store.append(newTurn(`${conversation}2`));
    expect(await all()).toHaveLength(1);
  });

  it('日本語、4バイト文字、制御文字、10万字の往復を1字も変えずに返す', async () => {
    const odd = 'ガガ 髙﨑𠮷野家👨‍👩‍👧 \u0000\n\t"\'\\%_ ｶﾞ';
    const turn = newTurn(conversation, { asked: odd, answered: '議事録🗾'.repeat(20_000), memory: { [odd]: odd } });
    await store.append(turn);
    const [read] = await all(another());
    expect(read).toEqual(turn);
  });

  it.each([
    'a/b',
    'a\\b',
    'a?b',
    'a#b',
    '19:abc@thread.tacv2;messageid=1',
    '%2F',
    '*002f',
    ' ',
    '会議',
    '長'.repeat(99),
  ])('往復の番号が「%.40s」でも保存でき、評価もできる', async (id) => {
    const turn = newTurn(conversation, { id });
    await store.append(turn);
    expect(await store.react(conversation, id, { value: 'like', at: new Date(time) })).toBe(true);
    expect((await all()).map((found) => found.id)).toEqual([id]);
  });

  it('評価を保存し、後の評価で置き換える', async () => {
    const turn = newTurn(conversation);
    await store.append(turn);
    await store.react(conversation, turn.id, { value: 'dislike', comment: '条が違います', at: new Date(time) });
    expect((await all())[0]?.reaction).toEqual({ value: 'dislike', comment: '条が違います', at: new Date(time) });
    const reaction = { value: 'like', at: new Date(time + 1) } as const;
    await another().react(conversation, turn.id, reaction);
    expect(await all()).toEqual([{ ...turn, reaction }]);
  });

  it('知らない往復への評価には false を返し、何も作らない', async () => {
    expect(await store.react(conversation, 'なし', { value: 'like', at: new Date(time) })).toBe(false);
    expect(await all()).toEqual([]);
  });

  it('同時の評価はどれも受け付け、そのうちの1つが丸ごと残る', async () => {
    const turn = newTurn(conversation);
    await store.append(turn);
    const reactions = Array.from({ length: 5 }, (_, i) => ({
      value: i % 2 ? ('like' as const) : ('dislike' as const),
      comment: `${i}人目`,
      at: new Date(time + i),
    }));
    const other = another();
    const done = await Promise.all(
      reactions.map((reaction, i) => (i % 2 ? store : other).react(conversation, turn.id, reaction)),
    );
    expect(done).toEqual(reactions.map(() => true));
    const [{ reaction, ...rest } = newTurn('')] = await all();
    expect(rest).toEqual(turn);
    expect(reactions).toContainEqual(reaction);
  });

  it('消去すると会話の往復がすべて消え、その数を返し、ほかの会話は残る', async () => {
    for (let i = 0; i < 23; i++) await store.append(newTurn(conversation));
    const kept = newTurn(`${conversation}2`);
    await store.append(kept);
    expect(await another().clear(conversation)).toBe(23);
    expect(await all()).toEqual([]);
    expect(await store.clear(conversation)).toBe(0);
    expect((await store.page(`${conversation}2`, 5)).turns).toEqual([kept]);
  });

  it('同じメッセージを引き受けるのは、同時に来ても1つだけ', async () => {
    const other = another();
    const claims = await Promise.all(
      Array.from({ length: 8 }, (_, i) => (i % 2 ? store : other).claim(conversation, '1700000000/1?#', 60)),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await store.claim(conversation, '1700000000/1?#', 60)).toBe(false);
    expect(await store.claim(conversation, '1700000000/2?#', 60)).toBe(true);
    expect(await store.claim(`${conversation}2`, '1700000000/1?#', 60)).toBe(true);
  });

  it('引き受けは期限まで続き、過ぎたらまた1つだけが引き受ける', async () => {
    expect(await store.claim(conversation, 'k', 60)).toBe(true);
    time += 59_000;
    expect(await store.claim(conversation, 'k', 60)).toBe(false);
    time += 1_000;
    const other = another();
    const claims = await Promise.all([store.claim(conversation, 'k', 60), other.claim(conversation, 'k', 60)]);
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  it('最初の呼び手が残した持ち主を、別のプロセスからも読める', async () => {
    const other = another();
    expect(await store.holder(conversation, 'shown/1')).toBeUndefined();
    await store.claim(conversation, 'shown/1', 60, '往復-1');
    await store.claim(conversation, 'shown/1', 60, '往復-2');
    expect(await other.holder(conversation, 'shown/1')).toBe('往復-1');
    expect(await other.holder(`${conversation}2`, 'shown/1')).toBeUndefined();
    time += 61_000;
    expect(await store.holder(conversation, 'shown/1')).toBeUndefined();
    await store.claim(conversation, 'shown/1', 60, '往復-3');
    expect(await store.holder(conversation, 'shown/1')).toBe('往復-3');
  });

  it('履歴を消去しても、引き受けたメッセージは引き受けたままにする', async () => {
    await store.claim(conversation, 'k', 600);
    await store.append(newTurn(conversation));
    await store.clear(conversation);
    expect(await store.claim(conversation, 'k', 600)).toBe(false);
  });

  it('保存期間を過ぎた往復は、見えず、評価できず、数えない', async () => {
    const old = newTurn(conversation);
    await store.append(old);
    time += days(30) - minutes(1);
    const recent = newTurn(conversation);
    await store.append(recent);
    expect(await all()).toEqual([recent, old]);
    time += minutes(1);
    expect(await all()).toEqual([recent]);
    expect(await store.react(conversation, old.id, { value: 'like', at: new Date(time) })).toBe(false);
    expect(await store.clear(conversation)).toBe(1);
  });

  describe('往復を別の会話へ移す', () => {
    const to = () => `person:${conversation}`;
    const there = async (from: HistoryStore = store) => (await from.page(to(), 100)).turns;
    const everyone = () => '職員番号';

    it('番号、内容、評価をそのままに、時刻の順に加わり、元の会話には残らない', async () => {
      const turns = Array.from({ length: 12 }, () => newTurn(conversation));
      for (const turn of turns) await store.append(turn);
      const [first = newTurn(''), second = newTurn(''), ...rest] = turns;
      const reaction = { value: 'dislike', comment: '条が違います', at: new Date(time) } as const;
      await store.react(conversation, second.id, reaction);
      const between = newTurn(to(), { id: `${first.id}-後` });
      await store.append(between);
      expect(await another().move(conversation, to(), everyone)).toBe(12);
      const moved = (turn: PastTurn): PastTurn => ({ ...turn, conversation: to(), sender: '職員番号' });
      const expected = [moved(first), between, { ...moved(second), reaction }, ...rest.map(moved)];
      expect(await there()).toEqual(expected.reverse());
      expect(await all()).toEqual([]);
      expect(await store.clear(conversation)).toBe(0);
    });

    it('移した後も評価でき、もう一度移しても何も変わらない', async () => {
      const turn = newTurn(conversation);
      await store.append(turn);
      await store.move(conversation, to(), everyone);
      const reaction = { value: 'like', at: new Date(time) } as const;
      expect(await store.react(to(), turn.id, reaction)).toBe(true);
      expect(await store.react(conversation, turn.id, reaction)).toBe(false);
      expect(await store.move(conversation, to(), everyone)).toBe(0);
      expect(await there()).toEqual([{ ...turn, conversation: to(), sender: '職員番号', reaction }]);
    });

    it('移さないと決めた人の往復は、元の会話に残る', async () => {
      const own = newTurn(conversation, { sender: '本人' });
      const other = newTurn(conversation, { sender: '別の人' });
      await store.append(own);
      await store.append(other);
      const ownOnly = (sender: string) => (sender === '本人' ? '職員番号' : undefined);
      expect(await store.move(conversation, to(), ownOnly)).toBe(1);
      expect(await all()).toEqual([other]);
      expect((await there()).map(({ id }) => id)).toEqual([own.id]);
    });

    it('途中で切れて両方の会話にある往復は、先に移った方を残して1つになる', async () => {
      const turn = newTurn(conversation);
      const reaction = { value: 'like', at: new Date(time) } as const;
      await store.append(turn);
      await store.append({ ...turn, conversation: to(), sender: '職員番号', reaction });
      await store.move(conversation, to(), everyone);
      expect(await there()).toEqual([{ ...turn, conversation: to(), sender: '職員番号', reaction }]);
      expect(await all()).toEqual([]);
    });

    it('同時に移しても、もれも重なりもない', async () => {
      const turns = Array.from({ length: 20 }, () => newTurn(conversation));
      for (const turn of turns) await store.append(turn);
      const counts = await Promise.all(
        [store, another(), another()].map((one) => one.move(conversation, to(), everyone)),
      );
      expect(counts.reduce((sum, count) => sum + count)).toBe(20);
      expect((await there()).map(({ id }) => id)).toEqual(turns.map(({ id }) => id).reverse());
      expect(await all()).toEqual([]);
    });

    it('移している間の評価を失わない', async () => {
      const turns = Array.from({ length: 8 }, () => newTurn(conversation));
      for (const turn of turns) await store.append(turn);
      const other = another();
      const reaction = { value: 'like', at: new Date(time) } as const;
      const [, ...kept] = await Promise.all([
        other.move(conversation, to(), everyone),
        ...turns.map(({ id }) => store.react(conversation, id, reaction)),
      ]);
      await store.move(conversation, to(), everyone);
      const reacted = new Set((await there()).filter((turn) => turn.reaction).map(({ id }) => id));
      expect(await there()).toHaveLength(8);
      for (const [at, { id }] of turns.entries()) expect(reacted.has(id)).toBe(kept[at]);
    });

    it('移しながら消去した往復は、よみがえらない', async () => {
      for (let n = 0; n < 12; n++) await store.append(newTurn(conversation));
      const other = another();
      const slow = other.move(conversation, to(), everyone);
      await store.move(conversation, to(), everyone);
      await store.clear(to());
      await slow;
      expect(await there()).toEqual([]);
      expect(await all()).toEqual([]);
    });

    it('引き受けたメッセージは元の会話に残り、保存期間を過ぎた往復は移さない', async () => {
      await store.claim(conversation, 'k', 60 * 24 * 3600, '持ち主');
      await store.append(newTurn(conversation));
      time += days(30);
      expect(await store.move(conversation, to(), everyone)).toBe(0);
      expect(await there()).toEqual([]);
      expect(await store.holder(conversation, 'k')).toBe('持ち主');
      expect(await store.holder(to(), 'k')).toBeUndefined();
    });

    it('同じ会話へ移しても、何も変わらない', async () => {
      const turn = newTurn(conversation);
      await store.append(turn);
      expect(await store.move(conversation, conversation, everyone)).toBe(0);
      expect(await all()).toEqual([turn]);
    });
  });

  it('動いていることを確かめられる', async () => {
    await expect(store.check()).resolves.toBeUndefined();
  });
});
