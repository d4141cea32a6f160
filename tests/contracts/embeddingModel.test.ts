import './againWhenBusy.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { embeddedModel } from '../../src/embedding/embedded/embeddedModel.ts';
import type { EmbeddingModel } from '../../src/embedding/embeddingModel.ts';
import { azureOpenAIEmbedding } from '../../src/embedding/server/azureOpenAI.ts';
import type { ServerLimits } from '../../src/embedding/server/embeddingServer.ts';
import { openAICompatibleEmbedding } from '../../src/embedding/server/openAICompatible.ts';
import { KanameError } from '../../src/errors.ts';
import { type ScriptedEmbeddings, startScriptedEmbeddings, vectorOf } from './scriptedEmbeddingServer.ts';

const key = 'sk-secret-0123456789';
const never = new AbortController().signal;
const texts = ['年次有給休暇は、1年につき20日とする。', '旅費は、実費により支給する。', '文書は、5年間保存する。'];

type Adapter = (url: string, limits: ServerLimits) => EmbeddingModel;
const compatible: Adapter = (url, limits) =>
  openAICompatibleEmbedding({ baseURL: `${url}/v1`, apiKey: key, model: 'mihon', ...limits });
const azure: Adapter = (url, limits) =>
  azureOpenAIEmbedding({ endpoint: url, apiKey: key, deployment: 'mihon', ...limits });
const embedded: Adapter = () => embeddedModel({ questionMs: 15_000 });

const dot = (one: Float32Array, other: Float32Array) =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);

async function failureOf(work: Promise<unknown>): Promise<KanameError> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof KanameError)) throw new Error(`not a KanameError: ${String(thrown)}`);
  expect(thrown.sentence).toMatch(/。$/);
  expect(thrown.sentence).not.toMatch(/127\.0\.0\.1|sk-secret|休暇/);
  return thrown;
}

describe.each<[string, Adapter]>([
  ['embedded', embedded],
  ['openAICompatible', compatible],
  ['azureOpenAI', azure],
])('埋め込みモデルの約束: %s', (_name, adapter) => {
  let server: ScriptedEmbeddings;
  let model: EmbeddingModel;
  beforeAll(async () => {
    server = await startScriptedEmbeddings();
    model = adapter(server.url, { questionMs: 15_000 });
  });
  afterAll(async () => {
    await model.close();
    await server.close();
  });

  it('質問と文章を、同じ次元で長さ1のベクトルにする', async () => {
    const question = await model.embedQuestion('休みは何日ありますか', never);
    const passages = await model.embedPassages(texts, never);
    expect(passages).toHaveLength(texts.length);
    for (const vector of [question, ...passages]) {
      expect(vector).toHaveLength(model.dimensions ?? 0);
      expect(dot(vector, vector)).toBeCloseTo(1, 4);
    }
  });

  it('文章の順に返し、同じ文章には同じベクトルを返す', async () => {
    const forward = await model.embedPassages(texts, never);
    const backward = await model.embedPassages([...texts].reverse(), never);
    for (const [at, vector] of forward.entries()) expect([...(backward[2 - at] ?? [])]).toEqual([...vector]);
    expect([...(forward[0] ?? [])]).not.toEqual([...(forward[1] ?? [])]);
  });

  it('文章がなければ、何も返さない', async () => {
    expect(await model.embedPassages([], never)).toEqual([]);
  });

  it('長すぎる文章も、切り詰めてベクトルにする', async () => {
    const [long, short] = await model.embedPassages(['規程の定めるところにより、'.repeat(300), texts[0] ?? ''], never);
    expect(dot(long ?? new Float32Array(), long ?? new Float32Array())).toBeCloseTo(1, 4);
    expect(short).toHaveLength(model.dimensions ?? 0);
  });

  it('奇妙な文字でも落ちない', async () => {
    const odd = ['', ' ', '\u0000', '😀👨‍👩‍👧', '\ud83d', '\u202e休暇', 'ｶﾅ', '𠮟る'];
    expect(await model.embedPassages(odd, never)).toHaveLength(odd.length);
  });

  it('中止の合図で cancelled とし、その後も使える', async () => {
    const stop = new AbortController();
    const failure = failureOf(model.embedPassages(texts, stop.signal));
    stop.abort();
    expect((await failure).code).toBe('cancelled');
    expect((await failureOf(model.embedQuestion('休み', stop.signal))).code).toBe('cancelled');
    expect(await model.embedQuestion('休み', never)).toHaveLength(model.dimensions ?? 0);
  });

  it('名乗る名前と識別子は、同じ設定なら同じで、鍵を含まない', async () => {
    const same = adapter(server.url, {});
    expect(same.identity).toBe(model.identity);
    expect(`${model.name} ${model.identity}`).not.toContain(key);
    await same.close();
  });

  it('閉じた後は、待っていたものも新しいものも cancelled で終わる', async () => {
    const closing = adapter(server.url, { questionMs: 15_000 });
    const waiting = failureOf(closing.embedPassages(texts, never));
    await closing.close();
    expect((await waiting).code).toBe('cancelled');
    expect((await failureOf(closing.embedQuestion('休み', never))).code).toBe('cancelled');
  });
});

