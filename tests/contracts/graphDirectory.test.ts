import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type GraphOptions, graphDirectory } from '../../src/access/graphDirectory.ts';
import { createReadersAmong } from '../../src/access/readersAmong.ts';

const objectId = (n: number) => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`;

interface BatchRequest {
  readonly id: string;
  readonly method: string;
  readonly url: string;
}
interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: object;
  /** The answer never comes. */
  readonly silent?: boolean;
}

let server: Server;
let baseUrl: string;
let asked: { authorization: string | undefined; path: string | undefined; requests: BatchRequest[] }[];
/** Departments by id; null for somebody without one. */
let departments: Map<string, string | null>;
let wholeAnswer: (call: number) => Answer | undefined;
let oneAnswer: (request: BatchRequest, call: number) => Answer | undefined;

const user = ({ url }: BatchRequest): Answer => {
  const id = /^\/users\/([0-9a-f-]+)\?\$select=id,department$/.exec(url)?.[1] ?? '';
  const department = departments.get(id);
  if (department === undefined) return { status: 404, body: { error: { code: 'Request_ResourceNotFound' } } };
  return { status: 200, body: { id, department } };
};

/** The identity package takes its time to load, which is none of the deadlines' concern here. */
beforeAll(() => import('@azure/identity'));
beforeEach(async () => {
  asked = [];
  departments = new Map([
    [objectId(1), '総務課'],
    [objectId(2), '財政課；総務課'],
    [objectId(3), null],
  ]);
  wholeAnswer = () => undefined;
  oneAnswer = () => undefined;
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { requests } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { requests: BatchRequest[] };
    asked.push({ authorization: request.headers.authorization, path: request.url, requests });
    const call = asked.length;
    // The order of the answers is not that of the requests.
    const responses = requests.map((one) => ({ id: one.id, ...(oneAnswer(one, call) ?? user(one)) })).reverse();
    const { status, headers, body, silent } = wholeAnswer(call) ?? { status: 200, body: { responses } };
    if (silent) return;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(
  () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
);

const credential = { getToken: async () => ({ token: 'the-token', expiresOnTimestamp: Date.now() + 3_600_000 }) };
const open = (options: Partial<GraphOptions> = {}) =>
  graphDirectory({ baseUrl, credential, deadlineMs: 5_000, pauseMs: 5, longestPauseMs: 100, ...options });

describe('Microsoft Graph の名簿', () => {
  it('所属を、いくつかに分けて読む。知らない人は、知らないと言う', async () => {
    const found = await open().find([objectId(1), objectId(9), objectId(2).toUpperCase(), objectId(3)]);
    expect(found).toEqual([
      { departments: ['総務課'], roles: [] },
      undefined,
      { departments: ['財政課', '総務課'], roles: [] },
      { departments: [], roles: [] },
    ]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ path: '/v1.0/$batch', authorization: 'Bearer the-token' });
  });

  it('大勢は、20人ずつ尋ねる', async () => {
    const ids = Array.from({ length: 101 }, (_, n) => objectId(n));
    await open().find(ids);
    expect(asked.map(({ requests }) => requests.length).sort((a, b) => b - a)).toEqual([20, 20, 20, 20, 20, 1]);
  });

  it('オブジェクトIDでないものは、送らない', async () => {
    const ids = ['29:abc', '../groups', `${objectId(1)}/manager`, ''];
    expect(await open().find(ids)).toEqual([undefined, undefined, undefined, undefined]);
    expect(asked).toEqual([]);
  });

  it('10分は覚え、その後に尋ね直す。異動は、それまでに反映される', async () => {
    let time = 1_790_000_000_000;
    const directory = open({ now: () => new Date(time) });
    await directory.find([objectId(1)]);
    departments.set(objectId(1), '人事課');
    expect((await directory.find([objectId(1)]))[0]?.departments).toEqual(['総務課']);
    time += 10 * 60_000 + 1;
    expect((await directory.find([objectId(1)]))[0]?.departments).toEqual(['人事課']);
    expect(asked).toHaveLength(2);
  });
});

describe('Microsoft Graph が応じないとき', () => {
  it('混雑していれば、言われただけ待って、もう一度尋ねる', async () => {
    wholeAnswer = (call) => (call === 1 ? { status: 429, headers: { 'retry-after': '0' } } : undefined);
    oneAnswer = ({ id }, call) =>
      call === 2 && id === objectId(2) ? { status: 429, headers: { 'Retry-After': '0' } } : undefined;
    const found = await open().find([objectId(1), objectId(2)]);
    expect(found.map((person) => person?.departments)).toEqual([['総務課'], ['財政課', '総務課']]);
    expect(asked).toHaveLength(3);
  });

  it.each([
    ['ずっと混雑している', () => ({ status: 503 }), 3],
    ['長く待つように言う', () => ({ status: 429, headers: { 'retry-after': '600' } }), 1],
    ['権限がない', () => ({ status: 403, body: { error: { message: 'secret words' } } }), 1],
    ['答えが足りない', () => ({ status: 200, body: { responses: [] } }), 3],
    ['答えの形が違う', () => ({ status: 200, body: { value: 7 } }), 3],
    ['別の場所へ案内する', () => ({ status: 302, headers: { location: 'http://127.0.0.1:1/' } }), 3],
    ['返事をしない', () => ({ status: 200, silent: true }), 1],
  ])('%sときは、決めた回数と時間でやめて、失敗を伝える', async (_, answer, tries) => {
    wholeAnswer = answer;
    const startedAt = performance.now();
    const failure = await open({ deadlineMs: 500 })
      .find([objectId(1)])
      .then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
    expect(failure).toBeInstanceOf(Error);
    expect(String(failure)).not.toContain('secret words');
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(asked).toHaveLength(tries);
  });

  it('失敗は覚えず、古くなった所属も使わない', async () => {
    let time = 1_790_000_000_000;
    const directory = open({ now: () => new Date(time) });
    await directory.find([objectId(1)]);
    time += 11 * 60_000;
    wholeAnswer = () => ({ status: 403 });
    await expect(directory.find([objectId(1)])).rejects.toThrow();
    wholeAnswer = () => undefined;
    expect((await directory.find([objectId(1)]))[0]?.departments).toEqual(['総務課']);
  });

  it('サインインできないときも、サーバーがないときも、失敗を伝える', async () => {
    const locked = {
      getToken: async () => {
        throw new Error('no identity');
      },
    };
    await expect(open({ credential: locked }).find([objectId(1)])).rejects.toThrow('no identity');
    await expect(open({ baseUrl: 'http://127.0.0.1:1' }).find([objectId(1)])).rejects.toThrow();
    const silent = { getToken: () => new Promise<null>(() => {}) };
    await expect(open({ credential: silent, deadlineMs: 100 }).find([objectId(1)])).rejects.toThrow();
  });

  it('失敗のあいだは、だれの所属も分からないものとし、記録に名前も秘密も残さない', async () => {
    wholeAnswer = () => ({ status: 403, body: { error: { message: 'secret words' } } });
    const lines: string[] = [];
    const note = (event: string, fields?: object) => void lines.push(JSON.stringify({ event, ...fields }));
    const readersAmong = createReadersAmong(open(), { info: note, warn: note, error: note });
    expect(await readersAmong(async () => [objectId(1)])).toEqual([[]]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(/the-token|secret words|00000000-0000/);
  });
});
