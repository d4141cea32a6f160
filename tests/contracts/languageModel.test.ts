import './againWhenBusy.ts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KanameError } from '../../src/errors.ts';
import { azureOpenAI } from '../../src/models/azureOpenAI.ts';
import type { CallLimits } from '../../src/models/chatModel.ts';
import type { LanguageModel, ModelEvent } from '../../src/models/languageModel.ts';
import { openAICompatible } from '../../src/models/openAICompatible.ts';
import { parseAnswer } from '../../src/models/resultJson.ts';
import type { AnswerTask, ConverseTask, Task } from '../../src/models/task.ts';
import { checkStatements, type GivenClause } from '../../src/policy/citations.ts';
import { azureFilteredPrompt, type ScriptedModel, startScriptedModel } from './scriptedModelServer.ts';

const key = 'sk-secret-0123456789';
const talk: ConverseTask = { kind: 'converse', earlier: [], text: '窓口の待ち時間を短くする案を教えてください' };
const question: AnswerTask = {
  kind: 'answer',
  question: '在宅勤務は週に何日できますか。',
  earlier: [],
  clauses: [
    {
      id: 'C1',
      document: '在宅勤務要綱',
      label: '第4条第1項',
      caption: '実施日数',
      text: '在宅勤務は、1週間につき2日を限度とする。',
    },
  ],
};

const [asked] = question.clauses;
const text = asked?.text ?? '';
const clause = { id: 'p1', label: '', start: 0, end: text.length, text };
const given: GivenClause[] = [
  {
    id: 'C1',
    hit: {
      document: { id: 'd', title: '在宅勤務要綱', source: 'test' },
      article: { id: 'd/4', document: 'd', label: '第4条', caption: '実施日数', chapter: [], text, clauses: [clause] },
      clause,
      score: 1,
    },
  },
];

const adapters: [string, (url: string, limits: CallLimits) => LanguageModel][] = [
  [
    'openAICompatible',
    (url, limits) => openAICompatible({ baseURL: `${url}/v1`, apiKey: key, model: 'mihon-7b', ...limits }),
  ],
  [
    'azureOpenAI',
    (url, limits) => azureOpenAI({ endpoint: `${url}/`, apiKey: key, deployment: 'mihon-7b', ...limits }),
  ],
];

async function eventsOf(model: LanguageModel, task: Task, signal = new AbortController().signal) {
  const events: ModelEvent[] = [];
  for await (const event of model.run(task, signal)) events.push(event);
  const text = events.map((event) => (event.kind === 'text' ? event.delta : '')).join('');
  return { events, text, end: events.at(-1) };
}

async function failureOf(model: LanguageModel, task: Task, signal?: AbortSignal): Promise<KanameError> {
  const thrown = await eventsOf(model, task, signal).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof KanameError)) throw new Error(`not a KanameError: ${String(thrown)}`);
  return thrown;
}

