import './againWhenBusy.ts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ReplyEvent } from '../../src/conversation/message.ts';
import {
  BOT,
  channelMention,
  execute,
  type FakeConnector,
  feedback,
  inbound,
  membersAdded,
  personalMessage,
  post,
  startFakeConnector,
  submit,
  USER,
} from './fakeConnector.ts';
import { answer, says, startTestBot, type TestBot } from './teamsFixture.ts';

let connector: FakeConnector;
let bot: TestBot;
let to: { serviceUrl: string };

const ANSWERED: ReplyEvent[] = [{ kind: 'accepted' }, { kind: 'final', answer: answer(), turn: 'turn-1' }];

beforeEach(async () => {
  connector = await startFakeConnector();
  to = { serviceUrl: connector.url };
  bot = await startTestBot(says(ANSWERED));
});
afterEach(async () => {
  await bot.close();
  await connector.close();
});

const arrived = async () => {
  await connector.until(() => bot.messages.length > 0);
  return bot.messages[0];
};
const settled = () => new Promise((resolve) => setTimeout(resolve, 100));

describe('Teamsから届くもの', () => {
  it('1対1の文章を、送信者・会話・時刻とともに渡す', async () => {
    await post(bot.url, personalMessage('年休は何日？', { ...to, id: 'm-1', timestamp: '2026-11-22T01:02:03Z' }));
    expect(await arrived()).toEqual({
      id: 'm-1',
      channel: 'teams',
      conversation: { id: 'a:personal-chat', kind: 'personal' },
      sender: { id: USER.aadObjectId, name: USER.name },
      text: '年休は何日？',
      sentAt: new Date('2026-11-22T01:02:03Z'),
      audience: expect.any(Function),
    });
  });

  it('チャネルでのメンションは、ボットの名前を除いて渡す', async () => {
    await post(bot.url, channelMention('規程 &amp; 要綱\r\n2行目', to));
    expect(await arrived()).toMatchObject({ text: '規程 & 要綱\n2行目', conversation: { kind: 'channel' } });
  });

  it('メンションだけなら、空の文章として渡す', async () => {
    await post(bot.url, channelMention('', to));
    expect((await arrived())?.text).toBe('');
  });

  it('グループチャットを見分ける', async () => {
    await post(bot.url, channelMention('要約して', { ...to, scope: 'groupChat' }));
    expect((await arrived())?.conversation.kind).toBe('group');
  });

  it('ボタン（Action.Submit）は、動作と入力欄の値を文字にして渡す', async () => {
    await post(
      bot.url,
      submit('draft', { genre: 'notice' }, { title: '説明会', count: 3, sent: true, bad: { a: 1 } }, to),
    );
    expect(await arrived()).toMatchObject({
      text: '',
      action: { name: 'draft', data: { genre: 'notice', title: '説明会', count: '3', sent: 'true' } },
    });
    expect((await arrived())?.action?.data).not.toHaveProperty('bad');
  });

  it('Action.Execute には要求の中で「受け付けました」と答え、回答は後から送る', async () => {
    const response = await post(bot.url, execute('shorten', { turn: 't' }, { draft: '本文' }, to));
    expect(response.status).toBe(200);
    expect(JSON.parse(response.body)).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: '受け付けました。',
    });
    expect((await arrived())?.action).toEqual({ name: 'shorten', data: { turn: 't', draft: '本文' } });
    await connector.until(() => connector.visible().length === 1);
  });

  it('形の違うボタンの値は、空の文章として扱う', async () => {
    await post(bot.url, inbound('message', to, { value: { kaname: { name: 5 } } }));
    expect(await arrived()).not.toHaveProperty('action');
  });

  it('評価は、そのメッセージが答えた往復に結び付ける', async () => {
    await post(bot.url, personalMessage('質問', to));
    await connector.until(() => connector.visible().length === 1);
    await settled();
    const card = connector.visible()[0]?.id ?? '';
    const response = await post(bot.url, feedback('dislike', '条文が古いです', { ...to, card }));
    expect(response).toEqual({ status: 200, body: '' });
    expect(bot.reactions).toEqual([
      {
        channel: 'teams',
        conversation: { id: 'a:personal-chat', kind: 'personal' },
        turn: 'turn-1',
        sender: { id: USER.aadObjectId },
        value: 'dislike',
        comment: '条文が古いです',
      },
    ]);
  });

  it('知らないメッセージへの評価や、形の違う評価は静かに受け流す', async () => {
    expect((await post(bot.url, feedback('like', '', { ...to, card: 'unknown' }))).status).toBe(200);
    const broken = { name: 'message/submitAction', value: { actionName: 'feedback', actionValue: 7 } };
    expect((await post(bot.url, inbound('invoke', to, broken))).status).toBe(200);
    expect(bot.reactions).toEqual([]);
  });

  it('追加されたときに一度だけあいさつし、職員の参加では何もしない', async () => {
    await post(bot.url, membersAdded(to, [{ id: '29:someone' }]));
    await post(bot.url, membersAdded(to));
    await post(bot.url, inbound('installationUpdate', to, { action: 'add' }));
    await connector.until(() => connector.visible().length === 1);
    await settled();
    expect(connector.visible()).toHaveLength(1);
    expect(connector.visible()[0]?.activity.attachments?.[0]?.content).toMatchObject({
      body: [{ text: 'ようこそ' }],
    });
    expect(connector.calls.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('削除されたときはあいさつしない', async () => {
    await post(bot.url, inbound('installationUpdate', to, { action: 'remove' }));
    await settled();
    expect(connector.calls).toEqual([]);
  });

  it('知らない呼び出し（invoke）には、対応していないと答える', async () => {
    for (const fields of [{ name: 'task/fetch', value: {} }, { name: 'message/submitAction' }, {}]) {
      const response = await post(bot.url, inbound('invoke', to, fields));
      expect(response).toEqual({ status: 501, body: 'この操作には対応していません。' });
    }
  });

  it.each(['messageReaction', 'messageUpdate', 'messageDelete', 'endOfConversation', 'typing', 'event'])(
    '%s は静かに受け流す',
    async (type) => {
      expect((await post(bot.url, inbound(type, to))).status).toBe(200);
      await settled();
      expect(bot.messages).toEqual([]);
      expect(connector.calls).toEqual([]);
    },
  );

  it('読み取れないものだけが送られたときは、文章を貼り付けるよう案内する', async () => {
    const card = { contentType: 'application/vnd.microsoft.card.hero', content: {} };
    await post(bot.url, inbound('message', to, { attachments: [card] }));
    await connector.until(() => connector.visible().length === 1);
    expect(connector.visible()[0]?.activity.text).toContain('貼り付けて');
    expect(bot.messages).toEqual([]);
  });

  it('文章に添えられたHTMLの写しは、ファイルと見なさない', async () => {
    const html = { contentType: 'text/html', content: '<p>質問</p>' };
    await post(bot.url, { ...personalMessage('質問', to), attachments: [html] });
    expect((await arrived())?.text).toBe('質問');
  });
});

describe('受信の応答', () => {
  it('回答を待たずに、すぐ200を返す', async () => {
    await bot.close();
    bot = await startTestBot(says(ANSWERED, 400));
    const startedAt = performance.now();
    expect(await post(bot.url, personalMessage('質問', to))).toEqual({ status: 200, body: '' });
    expect(performance.now() - startedAt).toBeLessThan(300);
    await connector.until(() => connector.visible().length === 1);
  });

  it('再送された（会話が受け付けなかった）メッセージには、入力中も表示しない', async () => {
    await bot.close();
    bot = await startTestBot(says([]));
    await post(bot.url, personalMessage('質問', to));
    await settled();
    expect(connector.calls).toEqual([]);
  });

  it('停止中は受け付けない', async () => {
    await bot.channel.stop(0);
    const response = await post(bot.url, personalMessage('質問', to));
    expect(response.status).toBe(503);
    expect(response.body).toContain('停止');
  });

  it('ボットの名前が違う表記でも、メンションを除く', async () => {
    const text = '<at id="0">かなめボット</at> 旅費の上限は？ <at>佐藤</at>さんの分';
    const entities = [
      { type: 'mention', text: '<at>かなめ</at>', mentioned: BOT },
      { type: 'mention', text: '<at>佐藤</at>', mentioned: { id: '29:sato', name: '佐藤' } },
    ];
    await post(bot.url, { ...channelMention('', to), text, entities });
    expect((await arrived())?.text).toBe('旅費の上限は？ 佐藤さんの分');
  });
});
