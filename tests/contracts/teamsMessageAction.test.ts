import './againWhenBusy.ts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cardFor } from '../../src/cards/card.ts';
import type { ReplyEvent } from '../../src/conversation/message.ts';
import { KanameError } from '../../src/errors.ts';
import { cardProblems } from '../unit/cardsProblems.ts';
import {
  type FakeConnector,
  inbound,
  messageAction,
  PERSONAL,
  post,
  refusals,
  startFakeConnector,
  USER,
} from './fakeConnector.ts';
import { answer, says, startTestBot, type TestBot } from './teamsFixture.ts';

let connector: FakeConnector;
let bot: TestBot;
let to: { serviceUrl: string };

const ANSWERED: ReplyEvent[] = [
  { kind: 'accepted' },
  { kind: 'progress', text: '1/2節を読んでいます…' },
  { kind: 'final', answer: answer({ command: 'summarize', title: '要約' }), turn: 'turn-1' },
];
const LINK = 'https://teams.microsoft.com/l/message/19%3Ax/1611060744833?context=(a)';
const PAYLOAD = {
  id: '1611060744833',
  linkToMessage: LINK,
  createdDateTime: '2026-11-20T00:30:00.000Z',
  subject: '説明会について',
  body: {
    contentType: 'html',
    content:
      '<div><at id="0">佐藤</at>さんへ</div><div>説明会は12月3日に行います。<br>資料は来週までに送ってください。</div><ul><li>会場：第1会議室</li></ul>',
  },
  from: { user: { id: 'x', displayName: '田中 花子' } },
  attachments: [],
};

beforeEach(async () => {
  connector = await startFakeConnector();
  connector.personalChats.set(USER.id, PERSONAL);
  to = { serviceUrl: connector.url };
  bot = await startTestBot(says(ANSWERED, 40), { cardFor });
});
afterEach(async () => {
  await bot.close();
  await connector.close();
});

const settled = () => new Promise((resolve) => setTimeout(resolve, 150));
/** The words of the dialog; fails where the body is no dialog. */
function dialogIn({ status, body }: { status: number; body: string }): string {
  expect(status).toBe(200);
  const { task } = JSON.parse(body);
  expect(task).toMatchObject({ type: 'continue', value: { title: '要約する', height: 'small', width: 'small' } });
  const { card } = task.value;
  expect(card.contentType).toBe('application/vnd.microsoft.card.adaptive');
  expect(cardProblems(card.content)).toEqual([]);
  return card.content.body[0].text;
}
const press = async (payload: unknown = PAYLOAD, fields: object = {}) =>
  dialogIn(await post(bot.url, { ...messageAction(payload, to), ...fields }));
const cards = () => connector.visible(PERSONAL).filter(({ activity }) => activity.attachments?.length);