describe.each(adapters)('言語モデルの約束: %s', (_name, adapter) => {
  let server: ScriptedModel;
  const model = (limits: CallLimits = {}) => adapter(server.url, { retryDelayMs: 50, ...limits });
  beforeEach(async () => {
    server = await startScriptedModel([{ kind: 'text', text: '番号札を配りましょう。' }]);
  });
  afterEach(() => server.close());

  it('文字の途中で切れて届いても、正しい文字にして順に渡す', async () => {
    const reply = '整理券の発券機を増やし、混雑する時間を「見える化」しましょう😀。';
    server.script({ kind: 'text', text: reply, pieceBytes: 1 });
    const { events, text } = await eventsOf(model(), talk);
    expect(text).toBe(reply);
    expect(events.length).toBeGreaterThan(3);
  });

  it('終わりを一度だけ、使ったトークン数とともに知らせる', async () => {
    server.script({ kind: 'text', text: 'はい。', use: { prompt: 321, completion: 7 } });
    const { events, end } = await eventsOf(model(), talk);
    expect(end).toEqual({ kind: 'end', finish: 'stop', use: { prompt: 321, completion: 7 } });
    expect(events.filter(({ kind }) => kind === 'end')).toHaveLength(1);
  });

  it('トークン数を知らせないサーバーでは、届いた断片の数を使う', async () => {
    server.script({ kind: 'text', text: '12345678901', use: 'unreported' });
    expect((await eventsOf(model(), talk)).end).toMatchObject({ use: { prompt: 0, completion: 3 } });
  });

  it('上限で切れた回答を length として知らせる', async () => {
    server.script({ kind: 'text', text: '途中まで', finish: 'length' });
    expect((await eventsOf(model(), talk)).end).toMatchObject({ finish: 'length' });
  });

  it('考えている途中の文章（<think>）を見せない', async () => {
    server.script({ kind: 'text', text: '<think>どう答えようか。</think>\n\n番号札です。' });
    expect((await eventsOf(model(), talk)).text).toBe('番号札です。');
  });

  it('送るのはモデル名、上限、プロンプトだけで、鍵はヘッダーにだけ載せる', async () => {
    await eventsOf(model({ maxTokens: 99 }), talk);
    const [request] = server.requests;
    expect(request?.body).toMatchObject({ model: 'mihon-7b', stream: true, max_tokens: 99 });
    expect(request?.body.messages.at(-1)).toEqual({ role: 'user', content: talk.text });
    expect(request?.raw).not.toContain(key);
    expect(JSON.stringify(request?.headers)).toContain(key);
  });

  it('規程の質問では、渡した条文の記号だけを許すJSONスキーマを付ける', async () => {
    server.script({ kind: 'text', text: '{"statements":[]}' });
    await eventsOf(model(), question);
    const format = JSON.stringify(server.requests[0]?.body.response_format);
    expect(format).toContain('"enum":["C1"]');
    expect(format).toContain('"strict":true');
  });

  it('スキーマを断るサーバーには、json_object、次に形式なしで頼み直し、次からは覚えている', async () => {
    const refusal = {
      kind: 'error',
      status: 400,
      body: { error: { message: 'response_format is not supported', code: null } },
    } as const;
    server.script(refusal, refusal, { kind: 'text', text: '{"statements":[]}' });
    const same = model();
    expect((await eventsOf(same, question)).text).toBe('{"statements":[]}');
    await eventsOf(same, question);
    const formats = server.requests.map(({ body }) => (body.response_format as { type: string } | undefined)?.type);
    expect(formats).toEqual(['json_schema', 'json_object', undefined, undefined]);
  });

  it('max_tokens と温度を断る新しいモデルには、言われたとおりに頼み直す', async () => {
    const refuse = (param: string, message: string) =>
      ({ kind: 'error', status: 400, body: { error: { param, message, code: 'unsupported_parameter' } } }) as const;
    server.script(
      refuse('max_tokens', "'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."),
      refuse('temperature', "'temperature' does not support 0 with this model."),
      { kind: 'text', text: '{"statements":[]}' },
    );
    await eventsOf(model({ maxTokens: 70 }), question);
    const last = server.requests.at(-1)?.body;
    expect(last).toMatchObject({ max_completion_tokens: 70, response_format: { type: 'json_schema' } });
    expect(last).not.toHaveProperty('max_tokens');
    expect(last).not.toHaveProperty('temperature');
  });

  it('混雑（429）のときは、待つように言われた時間だけ待って頼み直す', async () => {
    const busy = { kind: 'error', status: 429, body: { error: { code: '429' } }, headers: { 'retry-after-ms': '40' } };
    server.script(busy as never, { kind: 'text', text: '届きました。' });
    const start = Date.now();
    expect((await eventsOf(model(), talk)).text).toBe('届きました。');
    expect(Date.now() - start).toBeGreaterThanOrEqual(38);
    expect(server.requests).toHaveLength(2);
  });

  it('安全フィルターが入力を止めたときは、何に当たったかを添えて model_refused とし、頼み直さない', async () => {
    server.script(azureFilteredPrompt);
    const { code, sentence } = await failureOf(model(), question);
    expect(code).toBe('model_refused');
    expect(sentence).toContain('「暴力」');
    expect(sentence).not.toContain('「差別・憎悪」');
    expect(server.requests).toHaveLength(1);
  });

  it('安全フィルターが回答を途中で止めたときも model_refused とする', async () => {
    server.script({ kind: 'text', text: '途中まで', finish: 'content_filter' });
    expect((await failureOf(model(), talk)).code).toBe('model_refused');
  });

  it('くり返しが止まらない回答は、通信を切り、くり返しを除いて repetition で終える', async () => {
    server.script({
      kind: 'endless',
      text: '御迷惑をおかけして申し訳ございません。今後このようなことがないようにいたします。',
    });
    const { text, end } = await eventsOf(model(), talk);
    expect(end).toMatchObject({ kind: 'end', finish: 'repetition' });
    expect(text).toBe('御迷惑をおかけして申し訳ございません。今後このようなことがないようにいたします。');
    await until(() => server.requests[0]?.abandoned === true);
  });

  it('中止の合図で、通信を切り、cancelled とする', async () => {
    server.script({ kind: 'hang', text: '考え中' });
    const stop = new AbortController();
    const failure = failureOf(model(), talk, stop.signal);
    await until(() => server.requests.length === 1);
    stop.abort();
    expect((await failure).code).toBe('cancelled');
    await until(() => server.requests[0]?.abandoned === true);
  });

  it('読み手が途中でやめたら、通信も切る', async () => {
    server.script({ kind: 'hang', text: '1つ目の案は番号札です。' });
    for await (const event of model().run(talk, new AbortController().signal)) {
      expect(event.kind).toBe('text');
      break;
    }
    await until(() => server.requests[0]?.abandoned === true);
  });

  it.each([
    ['条文', '{"clause":"C9","quote":"在宅勤務は、毎日することができる。","text":"毎日できます。"}'],
    ['引用', '{"clause":"C1","quote":"在宅勤務は、毎日することができる。","text":"毎日できます。"}'],
  ])('モデルが作り出した%sは、回答に残らない', async (_what, statement) => {
    server.script({ kind: 'text', text: `{"statements":[${statement}]}` });
    const { text } = await eventsOf(model(), question);
    expect(checkStatements(parseAnswer(text, question), given, question.question)).toMatchObject({
      kept: [],
      dropped: [{ text: '毎日できます。' }],
    });
  });
});

