import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHttpServer } from '@vercel/cosmosdb-server';
import { createCosmosOpenQuestions } from '../../src/stores/cosmosOpenQuestions.ts';
import { createMemoryOpenQuestions } from '../../src/stores/memoryOpenQuestions.ts';
import type { Filing, OpenQuestion, OpenQuestionStore, QuestionEdit } from '../../src/stores/openQuestions.ts';
import { openSqliteOpenQuestions } from '../../src/stores/sqliteOpenQuestions.ts';

const start = new Date('2026-11-22T09:00:00Z').getTime();
let time = start;
const retention = { days: 30, now: () => new Date(time) };
const days = (n: number) => n * 86_400_000;

const folder = mkdtempSync(join(tmpdir(), 'kaname-questions-'));
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

let databases = 0;
/** Each call opens one more store over the same data, as a second instance of Kaname would. */
const adapters: Record<string, () => () => OpenQuestionStore> = {
  memory: () => {
    const store = createMemoryOpenQuestions(retention);
    return () => store;
  },
  SQLite: () => {
    const dataDir = mkdtempSync(join(folder, 'data-'));
    return () => openSqliteOpenQuestions(dataDir, retention);
  },
  'Cosmos DB': () => {
    const endpoint = `http://127.0.0.1:${(cosmos.address() as AddressInfo).port}`;
    const database = `kaname${++databases}`;
    return () => createCosmosOpenQuestions({ endpoint, key: 'a2FuYW1l', database }, retention);
  },
};

const filing = (changes: Partial<Filing> = {}): Filing => ({
  id: 'q1',
  asked: '【氏名】の赴任旅費は出ますか',
  department: '総務課',
  reason: 'refused',
  nearest: [{ document: '旅費規程', article: '旅費規程/5', clause: 'p1' }],
  counts: true,
  ...changes,
});
const source = {
  document: '旅費規程',
  article: '旅費規程/5',
  clause: 'p2',
  title: '見本市旅費規程',
  label: '第5条第2項',
  quote: '旅費は、実費とする。',
};
const contentOf = ({ id, revision, state, department, question, answer, sources, approval }: OpenQuestion) => ({
  ...{ id, revision, state, department, question, answer, sources },
  ...(approval && { approval }),
});
const edited = (question: OpenQuestion, changes: Partial<QuestionEdit>): QuestionEdit => ({
  ...contentOf(question),
  ...changes,
});