describe('メッセージの「要約する」', () => {
  it('すぐにダイアログで答え、結果は個人チャットの一つのメッセージになる', async () => {
    const startedAt = performance.now();
    expect(await press()).toContain('要約しています');
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    await connector.until(() => cards().length === 1);
    const [shown] = connector.visible();
    expect(connector.visible()).toHaveLength(1);
    expect(shown?.conversation).toBe(PERSONAL);
    expect(shown?.activity.text).toBe(
      '元のメッセージ：田中 花子さん、2026/11/20 9:30 [開く](https://teams.microsoft.com/l/message/19%3Ax/1611060744833?context=%28a%29)',
    );
  });

  it('個人チャットは、押した人との間に、その組織のものとして開く', async () => {
    await press();
    expect(connector.calls[0]).toMatchObject({
      method: 'POST',
      conversation: '',
      activity: { isGroup: false, members: [{ id: USER.id }], bot: { id: '28:kaname' }, tenantId: expect.any(String) },
    });
  });

  it('だれがいつ書いたかとともに、HTMLを文章にして要約へ渡す', async () => {
    await press();
    await connector.until(() => bot.messages.length > 0);
    expect(bot.messages[0]).toMatchObject({
      conversation: { id: PERSONAL, kind: 'personal' },
      sender: { id: USER.aadObjectId },
      text: '',
      action: {
        name: 'summarize',
        data: {
          text: '2026/11/20 9:30 田中 花子\n件名：説明会について\n佐藤さんへ\n説明会は12月3日に行います。\n資料は来週までに送ってください。\n・会場：第1会議室',
        },
      },
    });
    expect(await bot.messages[0]?.audience?.()).toEqual([USER.aadObjectId]);
  });

  it('同じ呼び出しが再び届いても、二度は要約しない', async () => {
    const again = { ...messageAction(PAYLOAD, to), id: 'f:1' };
    expect(dialogIn(await post(bot.url, again))).toContain('要約しています');
    expect(dialogIn(await post(bot.url, again))).toContain('要約しています');
    await connector.until(() => cards().length === 1);
    await settled();
    expect(bot.messages).toHaveLength(1);
    expect(connector.visible()).toHaveLength(1);
  });

  it('会話が受け付けなかった（同じものを要約中の）ときは、途中の表示を残さない', async () => {
    await bot.close();
    bot = await startTestBot(says([]), { cardFor });
    await press();
    await connector.until(() => connector.calls.some(({ method }) => method === 'DELETE'));
    expect(connector.visible()).toEqual([]);
  });

  it('失敗したときも、どのメッセージのことかとともに、途中の表示に代えて伝える', async () => {
    await bot.close();
    const error = new KanameError('model_busy', '混み合っています。');
    bot = await startTestBot(says([{ kind: 'accepted' }, { kind: 'failure', error }]), { cardFor });
    await press();
    await connector.until(() =>
      connector.visible().some(({ activity }) => activity.text?.includes('混み合っています')),
    );
    expect(connector.visible()).toHaveLength(1);
    expect(connector.visible()[0]?.activity.text).toContain('元のメッセージ：田中 花子さん');
  });

  it('メッセージに付いたファイルは読んでいないと、結果で断る', async () => {
    const attachments = [{ contentType: 'reference', name: '予算案.xlsx', contentUrl: 'https://m.sharepoint.com/a' }];
    await press({ ...PAYLOAD, attachments });
    await connector.until(() => cards().length === 1);
    expect(JSON.stringify(cards()[0]?.activity.attachments)).toContain('「予算案.xlsx」は、読み取っていません');
  });
});

describe('個人チャットに送れないとき', () => {
  it('ボットを追加していない人には、追加のしかたを示し、要約しない', async () => {
    connector.personalChats.clear();
    expect(await press()).toContain('「追加」を押して');
    await settled();
    expect(bot.messages).toEqual([]);
    expect(connector.visible()).toEqual([]);
  });

  it('開けても最初のメッセージが拒まれれば、同じように示す', async () => {
    connector.script(({ resource }) => (resource === 'activities' ? refusals.notInstalled : undefined));
    expect(await press()).toContain('「追加」を押して');
    expect(bot.messages).toEqual([]);
  });

  it.each([
    ['エラーのとき', refusals.serverError],
    ['混み合うとき', refusals.throttled(5)],
    ['応答がないとき', { status: 200, delayMs: Number.POSITIVE_INFINITY }],
  ])('%sは、後でもう一度と伝える', async (_, refusal) => {
    connector.script(({ conversation }) => (conversation === '' ? refusal : undefined));
    const startedAt = performance.now();
    expect(await press()).toContain('もう一度');
    expect(performance.now() - startedAt).toBeLessThan(1_500);
    expect(bot.messages).toEqual([]);
  });

  it('断った後で届いた最初のメッセージは、取り消す', async () => {
    connector.script(({ conversation }) =>
      conversation === '' ? { status: 201, body: { id: PERSONAL }, delayMs: 250 } : undefined,
    );
    await bot.close();
    bot = await startTestBot(says(ANSWERED), { cardFor, timing: { ...QUICKER } });
    expect(await press()).toContain('もう一度');
    await settled();
    await settled();
    expect(connector.visible()).toEqual([]);
    expect(bot.messages).toEqual([]);
  });

  it('ボタンを覚える場所が使えなくても、ダイアログで伝える', async () => {
    await bot.close();
    const broken = async () => {
      throw new KanameError('store_unavailable', '保存先が使えません。');
    };
    const memory = { rememberMessage: broken, turnOfMessage: broken, claimGreeting: broken, claim: broken };
    bot = await startTestBot(says(ANSWERED), { cardFor, memory });
    expect(await press()).toContain('もう一度');
  });
});