describe.each<[string, Adapter]>([
  ['openAICompatible', compatible],
  ['azureOpenAI', azure],
])('サーバーの埋め込みモデルの約束: %s', (_name, adapter) => {
  let server: ScriptedEmbeddings;
  const model = (limits: ServerLimits = {}) => adapter(server.url, { retryDelayMs: 40, ...limits });
  beforeEach(async () => {
    server = await startScriptedEmbeddings();
  });
  afterEach(() => server.close());

  it('送るのは文章とモデル名だけで、鍵はヘッダーにだけ載せる', async () => {
    await model().embedPassages(texts, never);
    expect(server.requests[0]?.body).toEqual({ model: 'mihon', input: texts, encoding_format: 'float' });
    expect(server.requests[0]?.raw).not.toContain(key);
    expect(JSON.stringify(server.requests[0]?.headers)).toContain(key);
  });

  it('多くの文章は、分けて送る', async () => {
    const many = Array.from({ length: 7 }, (_, at) => `${at}番目の条`);
    const vectors = await model({ batch: 3 }).embedPassages(many, never);
    expect(server.requests.map(({ body }) => body.input.length)).toEqual([3, 3, 1]);
    expect(vectors).toHaveLength(7);
  });

  it('順番を入れ替えて返すサーバーでも、文章とベクトルを取り違えない', async () => {
    server.script({ kind: 'vectors', change: (data) => data.toReversed() });
    const [first] = await model().embedPassages(texts, never);
    const values = vectorOf(texts[0] ?? '');
    const length = Math.hypot(...values);
    for (const [at, value] of values.entries()) expect(first?.[at]).toBeCloseTo(value / length, 5);
  });

  it('混雑（429）や一時的な故障（500、切断）の後に、頼み直す', async () => {
    server.script(
      { kind: 'error', status: 429, headers: { 'retry-after-ms': '20' } },
      { kind: 'error', status: 500 },
      { kind: 'vectors' },
    );
    expect(await model().embedPassages(texts, never)).toHaveLength(3);
    server.script({ kind: 'torn' }, { kind: 'vectors' });
    expect(await model().embedPassages(texts, never)).toHaveLength(3);
  });

  it('待つように言われた時間が長ければ、待たずに model_busy とする', async () => {
    server.script({ kind: 'error', status: 429, headers: { 'retry-after': '120' } });
    expect((await failureOf(model().embedPassages(texts, never))).code).toBe('model_busy');
    expect(server.requests).toHaveLength(1);
  });

  it('故障が続けば、決めた回数でやめて model_unavailable とする', async () => {
    server.script({ kind: 'error', status: 503 });
    expect((await failureOf(model({ retries: 2 }).embedPassages(texts, never))).code).toBe('model_unavailable');
    expect(server.requests).toHaveLength(3);
  });

  it.each([401, 403, 404])('設定の誤り（%d）は、頼み直さず wrong_configuration とする', async (status) => {
    server.script({ kind: 'error', status, message: `wrong key ${key}` });
    expect((await failureOf(model().embedPassages(texts, never))).code).toBe('wrong_configuration');
    expect(server.requests).toHaveLength(1);
  });

  it('受け付けない文章（422）は model_refused とし、頼み直さない', async () => {
    server.script({ kind: 'error', status: 422 });
    expect((await failureOf(model().embedPassages(texts, never))).code).toBe('model_refused');
    expect(server.requests).toHaveLength(1);
  });

  it('答えないサーバーへの質問は、期限で model_timeout とする', async () => {
    server.script({ kind: 'hang' });
    const start = performance.now();
    expect((await failureOf(model({ questionMs: 80 }).embedQuestion('休み', never))).code).toBe('model_timeout');
    expect(performance.now() - start).toBeLessThan(900);
    expect((await failureOf(model({ passagesMs: 80 }).embedPassages(texts, never))).code).toBe('model_timeout');
  });

  it('llama.cpp が長すぎると言った文章（500）は、短くして頼み直す', async () => {
    const refusal = 'input (600 tokens) is too large to process. increase the physical batch size';
    server.script({ kind: 'error', status: 500, message: refusal }, { kind: 'vectors' });
    expect(await model().embedPassages(['規程'.repeat(150)], never)).toHaveLength(1);
    expect(server.requests.map(({ body }) => body.input[0]?.length)).toEqual([300, 150]);
  });

  it.each<[string, (data: { index: number; embedding: unknown }[]) => unknown]>([
    ['1つ足りない', (data) => data.slice(1)],
    ['1つ多い', (data) => [...data, { ...data[0], index: data.length }]],
    ['同じ番号が2つある', (data) => data.map((one) => ({ ...one, index: 0 }))],
    ['数でないもの（null）を含む', (data) => data.map((one) => ({ ...one, embedding: [1, null, 2] }))],
    ['NaN を含む', (data) => data.map((one) => ({ ...one, embedding: [1, Number.NaN, 2] }))],
    ['すべて0である', (data) => data.map((one) => ({ ...one, embedding: [0, 0, 0] }))],
    ['長さがそろわない', (data) => data.map((one, at) => ({ ...one, embedding: Array(at + 2).fill(1) }))],
    ['空である', (data) => data.map((one) => ({ ...one, embedding: [] }))],
    ['一覧でない', () => ({ error: 'なし' })],
  ])('返ったベクトルが%sとき、使わずに model_unavailable とする', async (_case, change) => {
    server.script({ kind: 'vectors', change });
    expect((await failureOf(model({ retries: 0 }).embedPassages(texts, never))).code).toBe('model_unavailable');
  });
});

