import '../contracts/againWhenBusy.ts';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { cardFor } from '../../src/cards/card.ts';
import { createServer, type HttpServer } from '../../src/channels/server.ts';
import type { TeamsChannel } from '../../src/channels/teams/teamsChannel.ts';
import { createTeamsChannel } from '../../src/channels/teams/teamsChannel.ts';
import {
  CHANNEL,
  channelMention,
  execute,
  type FakeConnector,
  feedback,
  inbound,
  membersAdded,
  messageAction,
  PERSONAL,
  personalMessage,
  post,
  startFakeConnector,
  submit,
  USER,
  type VisibleMessage,
} from '../contracts/fakeConnector.ts';
import { QUICK } from '../contracts/teamsFixture.ts';
import { cardProblems } from '../unit/cardsProblems.ts';
import { committeeRecord, sampleLibrary, startWholeBot, type WholeBot } from './wholeBot.ts';

let connector: FakeConnector;
let bot: WholeBot;
let channel: TeamsChannel;
let server: HttpServer;
let url: string;

beforeAll(() => sampleLibrary(), 60_000);
beforeEach(async () => {
  connector = await startFakeConnector();
  bot = await startWholeBot();
  const quiet = () => {};
  const log = { info: quiet, warn: quiet, error: quiet };
  channel = createTeamsChannel({ conversation: bot.conversation, cardFor, log, timing: QUICK });
  server = createServer({ log, ready: async () => ({ ready: true, details: {} }), metrics: async () => '' });
  channel.attach(server);
  ({ url } = await server.listen(0, '127.0.0.1'));
});
afterEach(async () => {
  await channel.stop(1000);
  await server.close(0);
  await connector.close();
});

const at = () => ({ serviceUrl: connector.url });
const cardOf = (message: VisibleMessage | undefined) =>
  message?.activity.attachments?.[0]?.content as Record<string, unknown> | undefined;
const answered =
  (conversation: string, count = 1) =>
  () =>
    connector.visible(conversation).filter((message) => !message.streaming && cardOf(message)).length >= count;

describe('Teamsのメッセージを要約する', () => {
  const said =
    '<p>令和9年度の予算要求について、財政課から説明がありました。</p><p>各課は、要求書を12月11日までに提出することに決まりました。</p><p>前年度から5％の削減を目標とします。</p><p>佐藤さんは、様式を来週の月曜日までに各課へ送ってください。</p>';

  it('だれがいつ書いたかを踏まえた要約が、個人チャットに一つだけ届く', async () => {
    connector.personalChats.set(USER.id, PERSONAL);
    const payload = {
      createdDateTime: '2026-11-20T00:30:00Z',
      body: { contentType: 'html', content: said },
      from: { user: { displayName: '田中 花子' } },
      linkToMessage: 'https://teams.microsoft.com/l/message/1',
    };
    const { status } = await post(url, messageAction(payload, at()));
    expect(status).toBe(200);
    await connector.until(answered(PERSONAL));
    const [shown, ...more] = connector.visible();
    expect(more).toEqual([]);
    const card = JSON.stringify(cardOf(shown));
    expect(card).toContain('12月11日');
    // 「来週の月曜日」 counts from the day the message was written.
    expect(card).toContain('11月23日');
    expect(card).toContain('田中 花子');
    expect(shown?.activity.text).toContain('田中 花子さん、2026/11/20 9:30');
  });
});

describe('Teamsで話す', () => {
  it('個人チャットの質問に、引用つきのカードが一つだけ残る', async () => {
    expect((await post(url, personalMessage('規程 年次有給休暇はいつまでに届け出ますか？', at()))).status).toBe(200);
    await connector.until(answered(PERSONAL));
    const shown = connector.visible(PERSONAL);
    expect(shown).toHaveLength(1);
    const entity = shown[0]?.activity.entities?.find(({ type }) => type === 'https://schema.org/Message');
    expect(entity).toMatchObject({
      additionalType: ['AIGeneratedContent'],
      citation: expect.arrayContaining([expect.objectContaining({ '@type': 'Claim', position: 1 })]),
    });
    expect(shown[0]?.activity.channelData).toMatchObject({ feedbackLoop: { type: 'default' } });
    expect(cardProblems(cardOf(shown[0]) ?? {})).toEqual([]);
  });

  it('チャネルで話しかけられると、一つのメッセージだけで答える', async () => {
    await post(url, channelMention('規程 出張の日当はいくらですか？', at()));
    await connector.until(answered(CHANNEL));
    expect(connector.visible(CHANNEL)).toHaveLength(1);
    expect(connector.activities.filter(({ type }) => type === 'typing')).toEqual([]);
  });

  it('チャネルで呼ばれていない会話には、答えない', async () => {
    const activity = { ...channelMention('お昼どうする？', at()), text: 'お昼どうする？', entities: [] };
    await post(url, activity);
    await channel.stop(5000);
    expect(connector.calls).toEqual([]);
  });

  it('ボタンと様式を押していくと、文案ができる', async () => {
    await post(url, submit('draft.form', { genre: 'greeting' }, {}, at()));
    await connector.until(answered(PERSONAL));
    const values = { event: '総合防災訓練', speaker: '市長', message: '備えを大切に。' };
    await post(url, submit('draft.write', { genre: 'greeting' }, values, at()));
    await connector.until(answered(PERSONAL, 2));
    expect(JSON.stringify(cardOf(connector.visible(PERSONAL).at(-1)))).toContain('総合防災訓練');
  });

  it('Action.Execute は、すぐに受け付け、結果は別に届く', async () => {
    const response = await post(url, execute('say', { text: 'ヘルプ' }, {}, at()));
    expect(response.status).toBe(200);
    await connector.until(answered(PERSONAL));
  });

  it('評価は、その答えの履歴に残る', async () => {
    await post(url, personalMessage('規程 年次有給休暇はいつまでに届け出ますか？', at()));
    await connector.until(answered(PERSONAL));
    const card = connector.visible(PERSONAL)[0]?.id ?? '';
    // Which message shows which turn is kept just after the message is sent, so that a thumb this quick may be early.
    let reaction: object | undefined;
    for (let tries = 0; reaction === undefined && tries < 50; tries++) {
      expect((await post(url, feedback('like', '助かりました', { ...at(), card }))).status).toBe(200);
      reaction = (await bot.history.page(PERSONAL, 1)).turns[0]?.reaction;
    }
    expect(reaction).toMatchObject({ value: 'like', comment: '助かりました' });
  });

  it('追加されると、一度だけあいさつする', async () => {
    await post(url, membersAdded(at()));
    await connector.until(answered(PERSONAL));
    expect(JSON.stringify(cardOf(connector.visible(PERSONAL)[0]))).toContain('はじめまして');
  });

  it('知らない呼び出しには、落ちずに断りを返す', async () => {
    const response = await post(url, inbound('invoke', at(), { name: 'tab/fetch', value: {} }));
    expect(response.status).toBe(501);
  });

  it('会議録を要約したカードは、スキーマに合い、25KBに収まる', async () => {
    await post(url, personalMessage(`要約\n${committeeRecord}`, at()));
    await connector.until(answered(PERSONAL));
    const card = cardOf(connector.visible(PERSONAL)[0]) ?? {};
    expect(cardProblems(card)).toEqual([]);
    expect(JSON.stringify(card).length * 2).toBeLessThanOrEqual(25_000);
  });
});
