import './againWhenBusy.ts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CHANNEL,
  channelMention,
  type FakeConnector,
  type Member,
  membersAdded,
  PERSONAL,
  personalMessage,
  post,
  refusals,
  startFakeConnector,
  submit,
  TEAM,
  USER,
} from './fakeConnector.ts';
import { answer, QUICK, startTestBot, type TestBot } from './teamsFixture.ts';

const CHAT = '19:group@thread.v2';
const objectId = (n: number) => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`;
const member = (n: number): Member => ({ id: `29:${n}`, name: `職員${n}`, aadObjectId: objectId(n) });
const asker: Member = { id: USER.id, objectId: USER.aadObjectId.toUpperCase() };

let connector: FakeConnector;
let bot: TestBot;
let time: number;
let heard: (readonly string[] | undefined)[];
let to: { serviceUrl: string };

beforeEach(async () => {
  connector = await startFakeConnector();
  to = { serviceUrl: connector.url };
  time = Date.parse('2026-11-22T01:00:00Z');
  heard = [];
  bot = await startTestBot(
    async function* (message) {
      yield { kind: 'accepted' };
      heard.push(await message.audience?.());
      yield { kind: 'final', answer: answer(), turn: 'turn' };
    },
    { now: () => new Date(time), timing: { ...QUICK, audience: { deadlineMs: 300, keptMs: 60_000 } } },
  );
});
afterEach(async () => {
  await bot.close();
  await connector.close();
});

const audienceAfter = async (activity: Record<string, unknown>) => {
  const before = heard.length;
  await post(bot.url, activity);
  await connector.until(() => heard.length > before);
  return heard.at(-1);
};
const rosterCalls = () => connector.calls.filter(({ resource }) => resource === 'pagedmembers');

describe('答えを見る人', () => {
  it('1対1では、尋ねた人だけで、名簿は取りに行かない', async () => {
    expect(await audienceAfter(personalMessage('質問', to))).toEqual([USER.aadObjectId]);
    expect(await audienceAfter(submit('ask', { text: '質問' }, {}, to))).toEqual([USER.aadObjectId]);
    expect(rosterCalls()).toEqual([]);
  });

  it('Entra ID の分からない人には、答えない（だれか分からない）', async () => {
    const from = { id: '29:someone', name: '佐藤' };
    expect(await audienceAfter(personalMessage('質問', { ...to, from }))).toBeUndefined();
    connector.rosters.set(TEAM, [[asker]]);
    expect(await audienceAfter(channelMention('質問', { ...to, from }))).toBeUndefined();
  });

  it('チャネルでは、チームの全員を、ゲストも含めて、何ページでも読む', async () => {
    const guest = { ...member(3), userRole: 'guest' };
    connector.rosters.set(TEAM, [[asker, member(1)], [member(2)], [guest]]);
    expect(await audienceAfter(channelMention('質問', to))).toEqual([
      USER.aadObjectId,
      objectId(1),
      objectId(2),
      objectId(3),
    ]);
    expect(rosterCalls().map(({ conversation, query }) => [conversation, query.continuationToken])).toEqual([
      [TEAM, undefined],
      [TEAM, '1'],
      [TEAM, '2'],
    ]);
    await connector.until(() => connector.visible(CHANNEL).length === 1);
  });

  it('グループチャットでは、そのチャットの全員を読む', async () => {
    connector.rosters.set(CHAT, [[asker, member(1)]]);
    const chat = { ...to, scope: 'groupChat', conversation: CHAT } as const;
    expect(await audienceAfter(channelMention('質問', chat))).toEqual([USER.aadObjectId, objectId(1)]);
  });

  it('名簿は数分だけ覚え、同時の質問でも一度だけ取りに行く', async () => {
    connector.rosters.set(TEAM, [[asker]]);
    await Promise.all([1, 2, 3].map((n) => post(bot.url, channelMention(`質問${n}`, to))));
    await connector.until(() => heard.length === 3);
    expect(rosterCalls()).toHaveLength(1);
    connector.rosters.set(TEAM, [[asker, member(1)]]);
    expect(await audienceAfter(channelMention('もう一度', to))).toEqual([USER.aadObjectId]);
    time += 61_000;
    expect(await audienceAfter(channelMention('しばらく後', to))).toEqual([USER.aadObjectId, objectId(1)]);
  });

  it('だれかが加わったら、すぐに取り直す', async () => {
    connector.rosters.set(TEAM, [[asker]]);
    await audienceAfter(channelMention('質問', to));
    connector.rosters.set(TEAM, [[asker, member(9)]]);
    await post(bot.url, membersAdded({ ...to, scope: 'channel' }, [{ id: '29:9' }]));
    expect(await audienceAfter(channelMention('もう一度', to))).toContain(objectId(9));
  });

  it('尋ねた人は、名簿になくても含める', async () => {
    connector.rosters.set(TEAM, [[member(1)]]);
    expect(await audienceAfter(channelMention('質問', to))).toEqual([objectId(1), USER.aadObjectId]);
  });

  it('匿名の参加者がいれば、だれが見るかは分からない', async () => {
    connector.rosters.set(CHAT, [[asker, { id: '8:teamsvisitor', name: '来客', userRole: 'anonymous' }]]);
    expect(
      await audienceAfter(channelMention('質問', { ...to, scope: 'groupChat', conversation: CHAT })),
    ).toBeUndefined();
  });

  it('ほかの組織の人も読む共有チャネルや、チームの分からないチャネルでは、分からない', async () => {
    connector.rosters.set(TEAM, [[asker]]);
    expect(await audienceAfter(channelMention('質問', { ...to, channelType: 'shared' }))).toBeUndefined();
    expect(await audienceAfter(channelMention('質問', { ...to, team: '' }))).toBeUndefined();
    expect(await audienceAfter(channelMention('質問', { ...to, channelType: 'private' }))).toEqual([USER.aadObjectId]);
  });

  it('大きすぎる名簿は、途中でやめる', async () => {
    connector.rosters.set(
      TEAM,
      Array.from({ length: 9 }, (_, page) => [member(page)]),
    );
    expect(await audienceAfter(channelMention('質問', to))).toBeUndefined();
    expect(rosterCalls()).toHaveLength(4);
  });

  it('空の名簿は、だれも見ないという意味ではない', async () => {
    connector.rosters.set(TEAM, [[]]);
    expect(await audienceAfter(channelMention('質問', to))).toBeUndefined();
  });
});

describe('名簿が取れないとき', () => {
  const toRoster = (respond: (tries: number) => ReturnType<Parameters<FakeConnector['script']>[0]>) => {
    let tries = 0;
    connector.script(({ resource }) => {
      if (resource !== 'pagedmembers') return undefined;
      tries += 1;
      return respond(tries);
    });
  };

  it('混雑していれば、言われただけ待って取り直す', async () => {
    connector.rosters.set(TEAM, [[asker]]);
    toRoster((tries) => (tries < 3 ? refusals.throttled(0) : undefined));
    expect(await audienceAfter(channelMention('質問', to))).toEqual([USER.aadObjectId]);
  });

  it('断られたら、分からないとし、次の質問でもう一度試す。答えは止めない', async () => {
    toRoster(() => ({ status: 403, body: { error: { code: 'BotNotInConversationRoster', message: '田中 花子' } } }));
    expect(await audienceAfter(channelMention('質問', to))).toBeUndefined();
    await connector.until(() => connector.visible(CHANNEL).length === 1);
    expect(rosterCalls()).toHaveLength(1);
    expect(bot.logged()).toContain('teams.roster_failed');
    expect(bot.logged()).not.toContain('田中');
    connector.rosters.set(TEAM, [[asker]]);
    toRoster(() => undefined);
    expect(await audienceAfter(channelMention('もう一度', to))).toEqual([USER.aadObjectId]);
  });

  it('途中のページが壊れていたら、読めた分だけで済ませない', async () => {
    connector.rosters.set(TEAM, [[asker], [member(1)]]);
    toRoster((tries) => (tries > 1 ? refusals.serverError : undefined));
    expect(await audienceAfter(channelMention('質問', to))).toBeUndefined();
    expect(rosterCalls()).toHaveLength(3);
  });

  it('返事がなければ、期限で諦める', async () => {
    toRoster(() => ({ status: 200, body: {}, delayMs: Number.POSITIVE_INFINITY }));
    const startedAt = performance.now();
    expect(await audienceAfter(channelMention('質問', to))).toBeUndefined();
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('1対1の会話は、名簿が取れなくても変わらない', async () => {
    toRoster(() => refusals.serverError);
    expect(await audienceAfter(personalMessage('質問', to))).toEqual([USER.aadObjectId]);
    expect(connector.visible(PERSONAL).length).toBeLessThanOrEqual(1);
  });
});
