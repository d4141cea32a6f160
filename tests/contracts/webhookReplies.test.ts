import './againWhenBusy.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { TextChannel } from '../../src/channels/text/textChannel.ts';
import { createMemoryDialogues } from '../../src/stores/memoryDialogues.ts';
import { createMemoryHistory } from '../../src/stores/memoryHistory.ts';
import { closeAll, hmac, KEY, message, type Received, startRelay, startWebhook, until } from './webhookFixture.ts';

afterEach(closeAll);

/** Says that it has begun, works for a while, and answers. */
const slowly =
  (milliseconds: number): TextChannel['answer'] =>
  async (one, send) => {
    await send({ kind: 'text', text: '質問を受け付けました。' });
    await sleep(milliseconds);
    await send({ kind: 'text', text: `「${one.text}」への回答` });
  };
const texts = (reply: Record<string, unknown> | undefined) =>
  ((reply?.messages ?? []) as { text?: string }[]).map(({ text }) => text);
const ACCEPTED = '質問を受け付けました。';
const ANSWER = '「有給休暇は何日ですか」への回答';

describe('応答で返す（response）', () => {
  it('間に合えば、1つの応答に全部を入れる', async () => {
    const { post } = await startWebhook({ answer: slowly(10) });
    const { status, body } = await post(message());
    expect([status, body.done, texts(body)]).toEqual([200, true, [ACCEPTED, ANSWER]]);
  });

  it('間に合わなければ、そこまでを202で返し、残りは取りにきたときに返す', async () => {
    let release = () => {};
    const holding = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { post, fetchReplies } = await startWebhook({
      timing: { responseMs: 50 },
      answer: async (one, send) => {
        await send({ kind: 'text', text: ACCEPTED });
        await holding;
        await send({ kind: 'text', text: `「${one.text}」への回答` });
      },
    });
    const sent = message();
    const { status, body } = await post(sent);
    expect([status, body.part, body.done, texts(body)]).toEqual([202, 1, false, [ACCEPTED]]);
    expect(await fetchReplies(sent.id)).toEqual({ replies: [], pending: [sent.id], unknown: [] });
    release();
    await until(async () => (await fetchReplies(sent.id)).replies.length > 0);
    const { replies } = await fetchReplies(sent.id);
    expect(replies.map(({ part, done }) => [part, done])).toEqual([
      [1, false],
      [2, true],
    ]);
    expect(replies.flatMap(texts)).toEqual([ACCEPTED, ANSWER]);
  });

  it('応答が途中で失われても、取りにくれば全部を受け取れる', async () => {
    const { post, fetchReplies } = await startWebhook();
    const sent = message();
    const { body } = await post(sent);
    expect((await fetchReplies(sent.id)).replies).toEqual([body]);
  });
});