describe('サーバーごとの約束', () => {
  let server: ScriptedEmbeddings;
  beforeEach(async () => {
    server = await startScriptedEmbeddings();
  });
  afterEach(() => server.close());

  it('質問と文章を、モデル名でも前置きでも区別できる', async () => {
    const model = openAICompatibleEmbedding({
      baseURL: `${server.url}/v1`,
      model: 'e5-passage',
      queryModel: 'e5-query',
      queryPrefix: 'query: ',
      passagePrefix: 'passage: ',
      dimensions: 3,
    });
    await model.embedQuestion('休み', never);
    await model.embedPassages(['条文'], never);
    expect(server.requests.map(({ body }) => [body.model, body.input, body.dimensions])).toEqual([
      ['e5-query', ['query: 休み'], 3],
      ['e5-passage', ['passage: 条文'], 3],
    ]);
  });

  it('文章のモデル、前置き、次元、接続先が変われば、識別子も変わる', () => {
    const options = { baseURL: 'http://a.example/v1', model: 'm' };
    const identities = [
      options,
      { ...options, model: 'n' },
      { ...options, passagePrefix: 'passage: ' },
      { ...options, dimensions: 256 },
      { ...options, baseURL: 'http://b.example/v1' },
    ].map((each) => openAICompatibleEmbedding(each).identity);
    expect(new Set(identities).size).toBe(identities.length);
  });

  it('Azure にはデプロイの名前を載せ、鍵がなければマネージドIDのトークンで名乗る', async () => {
    const credential = {
      getToken: async () => ({ token: 'entra-token', expiresOnTimestamp: Date.now() + 3_600_000 }),
    };
    const model = azureOpenAIEmbedding({
      questionMs: 15_000,
      endpoint: `${server.url}/`,
      deployment: 'embed',
      credential,
    });
    await model.embedQuestion('休み', never);
    expect(server.requests[0]?.path).toBe('/openai/deployments/embed/embeddings?api-version=2024-10-21');
    expect(server.requests[0]?.headers.authorization).toBe('Bearer entra-token');
    expect(server.requests[0]?.headers['api-key']).toBeUndefined();
  });
});
