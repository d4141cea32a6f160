import '../contracts/againWhenBusy.ts';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ReplyEvent } from '../../src/conversation/message.ts';
import {
  channelMention,
  type FakeConnector,
  inbound,
  personalMessage,
  post,
  startFakeConnector,
  submit,
} from '../contracts/fakeConnector.ts';
import { answer, says, startTestBot, type TestBot } from '../contracts/teamsFixture.ts';

const ANSWERED: ReplyEvent[] = [{ kind: 'accepted' }, { kind: 'final', answer: answer(), turn: 'turn-1' }];
let connector: FakeConnector;
let bot: TestBot;
let to: { serviceUrl: string };

beforeEach(async () => {
  connector = await startFakeConnector();
  to = { serviceUrl: connector.url };
  bot = await startTestBot(says(ANSWERED));
});
afterEach(async () => {
  await bot.close();
  await connector.close();
});

const raw = (body: string | Buffer, headers: Record<string, string> = {}, path = '/api/messages') =>
  fetch(`${bot.url}${path}`, {
    method: 'POST',
    body: new Uint8Array(Buffer.from(body)),
    headers: { 'content-type': 'application/json', ...headers },
  });
const alive = async () => {
  await post(bot.url, personalMessage('まだ動いていますか', to));
  await connector.until(() => bot.messages.length > 0);
};

describe('認証のない起動では', () => {
  it.each([
    'https://smba.trafficmanager.net/jp/',
    'http://10.0.0.1/',
    'http://169.254.169.254/',
    'http://127.0.0.1@attacker.example.invalid/',
    'http://127.0.0.1.attacker.example.invalid/',
    'http://localhost.attacker.example.invalid/',
    'file:///etc/passwd',
    'http://0.0.0.0:80/',
  ])('この端末の外（%s）へは答えない', async (serviceUrl) => {
    const response = await post(bot.url, personalMessage('質問', { serviceUrl }));
    expect(response.status).toBe(403);
    expect(bot.messages).toEqual([]);
  });

  it('宛先のない要求、宛先の形をしていない要求を拒む', async () => {
    for (const serviceUrl of ['', 'not a url', undefined, 5]) {
      expect((await post(bot.url, { ...personalMessage('質問', to), serviceUrl })).status).toBe(400);
    }
  });

  it('会話のIDで別の場所を呼ばせない', async () => {
    const conversation = '../../../admin?x=';
    await post(bot.url, personalMessage('質問', { ...to, conversation }));
    await connector.until(({ calls }) => calls.length > 0);
    expect(connector.calls.every((call) => call.conversation === conversation)).toBe(true);
  });
});

describe('壊れた要求', () => {
  it.each([
    ['JSONでない', 'こんにちは'],
    ['空', ''],
    ['配列', '[]'],
    ['null', 'null'],
    ['種類がない', '{"text":"質問"}'],
    ['差出人が文字', JSON.stringify({ ...personalMessage('x', { serviceUrl: 'http://127.0.0.1' }), from: 'me' })],
  ])('%s：400と一文だけを返す', async (_name, body) => {
    const response = await raw(body);
    expect(response.status).toBe(400);
    expect(await response.text()).toBe('リクエストの形式が正しくありません。');
  });

  it('中身の形が違っても落ちない', async () => {
    const odd = {
      entities: [null, 5, { type: 'mention' }],
      attachments: [null, 'x'],
      text: { a: 1 },
      timestamp: 'いつか',
    };
    expect((await post(bot.url, inbound('message', to, odd))).status).toBe(200);
    expect((await post(bot.url, inbound('conversationUpdate', to, { membersAdded: [null, 5] }))).status).toBe(200);
    expect(
      (await post(bot.url, inbound('invoke', to, { name: 'adaptiveCard/action', value: { action: null } }))).status,
    ).toBe(501);
    await alive();
  });

  it('ボタンの値でオブジェクトの土台を書き換えさせない', async () => {
    const value = JSON.parse(
      '{"kaname":{"name":"say","data":{"__proto__":"x","text":"a"}},"__proto__":{"polluted":"y"}}',
    );
    await post(bot.url, inbound('message', to, { value }));
    await connector.until(() => bot.messages.length > 0);
    expect({}).not.toHaveProperty('polluted');
    expect(bot.messages[0]?.action?.data.text).toBe('a');
  });

  it('何百もの入力欄は、初めの百までを読む', async () => {
    const inputs = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`f${index}`, 'x']));
    await post(bot.url, submit('draft', {}, inputs, to));
    await connector.until(() => bot.messages.length > 0);
    expect(Object.keys(bot.messages[0]?.action?.data ?? {})).toHaveLength(100);
  });

  it('閉じないタグを並べた長い文章でも、処理を止めない', async () => {
    const startedAt = performance.now();
    await post(bot.url, { ...channelMention('', to), text: '<at'.repeat(60_000) });
    await post(bot.url, { ...channelMention('', to), text: '<at>'.repeat(50_000) });
    expect(performance.now() - startedAt).toBeLessThan(1_500);
    await alive();
  });
});

describe('サーバー', () => {
  it('256KBを超える要求は413、名乗らずに送っても同じ', async () => {
    const large = 'あ'.repeat(100_000);
    const response = await raw(large);
    expect(response.status).toBe(413);
    expect(await response.text()).toBe('送信されたデータが大きすぎます。');
    const stream = new ReadableStream({
      start(controller) {
        for (let index = 0; index < 5; index += 1) controller.enqueue(Buffer.alloc(100_000, 65));
        controller.close();
      },
    });
    const chunked = await fetch(`${bot.url}/api/messages`, {
      method: 'POST',
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect(chunked.status).toBe(413);
    await alive();
  });

  it('圧縮された要求は展開せずに415、壊れた圧縮でも落ちない', async () => {
    expect((await raw(gzipSync(Buffer.alloc(50_000_000)), { 'content-encoding': 'gzip' })).status).toBe(415);
    expect((await raw('not gzip', { 'content-encoding': 'gzip' })).status).toBe(415);
    await alive();
  });

  it('知らない場所は404、違う呼び方は405で、一文だけを返す', async () => {
    const missing = await fetch(`${bot.url}/admin`);
    expect([missing.status, await missing.text()]).toEqual([404, 'お探しのページはありません。']);
    const wrong = await fetch(`${bot.url}/api/messages`);
    expect([wrong.status, await wrong.text()]).toEqual([405, 'この呼び出し方には対応していません。']);
    expect(wrong.headers.get('allow')).toContain('POST');
  });

  it('使っているソフトウェアの名前を名乗らない', async () => {
    const { headers } = await fetch(`${bot.url}/healthz`);
    expect(headers.get('server')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});