describe('Azure OpenAI だけの約束', () => {
  it('デプロイの名前とAPIの版をアドレスに載せ、環境変数 OPENAI_BASE_URL に惑わされない', async () => {
    const server = await startScriptedModel([{ kind: 'text', text: 'はい。' }]);
    process.env.OPENAI_BASE_URL = 'http://127.0.0.1:9/v1';
    try {
      const model = azureOpenAI({ endpoint: server.url, deployment: 'gpt', apiVersion: '2025-01-01', apiKey: key });
      expect((await eventsOf(model, talk)).text).toBe('はい。');
      expect(server.requests[0]?.path).toBe('/openai/deployments/gpt/chat/completions?api-version=2025-01-01');
      expect(server.requests[0]?.headers['api-key']).toBe(key);
    } finally {
      delete process.env.OPENAI_BASE_URL;
      await server.close();
    }
  });

  it('鍵がなければ、マネージドIDのトークンで名乗る', async () => {
    const server = await startScriptedModel([{ kind: 'text', text: 'はい。' }]);
    const scopes: unknown[] = [];
    const credential = {
      getToken: async (scope: string | string[]) => {
        scopes.push(scope);
        return { token: 'entra-token', expiresOnTimestamp: Date.now() + 3_600_000 };
      },
    };
    const model = azureOpenAI({ endpoint: server.url, deployment: 'gpt', credential });
    await eventsOf(model, talk);
    expect(server.requests[0]?.headers.authorization).toBe('Bearer entra-token');
    expect(server.requests[0]?.headers).not.toHaveProperty('api-key');
    expect(scopes.flat()).toContain('https://cognitiveservices.azure.com/.default');
    await server.close();
  });
});

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 400) throw new Error('did not happen');
    await new Promise((soon) => setTimeout(soon, 5));
  }
}
