import './againWhenBusy.ts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ReplyEvent } from '../../src/conversation/message.ts';
import { KanameError } from '../../src/errors.ts';
import {
  channelMention,
  type FakeConnector,
  personalMessage,
  post,
  startFakeConnector,
  type WireActivity,
} from './fakeConnector.ts';
import { answer, citation, QUICK, says, startTestBot, type TestBot } from './teamsFixture.ts';

let connector: FakeConnector;
let bot: TestBot | undefined;
let to: { serviceUrl: string };

beforeEach(async () => {
  connector = await startFakeConnector();
  to = { serviceUrl: connector.url };
});
afterEach(async () => {
  await bot?.close();
  await connector.close();
});

const FINAL: ReplyEvent = { kind: 'final', answer: answer(), turn: 'turn-1' };
const STEPS: ReplyEvent[] = [
  { kind: 'accepted' },
  { kind: 'progress', text: '規程を探しています' },
  { kind: 'partial', text: '年次休暇は' },
  { kind: 'partial', text: '年次休暇は20日' },
  { kind: 'partial', text: '年次休暇は20日です。' },
];
const marks = (activities: readonly WireActivity[]) =>
  activities.flatMap(({ entities = [] }) => entities.filter(({ type }) => type === 'streaminfo'));
const finished = () => connector.until(() => connector.visible().some(({ streaming }) => !streaming));

describe('1対1の会話', () => {
  it('経過、書きかけの文章、回答を、一つのメッセージの中で順に見せる', async () => {
    bot = await startTestBot(says([...STEPS, FINAL], 150));
    await post(bot.url, personalMessage('質問', to));
    await finished();
    const stream = marks(connector.activities);
    expect(stream.map(({ streamType }) => streamType)).toEqual([
      'informative',
      'streaming',
      'streaming',
      'streaming',
      'final',
    ]);
    expect(stream.map(({ streamSequence }) => streamSequence)).toEqual([1, 2, 3, 4, undefined]);
    expect(new Set(stream.slice(1).map(({ streamId }) => streamId)).size).toBe(1);
    expect(connector.visible()).toHaveLength(1);
    expect(connector.calls.every(({ status }) => status < 400)).toBe(true);
  });

  it('経過と同じ印を channelData にも付け、最後のメッセージにカードと評価ボタンを添える', async () => {
    bot = await startTestBot(says([...STEPS, FINAL], 150));
    await post(bot.url, personalMessage('質問', to));
    await finished();
    const [first] = connector.activities.filter(({ entities }) => entities?.length);
    expect(first?.channelData).toMatchObject({ streamType: 'informative', streamSequence: 1 });
    const last = connector.visible()[0]?.activity;
    expect(last?.channelData).toMatchObject({ streamType: 'final', feedbackLoop: { type: 'default' } });
    expect(last?.attachments).toHaveLength(1);
    expect(last?.entities?.map(({ type }) => type)).toEqual(['https://schema.org/Message', 'streaminfo']);
  });

  it('書きかけの間隔を空け、間に合わない分は最新のものだけを送る', async () => {
    const partials = Array.from(
      { length: 40 },
      (_, index): ReplyEvent => ({ kind: 'partial', text: 'あ'.repeat(index + 1) }),
    );
    bot = await startTestBot(says([{ kind: 'accepted' }, ...partials, FINAL], 5));
    await post(bot.url, personalMessage('質問', to));
    await finished();
    const chunks = connector.calls.filter(
      ({ activity }) => marks(activity ? [activity] : [])[0]?.streamType === 'streaming',
    );
    expect(chunks.length).toBeGreaterThan(1);
    expect(chunks.length).toBeLessThan(20);
    for (const [index, chunk] of chunks.entries()) {
      const before = chunks[index - 1];
      if (before) expect(chunk.at - before.at).toBeGreaterThanOrEqual(QUICK.stream.intervalMs - 2);
    }
  });

  it('書き直された文章は途中では送らず、最後のメッセージで置き換える', async () => {
    const steps: ReplyEvent[] = [
      { kind: 'accepted' },
      { kind: 'partial', text: '年次休暇は' },
      { kind: 'partial', text: '別の書き出し' },
      FINAL,
    ];
    bot = await startTestBot(says(steps, 150));
    await post(bot.url, personalMessage('質問', to));
    await finished();
    expect(connector.calls.every(({ status }) => status < 400)).toBe(true);
    expect(connector.visible()).toHaveLength(1);
  });

  it('すぐに答えられたときは、回答のメッセージだけを送る', async () => {
    const unhurried = { ...QUICK, stream: { ...QUICK.stream, firstAfterMs: 5_000 } };
    bot = await startTestBot(says([...STEPS, FINAL]), { timing: unhurried });
    await post(bot.url, personalMessage('質問', to));
    await finished();
    expect(connector.activities.filter(({ type }) => type === 'message')).toHaveLength(1);
    expect(marks(connector.activities)).toEqual([]);
  });

  it('答えるまで入力中の表示を続け、答えた後には送らない', async () => {
    bot = await startTestBot(says([{ kind: 'accepted' }, FINAL], 200));
    await post(bot.url, personalMessage('質問', to));
    await finished();
    const typing = connector.activities.filter(({ type }) => type === 'typing').length;
    expect(typing).toBeGreaterThanOrEqual(3);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(connector.activities.filter(({ type }) => type === 'typing')).toHaveLength(typing);
  });

  it('同じ会話で二つ目の質問が重なっても、両方に答える', async () => {
    bot = await startTestBot(says([...STEPS, FINAL], 150));
    await post(bot.url, personalMessage('質問1', { ...to, id: 'one' }));
    await post(bot.url, personalMessage('質問2', { ...to, id: 'two' }));
    await connector.until(
      () => connector.visible().filter(({ streaming }) => !streaming && streaming !== undefined).length === 2,
    );
    await connector.until(() => connector.visible().every(({ activity }) => activity.attachments?.length === 1));
    expect(connector.calls.every(({ status }) => status < 400)).toBe(true);
    expect(connector.visible()).toHaveLength(2);
  });

  it('失敗は、書きかけの文章に代えて、その理由の一文で伝える', async () => {
    const failure: ReplyEvent = { kind: 'failure', error: new KanameError('model_busy', 'ただいま混み合っています。') };
    bot = await startTestBot(says([...STEPS, failure], 150));
    await post(bot.url, personalMessage('質問', to));
    await finished();
    expect(connector.visible()).toHaveLength(1);
    expect(connector.visible()[0]?.activity.text).toBe('ただいま混み合っています。');
    expect(connector.visible()[0]?.activity.attachments ?? []).toEqual([]);
  });
});

