import './againWhenBusy.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createMemoryDialogues } from '../../src/stores/memoryDialogues.ts';
import { createMemoryHistory } from '../../src/stores/memoryHistory.ts';
import {
  closeAll,
  hmac,
  KEY,
  message,
  type Received,
  signed,
  startRelay,
  startWebhook,
  until,
  type WebhookSetup,
} from './webhookFixture.ts';

afterEach(closeAll);

type Message = ReturnType<typeof message>;
interface Troubles {
  /** What the relay does with a poll in place of answering it. */
  readonly poll?: (count: number) => { status: number } | undefined;
  readonly callback?: (count: number) => number;
  /** Signs the answers; signed unless told. */
  readonly sign?: (body: string) => Promise<Record<string, string>>;
}

/** A relay that gives each message until it is acknowledged, and gets the replies. */
async function startQueue(troubles: Troubles = {}) {
  const waiting: Message[] = [];
  const polls: Received[] = [];
  const replies: Received[] = [];
  const relay = await startRelay(async (request) => {
    if (request.path !== '/poll') {
      replies.push(request);
      return { status: troubles.callback?.(replies.length) ?? 200 };
    }
    polls.push(request);
    const trouble = troubles.poll?.(polls.length);
    if (trouble?.status === 500) return trouble;
    const { acknowledged, refused } = request.body as { acknowledged: string[]; refused: { id: string }[] };
    const gone = [...acknowledged, ...refused.map(({ id }) => id)];
    for (const id of gone)
      if (waiting.some((one) => one.id === id))
        waiting.splice(
          waiting.findIndex((one) => one.id === id),
          1,
        );
    if (trouble) return trouble;
    const body = JSON.stringify({ messages: waiting, sentAt: new Date().toISOString() });
    return { status: 200, body, headers: await (troubles.sign ?? signed)(body) };
  });
  const say = (...fields: object[]) => {
    const made = fields.map((one) => message({ reply: { mode: 'callback', url: `${relay.url}/replies` }, ...one }));
    waiting.push(...made);
    return made;
  };
  const environment = { KANAME_WEBHOOK_CALLBACKS: relay.url, KANAME_WEBHOOK_POLL_URL: `${relay.url}/poll` };
  const start = (setup: WebhookSetup = {}) => startWebhook({ ...setup, environment });
  return { relay, waiting, polls, replies, say, start };
}

const answersTo = (replies: readonly Received[], id: string) =>
  replies.filter(({ body }) => body.id === id && body.done);

