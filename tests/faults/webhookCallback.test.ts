import { afterEach, describe, expect, it } from '@jest/globals';
import { KanameError } from '../../src/errors.ts';
import { createMemoryDialogues } from '../../src/stores/memoryDialogues.ts';
import { closeAll, message, startRelay, startWebhook, until, type WebhookSetup } from '../contracts/webhookFixture.ts';

afterEach(closeAll);

type Answer = Parameters<typeof startRelay>[0];

async function deliver(answer: Answer, setup: WebhookSetup = {}) {
  const relay = await startRelay(answer);
  const webhook = await startWebhook({ ...setup, environment: { KANAME_WEBHOOK_CALLBACKS: relay.url } });
  const sent = message({ reply: { mode: 'callback', url: `${relay.url}/replies?key=himitsu` } });
  expect((await webhook.post(sent)).status).toBe(202);
  const isFailed = () => webhook.logged.some(({ event }) => event === 'webhook.callback_failed');
  return { relay, webhook, sent, isFailed };
}

describe('返信の送り先の不調', () => {
  it.each([500, 503, 429, 408])('%i のときは、署名し直して送り直し、直れば届く', async (status) => {
    const { relay, webhook } = await deliver((_request, count) => ({ status: count <= 2 ? status : 200 }));
    await until(() => relay.received.length === 3);
    const parts = relay.received.map(({ body }) => [body.id, body.part, body.done]);
    expect(new Set(parts.map((one) => JSON.stringify(one))).size).toBe(1);
    const times = relay.received.map(({ body }) => body.sentAt);
    expect(new Set(times).size).toBeGreaterThan(1);
    expect(webhook.logged).toEqual([]);
  });

  it.each([400, 401, 403, 404, 410, 302])('%i のときは、送り直さず、取りにきたときに返す', async (status) => {
    const { relay, webhook, sent, isFailed } = await deliver(() => ({ status }));
    await until(isFailed);
    expect(relay.received).toHaveLength(1);
    const { replies } = await webhook.fetchReplies(sent.id);
    expect(replies).toMatchObject([{ id: sent.id, part: 1, done: true }]);
  });

  it('直らなければ、4回であきらめ、取りにきたときに返し、記録に送り先を残さない', async () => {
    const { relay, webhook, sent, isFailed } = await deliver(() => ({ status: 500 }));
    await until(isFailed);
    expect(relay.received).toHaveLength(4);
    expect((await webhook.fetchReplies(sent.id)).replies).toHaveLength(1);
    expect(webhook.logged).toEqual([
      { event: 'webhook.callback_failed', fields: expect.objectContaining({ error: 'CallbackError', code: '500' }) },
    ]);
    expect(JSON.stringify(webhook.logged)).not.toMatch(/himitsu|127\.0\.0\.1|回答/);
  });

  it('つながらないときも、あきらめて、取りにきたときに返す', async () => {
    const gone = await startRelay(() => ({ status: 200 }));
    await gone.close();
    const webhook = await startWebhook({ environment: { KANAME_WEBHOOK_CALLBACKS: gone.url } });
    const sent = message({ reply: { mode: 'callback', url: gone.url } });
    await webhook.post(sent);
    await until(() => webhook.logged.length > 0);
    expect((await webhook.fetchReplies(sent.id)).replies).toHaveLength(1);
  });

  it('返事をしない送り先を待ち続けない', async () => {
    const never: Answer = () => new Promise(() => {});
    const { relay, isFailed } = await deliver(never, { timing: { callbackMs: 20, callbackRetries: 1 } });
    await until(isFailed);
    expect(relay.received).toHaveLength(2);
  });

  it('終わらない返事を読み続けない', async () => {
    const { relay, webhook } = await deliver(() => ({ status: 200, body: 'a'.repeat(5_000_000) }));
    await until(async () => relay.received.length === 1);
    expect(webhook.logged).toEqual([]);
  });

  it('止めるときは、送り直すのをやめて止まり、返信は残す', async () => {
    const { relay, webhook, sent } = await deliver(() => ({ status: 500 }), { timing: { callbackPauseMs: 5_000 } });
    await until(() => relay.received.length === 1);
    const started = Date.now();
    await webhook.channel.stop(20);
    expect(Date.now() - started).toBeLessThan(3_000);
    expect(relay.received).toHaveLength(1);
    expect(JSON.parse((await webhook.dialogues.get(`webhook-reply:${sent.id}`, 'part:1')) ?? '')).toMatchObject({
      done: true,
    });
  });
});

describe('保存先の不調', () => {
  it('返信を残せなくても、応答と送り先には返し、記録する', async () => {
    const dialogues = {
      ...createMemoryDialogues({ now: () => new Date() }),
      put: async () => {
        throw new KanameError('store_unavailable', '保存先に接続できません。');
      },
    };
    const { relay, webhook } = await deliver(() => ({ status: 200 }), { dialogues });
    await until(() => relay.received.length === 1);
    expect((await webhook.post(message())).body).toMatchObject({ part: 1, done: true });
    expect(webhook.logged.map(({ event }) => event)).toContain('webhook.reply_not_kept');
  });

  it('少しの間だけ使えなかった保存先には、あとで残す', async () => {
    const kept = createMemoryDialogues({ now: () => new Date() });
    let failures = 0;
    const dialogues = {
      ...kept,
      put: async (...all: Parameters<typeof kept.put>) => {
        failures += 1;
        if (failures <= 2) throw new KanameError('store_unavailable', '保存先に接続できません。');
        return kept.put(...all);
      },
    };
    const webhook = await startWebhook({ dialogues });
    const sent = message({ reply: { mode: 'poll' } });
    await webhook.post(sent);
    await until(async () => (await webhook.fetchReplies(sent.id)).replies.length === 1);
  });
});