describe('取りにきたときに返す（poll）', () => {
  it('受け付けたことをすぐに返し、終わった返信を、何度でも返す', async () => {
    const { post, fetchReplies } = await startWebhook({ answer: slowly(30) });
    const sent = message({ reply: { mode: 'poll' } });
    expect(await post(sent)).toEqual({
      status: 202,
      body: { id: sent.id, conversation: 'room-1', part: 0, messages: [], done: false },
    });
    await until(async () => (await fetchReplies(sent.id)).replies.length > 0);
    const first = await fetchReplies(sent.id, 'm-unknown', sent.id);
    expect(first.unknown).toEqual(['m-unknown']);
    expect(first.replies.flatMap(texts)).toEqual([ACCEPTED, ANSWER]);
    expect(await fetchReplies(sent.id)).toMatchObject({ replies: first.replies });
  });

  it('1時間を過ぎた返信は、残さない', async () => {
    let time = Date.now();
    const now = () => new Date(time);
    const dialogues = createMemoryDialogues({ now });
    const { post, fetchReplies } = await startWebhook({ dialogues, now });
    const sent = message({ reply: { mode: 'poll' } });
    await post(sent);
    await until(async () => (await fetchReplies(sent.id)).replies.length > 0);
    time += 61 * 60 * 1000;
    expect((await fetchReplies(sent.id)).unknown).toEqual([sent.id]);
  });

  it('別の会話が履歴を消しても、まだ取りにきていない返信は残る', async () => {
    const { post, fetchReplies, dialogues } = await startWebhook();
    const sent = message({ reply: { mode: 'poll' } });
    await post(sent);
    await until(async () => (await fetchReplies(sent.id)).replies.length > 0);
    await dialogues.clear('webhook:room-1');
    expect((await fetchReplies(sent.id)).replies).toHaveLength(1);
  });

  it('ほかのインスタンスが受け付けた返信も返す', async () => {
    const now = () => new Date();
    const shared = { dialogues: createMemoryDialogues({ now }), history: createMemoryHistory({ days: 1, now }) };
    const [one, other] = [await startWebhook(shared), await startWebhook(shared)];
    const sent = message({ reply: { mode: 'poll' } });
    await one.post(sent);
    await until(async () => (await other.fetchReplies(sent.id)).replies.length > 0);
    expect((await other.post({ ...sent, sentAt: new Date(Date.now() + 1).toISOString() })).body).toMatchObject({
      duplicate: true,
    });
  });

  it('途中で止まったインスタンスの返信は、いつまでも待たせず、中断したことを伝える', async () => {
    let time = Date.now();
    const now = () => new Date(time);
    const dialogues = createMemoryDialogues({ now });
    // Ends with its process before it answers.
    let release = () => {};
    const holding = new Promise<void>((resolve) => {
      release = resolve;
    });
    const dead = await startWebhook({ dialogues, answer: () => holding, now });
    const sent = message({ reply: { mode: 'poll' } });
    await dead.post(sent);
    time += 16 * 60 * 1000;
    const next = await startWebhook({ dialogues, now });
    const { replies } = await next.fetchReplies(sent.id);
    expect(replies.map(({ part, done }) => [part, done])).toEqual([[1, true]]);
    expect(texts(replies[0])).toEqual([expect.stringContaining('もう一度お送りください')]);
    release();
  });

  it.each([
    ['IDのない', { ids: [] }],
    ['数値のIDの', { ids: [1] }],
    ['多すぎる', { ids: Array.from({ length: 21 }, (_, at) => `m${at}`) }],
    ['メッセージの形をした', { id: 'm1' }],
  ])('%s問い合わせを断る', async (_name, fields) => {
    const { post } = await startWebhook();
    const asked = { sentAt: new Date().toISOString(), ...fields };
    expect(await post(asked, '/api/logo/replies')).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_message' } },
    });
  });
});

describe('送り先に届ける（callback）', () => {
  const start = async (answer: TextChannel['answer'], status = 200) => {
    const relay = await startRelay(() => ({ status }));
    const kaname = await startWebhook({ answer, environment: { KANAME_WEBHOOK_CALLBACKS: `${relay.url}/kaname` } });
    const sent = message({ reply: { mode: 'callback', url: `${relay.url}/kaname/replies?room=1` } });
    return { relay, kaname, sent };
  };
  const isDone = ({ body }: Received) => body.done === true;

  it('受け付けたことをすぐに返し、返信を、自分も署名して届ける', async () => {
    const { relay, kaname, sent } = await start(
      async (_one, send) => void (await send({ kind: 'text', text: ANSWER })),
    );
    expect(await kaname.post(sent)).toMatchObject({ status: 202, body: { part: 0, messages: [], done: false } });
    await until(() => relay.received.some(isDone));
    const [one] = relay.received;
    expect(relay.received).toHaveLength(1);
    expect(one?.path).toBe('/kaname/replies?room=1');
    expect(one?.body).toEqual({
      id: sent.id,
      conversation: 'room-1',
      part: 1,
      messages: [{ kind: 'text', text: ANSWER }],
      done: true,
      sentAt: expect.any(String),
    });
    const stamp = String(one?.headers['x-kaname-timestamp']);
    expect(Math.abs(Date.now() / 1000 - Number(stamp))).toBeLessThan(5);
    const digest = await hmac(KEY, `${stamp}.${one?.raw}`);
    expect(one?.headers['x-kaname-signature']).toBe(digest.toString('hex'));
    expect(one?.headers['content-type']).toBe('application/json');
  });

  it('時間のかかる回答では、受け付けたことを先に届ける', async () => {
    const { relay, kaname, sent } = await start(slowly(150));
    await kaname.post(sent);
    await until(() => relay.received.some(isDone));
    expect(relay.received.map(({ body }) => [body.part, body.done, texts(body)])).toEqual([
      [1, false, [ACCEPTED]],
      [2, true, [ANSWER]],
    ]);
  });

  it('重複していた場合は、もう一度は届けない', async () => {
    const { relay, kaname, sent } = await start(slowly(0));
    await kaname.post(sent);
    await until(() => relay.received.some(isDone));
    await kaname.post({ ...sent, sentAt: new Date(Date.now() + 1).toISOString() });
    await sleep(50);
    expect(relay.received.filter(isDone)).toHaveLength(1);
  });
});