describe.each(Object.keys(adapters))('未回答の質問 in %s', (name) => {
  let another: () => OpenQuestionStore;
  let store: OpenQuestionStore;
  const opened: OpenQuestionStore[] = [];
  beforeEach(() => {
    time = start;
    const open = adapters[name]?.();
    if (!open) throw new Error(name);
    another = () => {
      opened.push(open());
      return opened.at(-1) as OpenQuestionStore;
    };
    store = another();
  });
  afterAll(() => Promise.all(opened.map((one) => one.close())));

  it('初めての質問を、1回として、日付と理由と近い条項とともに残す', async () => {
    const expected = {
      ...{ id: 'q1', revision: 1, state: 'open', department: '総務課' },
      ...{ question: '【氏名】の赴任旅費は出ますか', asked: '【氏名】の赴任旅費は出ますか', answer: '', sources: [] },
      ...{ reasons: ['refused'], count: 1, first: '2026-11-22', last: '2026-11-22', changed: '2026-11-22' },
      nearest: [{ document: '旅費規程', article: '旅費規程/5', clause: 'p1' }],
    };
    expect(await store.file(filing())).toEqual(expected);
    expect(await another().find('q1')).toEqual(expected);
    expect(await store.find('q2')).toBeUndefined();
  });

  it('同じ質問は1件のまま回数が増え、理由を重ね、最初と最後の日が分かる', async () => {
    await store.file(filing());
    time += days(2);
    await another().file(filing({ reason: 'thumbs_down' }));
    const last = await store.file(filing({ reason: 'filed', counts: false, asked: '言い方が違う' }));
    expect(last).toMatchObject({
      ...{ count: 2, reasons: ['refused', 'thumbs_down', 'filed'], first: '2026-11-22', last: '2026-11-24' },
      ...{ asked: '【氏名】の赴任旅費は出ますか', revision: 1 },
    });
    expect(await store.list()).toEqual([last]);
  });

  it('担当課が分からなかった質問は、分かったときに担当課が決まり、その後は変わらない', async () => {
    await store.file(filing({ department: '' }));
    expect(await store.file(filing({ department: '人事課' }))).toMatchObject({ department: '人事課' });
    expect(await store.file(filing({ department: '財政課', nearest: [] }))).toMatchObject({
      department: '人事課',
      nearest: [{ article: '旅費規程/5' }],
    });
  });

  it('同時に届いた同じ質問を、1回ももらさず数える', async () => {
    const other = another();
    await Promise.all(Array.from({ length: 6 }, (_, at) => (at % 2 ? store : other).file(filing())));
    expect((await store.find('q1'))?.count).toBe(6);
  });

  it('回数の多い順に並べ、状態で絞る', async () => {
    await store.file(filing({ id: 'rare' }));
    for (let n = 0; n < 3; n++) await store.file(filing({ id: 'often' }));
    const [often, rare] = await store.list();
    expect([often?.id, rare?.id]).toEqual(['often', 'rare']);
    if (rare) await store.save([edited(rare, { state: 'dismissed' })]);
    expect((await store.list('open')).map(({ id }) => id)).toEqual(['often']);
    expect((await another().list('dismissed')).map(({ id }) => id)).toEqual(['rare']);
  });

  it('人が直した内容を残し、その後に同じ質問が来ても、内容は変わらず回数だけが増える', async () => {
    const question = await store.file(filing());
    const approval = { by: '見本 花子', department: '総務課', on: '2026-11-22' };
    const changes = {
      state: 'approved',
      question: '赴任旅費は出ますか',
      answer: '出ます。',
      sources: [source],
      approval,
    };
    const [saved] = await store.save([edited(question, changes as Partial<QuestionEdit>)]);
    expect(saved).toMatchObject({ ...changes, revision: 2, count: 1 });
    await store.file(filing({ asked: '別の言い方' }));
    expect(await another().find('q1')).toEqual({ ...saved, count: 2 });
  });

  it('承認を取り消すと、承認した人も消える', async () => {
    const approval = { by: '見本 花子', department: '総務課', on: '2026-11-22' };
    const [approved] = await store.save([edited(await store.file(filing()), { state: 'approved', approval })]);
    const { approval: _, ...edit } = edited(approved as OpenQuestion, { state: 'candidate' });
    await store.save([edit]);
    expect(await store.find('q1')).not.toHaveProperty('approval');
  });

  it('読んだ後に人が変えた質問は上書きせず、ほかの行も書かない', async () => {
    const one = await store.file(filing({ id: 'one' }));
    const two = await store.file(filing({ id: 'two' }));
    await another().save([edited(two, { answer: '先の答え' })]);
    const late = [edited(one, { answer: '後の答え' }), edited(two, { answer: '後の答え' })];
    await expect(store.save(late)).rejects.toMatchObject({
      code: 'conflict',
      sentence: expect.stringContaining('「two」'),
    });
    expect((await store.find('one'))?.answer).toBe('');
    expect((await store.find('two'))?.answer).toBe('先の答え');
  });

  it('回数が増えただけの質問は、読んだ後でも直せる', async () => {
    const read = await store.file(filing());
    await another().file(filing());
    await store.save([edited(read, { answer: '答え' })]);
    expect(await store.find('q1')).toMatchObject({ answer: '答え', count: 2 });
  });

  it('だれも尋ねていない質問を加えられ、同じ番号があれば断る', async () => {
    const added: QuestionEdit = {
      ...{ id: 'new', revision: 0, state: 'candidate', department: '総務課' },
      ...{ question: '新しい質問', answer: '答え', sources: [source] },
    };
    expect(await store.save([added])).toMatchObject([{ id: 'new', revision: 1, count: 0, reasons: [], nearest: [] }]);
    await expect(another().save([added])).rejects.toMatchObject({ code: 'conflict' });
    await expect(store.save([{ ...added, id: 'gone', revision: 3 }])).rejects.toMatchObject({ code: 'not_found' });
  });

  it('百件を超える変更も、すべて書く', async () => {
    const edits = Array.from({ length: 130 }, (_, at) => ({
      ...{ id: `n${at}`, revision: 0, state: 'candidate' as const, department: '総務課' },
      ...{ question: `質問${at}`, answer: '', sources: [] },
    }));
    expect(await store.save(edits)).toHaveLength(130);
    expect(await another().list('candidate')).toHaveLength(130);
    expect(await store.save([])).toEqual([]);
  });

  it('保存期間の間だれも尋ねず直さなかった質問は消え、承認したものは残る', async () => {
    await store.file(filing({ id: 'quiet' }));
    const asked = await store.file(filing({ id: 'asked' }));
    await store.save([edited(await store.file(filing({ id: 'faq' })), { state: 'approved' })]);
    time += days(29);
    await store.file(filing({ id: asked.id }));
    expect(await store.list()).toHaveLength(3);
    time += days(3);
    expect((await store.list()).map(({ id }) => id).sort()).toEqual(['asked', 'faq']);
    expect(await store.find('quiet')).toBeUndefined();
    expect(await store.file(filing({ id: 'quiet' }))).toMatchObject({ count: 1, first: '2026-12-24' });
  });

  it('だれが尋ねたかを表すものも、時刻も残さない', async () => {
    const keys = Object.keys(await store.file(filing())).sort();
    expect(keys).toEqual(
      [
        ...['answer', 'asked', 'changed', 'count', 'department', 'first', 'id', 'last'],
        ...['nearest', 'question', 'reasons', 'revision', 'sources', 'state'],
      ].sort(),
    );
  });

  it('日本語、4バイト文字、制御文字、長い答えを1字も変えずに返す', async () => {
    const odd = 'ガガ 髙﨑𠮷野家👨‍👩‍👧 \u0000\n\t"\'\\%_ ｶﾞ';
    const question = await store.file(filing({ id: 'a/b?c#d', asked: odd }));
    await store.save([edited(question, { answer: `${odd}${'答え'.repeat(3000)}` })]);
    expect(await another().find('a/b?c#d')).toMatchObject({ asked: odd, answer: `${odd}${'答え'.repeat(3000)}` });
  });

  it('動いていることを確かめられる', async () => {
    await expect(store.check()).resolves.toBeUndefined();
  });
});