describe('外へ取りにいく方法', () => {
  it('署名して取りにいき、届けたあとで、受け取ったことを伝える', async () => {
    const queue = await startQueue();
    const [one, two] = queue.say({}, { sender: { id: 'taro' } });
    await queue.start();
    await until(() => queue.waiting.length === 0);
    for (const sent of [one, two]) expect(answersTo(queue.replies, sent?.id ?? '')).toHaveLength(1);
    const [poll] = queue.polls;
    expect(poll?.body).toEqual({ acknowledged: [], refused: [], sentAt: expect.any(String) });
    const digest = await hmac(KEY, `${poll?.headers['x-kaname-timestamp']}.${poll?.raw}`);
    expect(poll?.headers['x-kaname-signature']).toBe(digest.toString('hex'));
    const acknowledging = queue.polls.filter(({ body }) => (body.acknowledged as string[]).length > 0);
    expect(acknowledging.flatMap(({ body }) => body.acknowledged).sort()).toEqual([one?.id, two?.id].sort());
  });

  it('回答が届く前には、受け取ったことを伝えない', async () => {
    let release = () => {};
    const holding = new Promise<void>((resolve) => {
      release = resolve;
    });
    const queue = await startQueue();
    const [sent] = queue.say({});
    await queue.start({
      answer: async (_one, send) => {
        await holding;
        await send({ kind: 'text', text: '回答' });
      },
    });
    await until(() => queue.polls.length > 4);
    expect(queue.waiting).toHaveLength(1);
    release();
    await until(() => queue.waiting.length === 0);
    expect(answersTo(queue.replies, sent?.id ?? '')).toHaveLength(1);
  });

  it('受け取ったという知らせが失われても、回答は1回である', async () => {
    // Every second poll is lost after the relay took it in, every third before.
    const queue = await startQueue({
      poll: (count) => (count % 3 === 0 ? { status: 500 } : count % 2 === 0 ? { status: 502 } : undefined),
    });
    const sent = queue.say({}, {}, {}, {}, {});
    await queue.start();
    await until(() => queue.waiting.length === 0);
    await sleep(60);
    for (const { id } of sent) expect([id, answersTo(queue.replies, id).length]).toEqual([id, 1]);
  });

  it('2つのインスタンスが取りにいっても、回答は1回である', async () => {
    const now = () => new Date();
    const shared = { dialogues: createMemoryDialogues({ now }), history: createMemoryHistory({ days: 1, now }) };
    const queue = await startQueue();
    const sent = queue.say({}, {}, {}, {});
    await Promise.all([queue.start(shared), queue.start(shared)]);
    await until(() => queue.waiting.length === 0);
    await sleep(40);
    for (const { id } of sent) expect(answersTo(queue.replies, id)).toHaveLength(1);
  });

  it('届けられなかった返信は、次に同じメッセージを受け取ったときに、回答し直さずに届ける', async () => {
    let answered = 0;
    const queue = await startQueue({ callback: (count) => (count <= 2 ? 403 : 200) });
    const [sent] = queue.say({});
    await queue.start({
      timing: { againMs: 30 },
      answer: async (_one, send) => {
        answered += 1;
        await send({ kind: 'text', text: '回答' });
      },
    });
    await until(() => queue.waiting.length === 0);
    expect(answered).toBe(1);
    expect(answersTo(queue.replies, sent?.id ?? '')).toHaveLength(3);
    expect(new Set(queue.replies.map(({ body }) => body.part))).toEqual(new Set([1]));
  });

  it('回答の途中で止まったインスタンスのメッセージには、次のインスタンスが、中断したことを届ける', async () => {
    let time = Date.now();
    const now = () => new Date(time);
    const shared = { dialogues: createMemoryDialogues({ now }), history: createMemoryHistory({ days: 1, now }), now };
    const queue = await startQueue({ sign: (body) => signed(body, now()) });
    const [sent] = queue.say({});
    let begun = false;
    let release = () => {};
    const holding = new Promise<void>((resolve) => {
      release = resolve;
    });
    const dead = await queue.start({
      ...shared,
      answer: () => {
        begun = true;
        return holding;
      },
    });
    await until(() => begun);
    const stopped = dead.channel.stop(0);
    time += 16 * 60 * 1000;
    await queue.start(shared);
    await until(() => queue.waiting.length === 0);
    const [reply] = answersTo(queue.replies, sent?.id ?? '');
    expect(JSON.stringify(reply?.body.messages)).toContain('もう一度お送りください');
    release();
    await stopped;
  });

  it('同時に回答するのは4件までで、残りは相手に置いておき、やがて全部に回答する', async () => {
    let now = 0;
    let most = 0;
    const queue = await startQueue();
    const sent = queue.say(...Array.from({ length: 10 }, () => ({})));
    await queue.start({
      answer: async (_one, send) => {
        now += 1;
        most = Math.max(most, now);
        await sleep(15);
        now -= 1;
        await send({ kind: 'text', text: '回答' });
      },
    });
    await until(() => queue.waiting.length === 0);
    expect(most).toBe(4);
    for (const { id } of sent) expect(answersTo(queue.replies, id)).toHaveLength(1);
  });

  it('形の誤ったメッセージは、直し方を伝えて断り、ほかのメッセージを待たせない', async () => {
    const queue = await startQueue();
    const [wrong, elsewhere, waiting, right] = queue.say(
      { sender: { id: 5 } },
      { reply: { mode: 'callback', url: 'http://127.0.0.1:1/' } },
      { reply: { mode: 'poll' } },
      {},
    );
    const { logged } = await queue.start();
    await until(() => queue.waiting.length === 0);
    const refused = queue.polls.flatMap(({ body }) => body.refused as { id: string; code: string; message: string }[]);
    expect(refused.map(({ id, code }) => [id, code])).toEqual([
      [wrong?.id, 'invalid_message'],
      [elsewhere?.id, 'callback_not_allowed'],
      [waiting?.id, 'callback_needed'],
    ]);
    for (const { message: sentence } of refused) expect(sentence).toMatch(/[ぁ-ん].*。$/);
    expect(answersTo(queue.replies, right?.id ?? '')).toHaveLength(1);
    expect(logged).toEqual([]);
  });

  it('自分宛てでないメッセージには回答せず、受け取ったことだけを伝える', async () => {
    const queue = await startQueue();
    queue.say({ conversation: { id: 'C1', kind: 'group' } });
    await queue.start();
    await until(() => queue.waiting.length === 0);
    expect(queue.replies).toEqual([]);
  });

  it('同じ人のメッセージには、届いた順に取りかかる', async () => {
    const begun: string[] = [];
    const queue = await startQueue();
    const sent = queue.say({}, {}, {}, {});
    await queue.start({ answer: async (one) => void begun.push(one.id) });
    await until(() => queue.waiting.length === 0);
    expect(begun).toEqual(sent.map(({ id }) => id));
  });

  it.each([
    ['署名のない', async () => ({})],
    ['別の鍵で署名した', (body: string) => signed(body, new Date(), '入れ替える前の、別の共有鍵です')],
    ['古い', (body: string) => signed(body, new Date(Date.now() - 6 * 60 * 1000))],
  ])('暗号化されていない経路では、%s応答のメッセージを受け付けない', async (_name, sign) => {
    const queue = await startQueue({ sign });
    queue.say({});
    const { logged } = await queue.start();
    await until(() => logged.filter(({ event }) => event === 'webhook.poll_failed').length > 1);
    expect(queue.replies).toEqual([]);
    expect(queue.waiting).toHaveLength(1);
  });

  it('失敗が続くと間隔を広げ、直ったら元に戻す', async () => {
    let down = true;
    const queue = await startQueue({ poll: () => (down ? { status: 500 } : undefined) });
    const { logged } = await queue.start({ timing: { pollPauseMs: 5, mostPollPauseMs: 80 } });
    await sleep(300);
    const tried = queue.polls.length;
    expect(tried).toBeGreaterThan(3);
    // At the first pause it would have been sixty.
    expect(tried).toBeLessThan(15);
    down = false;
    await until(() => logged.some(({ event }) => event === 'webhook.poll_restored'));
    const [failed] = logged;
    expect(failed).toMatchObject({ event: 'webhook.poll_failed', fields: { failures: 1, code: '500' } });
  });

  it('応答を待っている途中でも、すぐに止まる', async () => {
    const relay = await startRelay(() => new Promise(() => {}));
    const environment = { KANAME_WEBHOOK_CALLBACKS: relay.url, KANAME_WEBHOOK_POLL_URL: relay.url };
    const { channel } = await startWebhook({ environment });
    await until(() => relay.received.length === 1);
    const started = Date.now();
    await channel.stop(5_000);
    expect(Date.now() - started).toBeLessThan(500);
    await sleep(50);
    expect(relay.received).toHaveLength(1);
  });
});
