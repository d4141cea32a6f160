import './againWhenBusy.ts';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createTextChannel } from '../../src/channels/text/createTextChannel.ts';
import type { Abilities } from '../../src/channels/text/outgoing.ts';
import type { TextMessage } from '../../src/channels/text/textChannel.ts';
import { createMemoryDialogues } from '../../src/stores/memoryDialogues.ts';
import { startWholeBot } from '../conversations/wholeBot.ts';
import { closeAll, message, signed, startWebhook, until } from './webhookFixture.ts';

afterEach(closeAll);

const shown = (body: Record<string, unknown>) => body.messages as { kind: string; text?: string }[];

describe('署名付きWebhook', () => {
  it('署名されたメッセージに、応答で回答する', async () => {
    const { post } = await startWebhook();
    const sent = message();
    expect(await post(sent)).toEqual({
      status: 200,
      body: {
        id: sent.id,
        conversation: 'room-1',
        part: 1,
        messages: [{ kind: 'text', text: '「有給休暇は何日ですか」への回答' }],
        done: true,
      },
    });
  });

  it('受け取った項目を、会話にそのまま渡す', async () => {
    const seen: TextMessage[] = [];
    const { post } = await startWebhook({
      answer: async (one, send) => {
        seen.push(one);
        await send({ kind: 'text', text: '承りました。' });
      },
    });
    const content = Buffer.from('会議録').toString('base64');
    const sent = message({
      conversation: { id: 'C1', kind: 'group', members: ['taro', 'jiro', 'hanako'] },
      mentioned: true,
      files: [{ name: '会議録.txt', contentType: 'text/plain', content }],
      pressed: { stamp: 'm0/1', option: 2 },
    });
    await post(sent);
    const [one] = seen;
    expect(one).toMatchObject({
      id: sent.id,
      channel: 'logo',
      conversation: { id: 'webhook:C1', kind: 'group' },
      sender: { id: 'hanako', name: '花子' },
      text: '有給休暇は何日ですか',
      pressed: { stamp: 'm0/1', option: 2 },
      sentAt: new Date(sent.sentAt),
    });
    expect(await one?.audience?.()).toEqual(['hanako', 'taro', 'jiro']);
    expect(one?.files?.[0]).toMatchObject({ name: '会議録.txt', contentType: 'text/plain', bytes: 9 });
    expect((await one?.files?.[0]?.read(9))?.toString()).toBe('会議録');
    await expect(one?.files?.[0]?.read(8)).rejects.toMatchObject({ code: 'input_too_long' });
  });

  it('1対1の会話の読み手は本人だけであり、読み手の分からない会話では読み手を推測しない', async () => {
    const seen: TextMessage[] = [];
    const { post } = await startWebhook({ answer: async (one) => void seen.push(one) });
    await post(message());
    await post(message({ conversation: { id: 'C1', kind: 'channel' }, mentioned: true }));
    expect(await seen[0]?.audience?.()).toEqual(['hanako']);
    expect(seen[1]?.audience).toBeUndefined();
  });

  it('数人の会話では、呼ばれたときと、選択肢が押されたときだけ回答する', async () => {
    let answered = 0;
    const { post } = await startWebhook({
      answer: async () => {
        answered += 1;
      },
    });
    const group = { conversation: { id: 'C1', kind: 'group' } };
    expect(await post(message(group))).toMatchObject({ status: 200, body: { part: 0, messages: [], done: true } });
    expect(await post(message({ ...group, mentioned: false }))).toMatchObject({ status: 200, body: { messages: [] } });
    expect(answered).toBe(0);
    await post(message({ ...group, mentioned: true }));
    await post(message({ ...group, text: undefined, pressed: { stamp: 's', option: 0 } }));
    expect(answered).toBe(2);
  });

  it('会話に加わった知らせには、あいさつを返す', async () => {
    const { post } = await startWebhook();
    const { body } = await post(
      message({ text: undefined, joined: true, conversation: { id: 'C1', kind: 'channel' } }),
    );
    expect(shown(body)).toEqual([{ kind: 'text', text: 'こんにちは。' }]);
  });

  it('同じIDのメッセージは、署名し直して届いても、もう一度は回答しない', async () => {
    let answered = 0;
    const { post } = await startWebhook({
      answer: async () => {
        answered += 1;
      },
    });
    const sent = message();
    await post(sent);
    const again = { ...sent, sentAt: new Date(Date.now() + 1000).toISOString() };
    expect(await post(again)).toEqual({
      status: 200,
      body: { id: sent.id, conversation: 'room-1', part: 0, messages: [], done: true, duplicate: true },
    });
    expect(answered).toBe(1);
  });

  it('同じリクエストが同時に2つ届いても、回答は1つである', async () => {
    let answered = 0;
    const { send } = await startWebhook({
      answer: async (_one, say) => {
        answered += 1;
        await say({ kind: 'text', text: '回答' });
      },
    });
    const body = JSON.stringify(message());
    const headers = await signed(body);
    const both = await Promise.all([1, 2].map(() => send('/api/logo/messages', body, headers)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answered).toBe(1);
  });

  it('会話が何も言わなかったときは、重複であることを伝える', async () => {
    const { post } = await startWebhook({ answer: async () => {} });
    expect(await post(message())).toMatchObject({ status: 200, body: { messages: [], done: true, duplicate: true } });
  });

  it('言われなければ文章だけを送り、表示できると言われたものを使う', async () => {
    const asked: Abilities[] = [];
    const { post } = await startWebhook({
      textChannel: (abilities) => {
        asked.push(abilities);
        return { answer: async () => {}, greet: async () => {} };
      },
    });
    await post(message());
    await post(message({ reply: { mode: 'response', shows: ['files', 'buttons', 'notes'] } }));
    await post(message({ reply: { mode: 'response', shows: ['buttons', 'notes', 'files'] } }));
    expect(asked).toEqual([
      { textCharacters: 2000, stampOptions: 0, files: false },
      { textCharacters: 2000, stampOptions: 10, files: true, notes: { titleCharacters: 100, textCharacters: 5000 } },
    ]);
  });

  it('同時に回答するのは64件までで、その先は、受け付けずに、あとで送るように伝える', async () => {
    let release = () => {};
    const holding = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { post } = await startWebhook({
      answer: async (_one, send) => {
        await holding;
        await send({ kind: 'text', text: '回答' });
      },
    });
    const poll = { reply: { mode: 'poll' } };
    for (let at = 0; at < 64; at += 1) expect((await post(message(poll))).status).toBe(202);
    const late = message(poll);
    expect(await post(late)).toMatchObject({ status: 503, body: { error: { code: 'busy' } } });
    release();
    await until(async () => (await post({ ...late, sentAt: new Date().toISOString() })).status === 202);
  });

  it('止めると、新しいメッセージを断り、途中の回答を終えてから止まる', async () => {
    let release = () => {};
    const holding = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { post, channel } = await startWebhook({
      answer: async (_one, send) => {
        await holding;
        await send({ kind: 'text', text: '間に合いました。' });
      },
    });
    const answer = post(message());
    await new Promise((resolve) => setTimeout(resolve, 50));
    const stopped = channel.stop(1_000);
    expect(await post(message())).toMatchObject({ status: 503, body: { error: { code: 'stopping' } } });
    release();
    await stopped;
    expect(shown((await answer).body)).toEqual([{ kind: 'text', text: '間に合いました。' }]);
  });

  it('保存先が使えないときは、何もせずに断り、あとで同じメッセージを受け付ける', async () => {
    const { post, history } = await startWebhook();
    const claim = history.claim;
    const sent = message();
    const { KanameError } = await import('../../src/errors.ts');
    let broken = true;
    const failing = await startWebhook({
      history: {
        ...history,
        claim: async (...all) => {
          if (broken) throw new KanameError('store_unavailable', '履歴の保存先に接続できません。');
          return claim(...all);
        },
      },
    });
    expect(await failing.post(sent)).toEqual({
      status: 503,
      body: { error: { code: 'unavailable', message: '履歴の保存先に接続できません。' } },
    });
    broken = false;
    expect(await failing.post({ ...sent, sentAt: new Date(Date.now() + 1000).toISOString() })).toMatchObject({
      status: 200,
    });
    expect(await post(message())).toMatchObject({ status: 200 });
  });

  it('ログに、人の名前も、本文も、鍵も残さない', async () => {
    const { post, send, logged } = await startWebhook({
      answer: async () => {
        throw new Error('hanako の質問に失敗');
      },
    });
    await send('/api/logo/messages', '{}', {});
    await post({ ...message(), id: 5 });
    const { body } = await post(message());
    expect(shown(body)).toEqual([{ kind: 'text', text: expect.stringContaining('申し訳ありません') }]);
    expect(logged.map(({ event }) => event)).toEqual(['webhook.refused', 'webhook.refused', 'webhook.turn_failed']);
    expect(JSON.stringify(logged)).not.toMatch(/花子|hanako|有給|この鍵は|room-1/);
  });
});

async function startRealBot() {
  const bot = await startWholeBot();
  const dialogues = createMemoryDialogues({ now: () => new Date() });
  const quiet = () => {};
  const log = { info: quiet, warn: quiet, error: quiet };
  return startWebhook({
    dialogues,
    textChannel: (abilities) => createTextChannel({ conversation: bot.conversation, dialogues, abilities, log }),
  });
}

describe('会話全体を通して', () => {
  it('規程への質問に条文で答え、続きの条文も示す', async () => {
    const { post } = await startRealBot();
    const first = await post(message({ text: '年次有給休暇は何日ですか' }));
    expect(first.status).toBe(200);
    expect(shown(first.body).every(({ kind }) => kind === 'text')).toBe(true);
    const words = shown(first.body)
      .map(({ text }) => text)
      .join('\n');
    expect(words).toContain('20日');
    expect(words).toContain('第');
    const second = await post(message({ text: '条文1' }));
    expect(second.body).toMatchObject({ done: true });
    expect(JSON.stringify(shown(second.body))).toContain('第12条');
  });

  it('ボタンを表示できる相手には選択肢を送り、押されたことに答える', async () => {
    const { post } = await startRealBot();
    const reply = { mode: 'response', shows: ['buttons'] };
    const { body } = await post(message({ text: '使い方', reply }));
    const [choices] = shown(body).filter(({ kind }) => kind === 'choices') as { stamp?: string; options?: string[] }[];
    expect(choices?.options?.[0]).toMatch(/^規程：/);
    const pressed = { stamp: choices?.stamp, option: 0 };
    const answer = await post(message({ text: undefined, pressed, reply }));
    expect(answer.body).toMatchObject({ part: 1, done: true });
    expect(JSON.stringify(shown(answer.body))).toContain('根拠の条文');
  });
});
