import '../contracts/againWhenBusy.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FakePerson, FakeRoom } from '../../bench/direct/fakeDirectServer.mjs';
import type { DirectChannel } from '../../src/channels/logo/direct/directChannel.ts';
import { openDirectSession } from '../../src/channels/logo/direct/directSession.ts';
import { type DirectFixture, startDirectFixture } from '../contracts/directFixture.ts';
import { type InRooms, startInRooms } from './logoRoom.ts';
import { committeeRecord, sampleLibrary } from './wholeBot.ts';

const CALM = { info() {}, warn() {}, error() {} };
const QUICK = { firstWaitMs: 30, longestWaitMs: 200, signInMs: 8_000, paceMs: 1, answerMs: 5_000 };
const QUESTION = '規程 年次有給休暇は何日もらえますか？';
const TEXT = 1;
const NOTE = 10;
const SELECT = 502;
const YES_NO = 500;

let fixture: DirectFixture;
let inRooms: InRooms;
let channel: DirectChannel;
let hanako: FakePerson;
let pair: FakeRoom;

/** Signs in anew, with what is stored and remembered from before. */
async function signIn(before?: InRooms): Promise<void> {
  const { server, storagePath } = fixture;
  const session = openDirectSession({ token: server.token, endpoint: server.url, storagePath, log: CALM, ...QUICK });
  inRooms = await startInRooms(session, before);
  ({ channel } = inRooms);
  for (const limit = Date.now() + 8_000; !session.connected() && Date.now() < limit; ) await delay(10);
  expect(session.connected()).toBe(true);
}

beforeAll(() => sampleLibrary(), 60_000);
beforeEach(async () => {
  fixture = await startDirectFixture();
  hanako = fixture.server.person('見本 花子');
  pair = fixture.server.pairRoom(hanako);
  await signIn();
});
afterEach(async () => {
  await channel.stop(1000);
  await fixture.close();
});

const fromBot = (room: FakeRoom) => fixture.server.messages(room).filter(({ isBot }) => isBot);
const textsIn = (room: FakeRoom) =>
  fromBot(room).flatMap(({ type, content }) => (type === TEXT ? [content as string] : []));
const answersIn = (room: FakeRoom) => textsIn(room).filter((text) => text.includes('【根拠の条文】'));
const newest = (room: FakeRoom, type: number) => fromBot(room).findLast((message) => message.type === type);
const until = <T>(found: () => T | undefined | false) => fixture.server.until(found);
/** The answer to one more message: what one person says in a room is answered in order, so that a second answer came before. */
const settled = async (room: FakeRoom) => {
  const { server } = fixture;
  server.say(room, hanako, room.kind === 'pair' ? 'ヘルプ' : `${server.mention()} さん ヘルプ`);
  await until(() => textsIn(room).some((text) => text.includes('Kaname（要）の使い方')));
};

describe('LoGoチャットで話す（direct-js の本物と、まねたサーバー）', () => {
  it('一つの質問に、受け付けと、引用のある答えと、選択スタンプが届く', async () => {
    fixture.server.say(pair, hanako, QUESTION);
    const stamp = await until(() => newest(pair, SELECT));
    expect(textsIn(pair)[0]).toBe('質問を受け付けました。');
    expect(answersIn(pair)).toEqual([expect.stringContaining('第12条第1項')]);
    fixture.server.press(stamp.id, stamp.content.options.indexOf('条文1を見る'), hanako);
    await until(() => textsIn(pair).find((text) => text.startsWith('見本市職員の勤務時間')));
  });

  it('答えの途中で切れ、同じ知らせが二度届いても、答えはちょうど一つである', async () => {
    const { server } = fixture;
    const group = server.groupRoom('総務課', [hanako]);
    server.lose('create_message', 'after');
    const question = server.say(group, hanako, `${server.mention()} さん ${QUESTION}`);
    server.repeat(question);
    await until(() => answersIn(group).length > 0);
    server.repeat(question);
    await settled(group);
    expect(answersIn(group)).toEqual([expect.stringContaining(`{@:${hanako.id},6}@見本 花子 さん\n`)]);
    expect(textsIn(group).filter((text) => text === '質問を受け付けました。')).toHaveLength(2);
  });

  it('受け付けと答えのあいだで切れても、つながり直してから答える', async () => {
    const { server } = fixture;
    server.delay(50);
    server.say(pair, hanako, QUESTION);
    await until(() => textsIn(pair).length === 1);
    server.disconnect();
    server.delay(0);
    await until(() => answersIn(pair).length > 0);
    await settled(pair);
    expect(answersIn(pair)).toHaveLength(1);
  });

  it('止まっているあいだに来た質問に、次の起動で一度だけ答える', async () => {
    await channel.stop(1000);
    fixture.server.say(pair, hanako, QUESTION);
    await signIn(inRooms);
    await until(() => answersIn(pair).length > 0);
    await channel.stop(1000);
    await signIn(inRooms);
    await settled(pair);
    expect(answersIn(pair)).toHaveLength(1);
  });

  it('様式を一つずつ答え、はいを押すと、文案がノートで、続けてWordで届く', async () => {
    const { server } = fixture;
    server.say(pair, hanako, '文案');
    const genres = await until(() => newest(pair, SELECT));
    server.press(genres.id, genres.content.options.indexOf('あいさつ文'), hanako);
    for (const [asked, said] of [
      ['質問1／', '見本市総合防災訓練'],
      ['質問2／', '省略'],
      ['質問3／', '省略'],
      ['質問4／', '市長'],
      ['質問5／', '省略'],
      ['質問6／', '省略'],
      ['質問7／', '日頃の備えを大切に。'],
      ['質問8／', '省略'],
    ] as const) {
      await until(() => textsIn(pair).find((text) => text.includes(asked)));
      server.say(pair, hanako, said);
    }
    const confirm = await until(() => newest(pair, YES_NO));
    server.press(confirm.id, 0, hanako);
    await until(() => server.notes(pair)[0]?.text.includes('見本市総合防災訓練'));
    const offers = await until(() => {
      const stamp = newest(pair, SELECT);
      return stamp?.content.options.includes('Wordファイルで受け取る') ? stamp : undefined;
    });
    server.press(offers.id, offers.content.options.indexOf('Wordファイルで受け取る'), hanako);
    const file = await until(() => fromBot(pair).find(({ content }) => String(content.name).endsWith('.docx')));
    expect(server.fileOf(file)?.subarray(0, 2).toString()).toBe('PK');
  });

  it('グループに加わると、あいさつと、メンションの仕方のノートを、一度だけ残す', async () => {
    const { server } = fixture;
    const group = server.groupRoomWithoutBot('企画課', [hanako]);
    server.addBot(group, hanako);
    await until(() => server.notes(group).length > 0);
    server.disconnect();
    await settled(group);
    expect(server.notes(group).map(({ text }) => text)).toEqual([expect.stringContaining('メンション')]);
    expect(fromBot(group).filter(({ type }) => type === NOTE)).toHaveLength(1);
  });

  it('送った会議録が、要約になって届く', async () => {
    const file = { name: '会議録.txt', contentType: 'text/plain', bytes: Buffer.from(committeeRecord) };
    fixture.server.sendFile(pair, hanako, file);
    const note = await until(() => fixture.server.notes(pair)[0]);
    expect(note.text).toContain('決定事項');
  });
});