const QUICKER = { dialogMs: 100 };

describe('形の違う呼び出しにも、200とダイアログで答える', () => {
  it.each([
    ['本文が空', { ...PAYLOAD, body: { contentType: 'html', content: '<p> </p>' } }, '文章がありません'],
    [
      'ファイルだけ',
      {
        ...PAYLOAD,
        body: { contentType: 'html', content: '<attachment id="3fa85f64-5717-4562-b3fc-2c963f66afa6"></attachment>' },
      },
      '個人チャット',
    ],
    ['画像だけ', { ...PAYLOAD, body: { contentType: 'html', content: '<img src="x">' } }, '画像は、読み取っていません'],
    ['メッセージがない', null, '受け取れませんでした'],
    ['メッセージが文字列', 'x', '受け取れませんでした'],
    ['本文がない', { from: {} }, '受け取れませんでした'],
    ['本文が数', { body: { content: 5 } }, '受け取れませんでした'],
    ['本文が長すぎる', { body: { contentType: 'html', content: '<p>あ</p>'.repeat(15_000) } }, '受け取れませんでした'],
    ['要素が多すぎる', { body: { contentType: 'html', content: '<div>'.repeat(10_000) } }, '受け取れませんでした'],
  ])('%s', async (_, payload, words) => {
    expect(await press(payload)).toMatch(new RegExp(words));
    await settled();
    expect(bot.messages).toEqual([]);
    expect(connector.calls).toEqual([]);
  });

  it.each([undefined, 'x', {}, { commandId: 'other' }, { commandId: 'summarizeMessage', messagePayload: [] }])(
    '値が %p',
    async (value) => {
      dialogIn(await post(bot.url, inbound('invoke', to, { name: 'composeExtension/fetchTask', value })));
      expect(connector.calls).toEqual([]);
    },
  );

  it.each([
    ['書いた人も時刻もリンクもない', { body: { content: '会議は10時からです。資料を持参してください。' } }],
    [
      '種類の違う値ばかり',
      { ...PAYLOAD, from: 5, createdDateTime: 'いつか', linkToMessage: 7, subject: {}, attachments: 'x' },
    ],
    ['アプリが書いた', { ...PAYLOAD, from: { user: null, application: { displayName: '通知' } } }],
    ['文字だけ', { ...PAYLOAD, body: { contentType: 'text', content: '会議は10時からです。' } }],
  ])('%sメッセージも要約する', async (_, payload) => {
    expect(await press(payload)).toContain('要約しています');
    await connector.until(() => cards().length === 1);
  });

  it('会話の書かれていない（1対1のチャットからの）呼び出しにも答える', async () => {
    expect(await press(PAYLOAD, { conversation: undefined })).toContain('要約しています');
    await connector.until(() => cards().length === 1);
  });

  it('Teams以外へのリンクは、示さない', async () => {
    await press({ ...PAYLOAD, linkToMessage: 'https://teams.microsoft.com.evil.example/l/message' });
    await connector.until(() => cards().length === 1);
    expect(JSON.stringify(connector.visible())).not.toContain('evil');
  });

  it('名前に書式や改行があっても、そのまま文字として示す', async () => {
    const name = '[クリック](https://evil.example)\n# 偽の見出し';
    await press({ ...PAYLOAD, from: { user: { displayName: name } } });
    await connector.until(() => cards().length === 1);
    expect(cards()[0]?.activity.text).not.toMatch(/\]\(https?:\/\/evil|\n# /);
  });

  it('ダイアログから何かが送られても、200と正しい本文で答える', async () => {
    const submitted = inbound('invoke', to, { name: 'composeExtension/submitAction', value: { data: {} } });
    const { status, body } = await post(bot.url, submitted);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ task: { type: 'message', value: expect.any(String) } });
  });
});