describe('チャネルとグループチャット', () => {
  it('経過のメッセージを書き換えていき、同じメッセージを回答にする', async () => {
    const steps: ReplyEvent[] = [
      { kind: 'accepted' },
      { kind: 'progress', text: '規程を探しています' },
      { kind: 'progress', text: '条文を確かめています' },
      {
        kind: 'final',
        turn: 'turn-1',
        answer: answer({ parts: [{ kind: 'citations', title: '根拠', citations: [citation()] }] }),
      },
    ];
    bot = await startTestBot(says(steps, 150));
    await post(bot.url, channelMention('質問', to));
    await connector.until(() => connector.visible()[0]?.activity.attachments?.length === 1);
    const methods = connector.calls.filter(({ activity }) => activity?.type === 'message').map(({ method }) => method);
    expect(methods).toEqual(['POST', 'PUT', 'PUT']);
    const [shown] = connector.visible();
    expect(connector.visible()).toHaveLength(1);
    expect(shown?.activity.entities?.[0]?.citation).toHaveLength(1);
    expect(shown?.activity.channelData?.feedbackLoop).toEqual({ type: 'default' });
    expect(marks(connector.activities)).toEqual([]);
  });

  it('経過の間はカードを付けない', async () => {
    bot = await startTestBot(says([{ kind: 'accepted' }, { kind: 'progress', text: '探しています' }, FINAL], 60));
    await post(bot.url, channelMention('質問', to));
    await connector.until(() => connector.visible().length === 1);
    expect(connector.visible()[0]?.activity).toMatchObject({ text: '探しています', textFormat: 'plain' });
    expect(connector.visible()[0]?.activity.attachments ?? []).toEqual([]);
    await connector.until(() => connector.visible()[0]?.activity.attachments?.length === 1);
  });

  it('すぐに答えられたときは、経過のメッセージを送らない', async () => {
    bot = await startTestBot(says([{ kind: 'accepted' }, { kind: 'progress', text: '探しています' }, FINAL]));
    await post(bot.url, channelMention('質問', to));
    await connector.until(() => connector.visible().length === 1);
    expect(connector.calls.filter(({ activity }) => activity?.type === 'message').map(({ method }) => method)).toEqual([
      'POST',
    ]);
  });
});
