import '../contracts/againWhenBusy.ts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KanameError } from '../../src/errors.ts';
import { openAICompatible } from '../../src/models/openAICompatible.ts';
import type { ConverseTask } from '../../src/models/task.ts';
import { type ScriptedModel, type ScriptedReply, startScriptedModel } from '../contracts/scriptedModelServer.ts';

const key = 'sk-secret-0123456789';
const talk: ConverseTask = { kind: 'converse', earlier: [], text: 'ひみつの相談です' };
const error = (status: number, headers?: Record<string, string>): ScriptedReply => ({
  kind: 'error',
  status,
  body: { error: { message: `Incorrect API key provided: ${key}. Input: ${talk.text}`, code: 'broken' } },
  ...(headers ? { headers } : {}),
});

describe('言語モデルが働かないとき', () => {
  let server: ScriptedModel;
  const limits = { retryDelayMs: 30, timeoutMs: 5_000, idleMs: 5_000 };
  const run = async (more: Partial<typeof limits> & { baseURL?: string } = {}) => {
    const model = openAICompatible({ baseURL: `${server.url}/v1`, apiKey: key, model: 'm', ...limits, ...more });
    let text = '';
    try {
      for await (const event of model.run(talk, new AbortController().signal)) {
        if (event.kind === 'text') text += event.delta;
      }
      return { text };
    } catch (thrown) {
      if (!(thrown instanceof KanameError)) throw thrown;
      return { text, failure: thrown };
    }
  };
  beforeEach(async () => {
    server = await startScriptedModel([{ kind: 'text', text: 'はい。' }]);
  });
  afterEach(() => server.close());

  it.each([500, 503])('%d は2回まで頼み直し、届けば答える', async (status) => {
    server.script(error(status), error(status), { kind: 'text', text: '3度目に届きました。' });
    expect(await run()).toEqual({ text: '3度目に届きました。' });
    expect(server.requests).toHaveLength(3);
  });

  it('500 が続けば3回でやめ、model_unavailable とする', async () => {
    server.script(error(500));
    expect((await run()).failure?.code).toBe('model_unavailable');
    expect(server.requests).toHaveLength(3);
  });

  it('429 が続けば3回でやめ、model_busy とする', async () => {
    server.script(error(429, { 'retry-after': '0' }));
    expect((await run()).failure?.code).toBe('model_busy');
    expect(server.requests).toHaveLength(3);
  });

  it('待てないほど長い retry-after なら、待たずに model_busy とする', async () => {
    server.script(error(429, { 'retry-after': '3600' }));
    const start = Date.now();
    expect((await run()).failure?.code).toBe('model_busy');
    expect(Date.now() - start).toBeLessThan(10_000);
    expect(server.requests).toHaveLength(1);
  });

  it.each([401, 403, 404])('設定の間違い（%d）は頼み直さず、担当者への連絡を促す', async (status) => {
    server.script(error(status));
    const { failure } = await run();
    expect(failure?.code).toBe('model_unavailable');
    expect(failure?.sentence).toContain('システム担当者');
    expect(server.requests).toHaveLength(1);
  });

  it.each(['clean', 'torn'] as const)('途中で切れた回答（%s）は、頼み直さず model_unavailable とする', async (how) => {
    server.script({ kind: 'cut', text: '1つ目の案は', how });
    const { failure } = await run();
    expect(failure?.code).toBe('model_unavailable');
    expect(server.requests).toHaveLength(1);
  });

  it.each(['clean', 'torn'] as const)('一文字も届かないうちに切れたら（%s）、頼み直す', async (how) => {
    server.script({ kind: 'cut', text: '', how }, { kind: 'text', text: '届きました。' });
    expect(await run()).toEqual({ text: '届きました。' });
  });

  it('返事が来なければ、期限で model_timeout とし、通信を切る', async () => {
    server.script({ kind: 'hang', text: '' });
    const { failure } = await run({ timeoutMs: 150 });
    expect(failure?.code).toBe('model_timeout');
    await new Promise((soon) => setTimeout(soon, 50));
    expect(server.requests[0]?.abandoned).toBe(true);
  });

  it('途中で黙れば、全体の期限を待たずに model_timeout とする', async () => {
    server.script({ kind: 'hang', text: 'えーと' });
    const start = Date.now();
    expect((await run({ idleMs: 100 })).failure?.code).toBe('model_timeout');
    expect(Date.now() - start).toBeLessThan(10_000);
  });

  it('頼み直しを待つ間も期限を守る', async () => {
    server.script(error(429, { 'retry-after': '4' }));
    const start = Date.now();
    expect((await run({ timeoutMs: 150, retryDelayMs: 10_000 })).failure?.code).toBe('model_timeout');
    expect(Date.now() - start).toBeLessThan(10_000);
  });

  it('サーバーがなければ model_unavailable とする', async () => {
    expect((await run({ baseURL: 'http://127.0.0.1:9/v1' })).failure?.code).toBe('model_unavailable');
  });

  it('文章が長すぎて断られたら、そう伝える', async () => {
    const body = { error: { code: 'context_length_exceeded', message: 'maximum context length is 8192 tokens' } };
    server.script({ kind: 'error', status: 400, body });
    expect((await run()).failure?.code).toBe('input_too_long');
    expect(server.requests).toHaveLength(1);
  });

  it('JSONでもない返事にも、落ちずに model_unavailable とする', async () => {
    server.script({ kind: 'error', status: 502, body: '<html>Bad Gateway</html>' });
    expect((await run()).failure?.code).toBe('model_unavailable');
  });

  it.each([401, 429, 500])('エラー（%d）の文にも記録にも、鍵、質問、アドレスを載せない', async (status) => {
    server.script(error(status));
    const { failure } = await run();
    const cause = failure?.cause instanceof Error ? `${failure.cause.stack} ${JSON.stringify(failure.cause)}` : '';
    const shown = `${failure?.sentence} ${failure?.stack} ${cause}`;
    expect(cause).toContain(`status=${status}`);
    for (const secret of [key, talk.text, server.url]) expect(shown).not.toContain(secret);
  });
});
