import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DIRECT_ABILITIES } from '../../src/channels/logo/direct/abilities.ts';
import { createDirectChannel, type DirectChannel } from '../../src/channels/logo/direct/directChannel.ts';
import { createTextChannel } from '../../src/channels/text/createTextChannel.ts';
import { createMemoryDialogues } from '../../src/stores/memoryDialogues.ts';
import {
  BOT,
  called,
  createMemoryDirectSession,
  GROUP,
  HANAKO,
  type MemoryDirectSession,
  PAIR,
  type Sent,
  TARO,
} from '../contracts/memoryDirectSession.ts';
import {
  HANAKO as HANAKO_IN_TEAMS,
  LEAVE_QUESTION,
  type LinkedBot,
  SECRET_QUESTION,
  SECRET_WORDS,
  startLinkedBot,
  TARO as TARO_IN_TEAMS,
} from './linkedBot.ts';
import { allText, lastOf } from './logoRoom.ts';

const CALM = { info() {}, warn() {}, error() {} };
const CHANGED = '参加者が変わったため、ここではお見せできません';
const NOT_KNOWN = '参加者が変わっていないかを確認できないため、ここではお見せできません';

let bot: LinkedBot;
let session: MemoryDirectSession;
let channel: DirectChannel;

beforeEach(async () => {
  bot = await startLinkedBot([`${HANAKO_IN_TEAMS},${HANAKO.id},人事課`, `${TARO_IN_TEAMS},${TARO.id},総務課`]);
  session = createMemoryDirectSession();
  const now = () => new Date('2026-11-22T01:00:00Z');
  const dialogues = createMemoryDialogues({ now });
  const { conversation, history } = bot;
  const textChannel = createTextChannel({ conversation, dialogues, abilities: DIRECT_ABILITIES, log: CALM });
  channel = createDirectChannel({ session, textChannel, dialogues, history, log: CALM, now, onUndelivered() {} });
  channel.start();
});
afterEach(async () => {
  await channel.stop(1000);
  bot.close();
});

async function sentFor(message: string, from = session.sent.length): Promise<readonly Sent[]> {
  await session.until(() => session.acknowledged.includes(message));
  return session.sent.slice(from);
}
const ask = async (text: string, sender = HANAKO) =>
  allText(await sentFor(session.says(called(BOT, text), { room: GROUP, sender })));
const pressClause = async (sender = HANAKO, room = GROUP) => {
  const { id, options } = lastOf(session.sent, 'select');
  return allText(await sentFor(session.presses(id, options.indexOf('条文1を見る'), { room, sender })));
};

describe('あとからトークに加わった方がいるとき', () => {
  it('一部の課だけの条文は、スタンプでも番号でも、加わった方の前では開かない', async () => {
    session.setMembers(GROUP.id, [HANAKO]);
    expect(await ask(SECRET_QUESTION)).toContain(SECRET_WORDS);
    expect(await pressClause()).toContain(SECRET_WORDS);

    session.setMembers(GROUP.id, [HANAKO, TARO]);
    for (const said of [await pressClause(TARO), await pressClause(), await ask('条文1')]) {
      expect(said).toContain(CHANGED);
      expect(said).toContain('もう一度ご質問ください');
      expect(said).not.toContain(SECRET_WORDS);
    }
    expect(await ask(SECRET_QUESTION)).not.toContain(SECRET_WORDS);
  });

  it('だれがいるかを確かめられなくなったら、開かない', async () => {
    session.setMembers(GROUP.id, [HANAKO]);
    await ask(SECRET_QUESTION);
    session.setMembers(GROUP.id, undefined);
    const said = await pressClause();
    expect(said).toContain(NOT_KNOWN);
    expect(said).not.toContain(SECRET_WORDS);
  });

  it('いなくなった方がいるだけなら、開く', async () => {
    session.setMembers(GROUP.id, [HANAKO, TARO]);
    await ask(LEAVE_QUESTION);
    session.setMembers(GROUP.id, [HANAKO]);
    expect(await pressClause()).toContain('年次有給休暇');
  });

  it('だれがいるかわからないまま答えたものは、だれでも読める規程によるので、開く', async () => {
    session.setMembers(GROUP.id, undefined);
    await ask(LEAVE_QUESTION);
    session.setMembers(GROUP.id, [HANAKO, TARO]);
    expect(await pressClause(TARO)).toContain('年次有給休暇');
  });

  it('一対一のトークでは、いつでも開く', async () => {
    await sentFor(session.says(SECRET_QUESTION));
    expect(await pressClause(HANAKO, PAIR)).toContain(SECRET_WORDS);
  });
});
