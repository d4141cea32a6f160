import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  BOTH_LINKED,
  HANAKO,
  HANAKO_LOGO,
  LEAVE_QUESTION,
  type LinkedBot,
  SECRET_QUESTION,
  SECRET_WORDS,
  startLinkedBot,
} from '../conversations/linkedBot.ts';

let bot: LinkedBot;
beforeEach(async () => {
  bot = await startLinkedBot([...BOTH_LINKED, ',555,人事課']);
  await bot.teams(HANAKO, SECRET_QUESTION);
});
afterEach(() => bot.close());

const HISTORY = /特別昇給|八号俸/;

/** Sender ids that resemble a person of another channel, or what Kaname makes of one. */
const forged = [
  HANAKO,
  HANAKO.toUpperCase(),
  `person:${HANAKO}`,
  `logo:${HANAKO_LOGO}`,
  `teams:${HANAKO}`,
  `logo:555`,
  ` ${HANAKO_LOGO}`,
  `${HANAKO_LOGO} `,
  `0${HANAKO_LOGO}`,
  HANAKO_LOGO.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  `${HANAKO_LOGO}\u0000`,
  'console',
  '__proto__',
  'constructor',
  '',
];

describe('ほかの人になりすます', () => {
  it('読める人には読める（この試験が空振りでないこと）', async () => {
    expect((await bot.logo(HANAKO_LOGO, SECRET_QUESTION)).text).toContain(SECRET_WORDS);
    expect((await bot.logo('555', SECRET_QUESTION)).text).toContain(SECRET_WORDS);
    expect((await bot.logo(HANAKO_LOGO, '履歴')).text).toMatch(HISTORY);
  });

  it.each(forged)('LoGoチャットのIDが「%s」でも、その人の規程も履歴も出ない', async (id) => {
    for (const text of [SECRET_QUESTION, '履歴', 'それは何条ですか？']) {
      expect((await bot.logo(id, text)).text).not.toContain(SECRET_WORDS);
    }
    expect((await bot.logo(id, '履歴')).answer.parts[0]).not.toMatchObject({ text: expect.stringMatching(HISTORY) });
    expect(await bot.turnsOf(`person:${HANAKO}`)).toHaveLength(1);
  });

  it.each([`logo:555`, HANAKO_LOGO, `person:${HANAKO}`, `teams:${HANAKO}`, '29:hanako'])(
    'TeamsのIDが「%s」でも、LoGoチャットの職員にはならない',
    async (id) => {
      for (const text of [SECRET_QUESTION, '履歴']) {
        const reply = await bot.send({
          text,
          sender: { id },
          conversation: { id: 'a:x', kind: 'personal' },
          audience: async () => [id],
        });
        expect(reply.text).not.toContain(SECRET_WORDS);
      }
    },
  );

  it('表示名は、だれであるかを決めるのに使わない', async () => {
    const reply = await bot.send({
      text: SECRET_QUESTION,
      channel: 'logo',
      sender: { id: '123', name: `${HANAKO} ${HANAKO_LOGO} 人事 花子` },
      conversation: { id: 'direct:1', kind: 'personal' },
      audience: async () => ['123'],
    });
    expect(reply.text).not.toContain(SECRET_WORDS);
    expect(await bot.turnsOf('direct:1')).toMatchObject([{ sender: 'logo:123' }]);
  });

  it.each(['personal', 'group', 'channel'] as const)(
    '会話の番号をほかの人の会話の番号にした %s のメッセージでも、履歴は出ず、消せない',
    async (kind) => {
      for (const channel of ['logo', 'teams'] as const) {
        const conversation = { id: `person:${HANAKO}`, kind };
        const sender = { id: '123' };
        const audience = async () => ['123'];
        const history = await bot.send({ text: '履歴', channel, sender, conversation, audience });
        expect(history.text).not.toMatch(HISTORY);
        await bot.send({ text: 'リセットコマンド', channel, sender, conversation, audience });
        await bot.send({ text: LEAVE_QUESTION, channel, sender, conversation, audience });
        const [turn] = await bot.turnsOf(`person:${HANAKO}`);
        await bot.conversation.react({ channel, sender, conversation, turn: turn?.id ?? '', value: 'dislike' });
      }
      const turns = await bot.turnsOf(`person:${HANAKO}`);
      expect(turns).toHaveLength(1);
      expect(turns[0]).not.toHaveProperty('reaction');
    },
  );

  it('中継が2人を1つの部屋に混ぜても、結び付けた職員へ移るのは本人の往復だけ', async () => {
    bot.list([`${HANAKO},,人事課`]);
    const mixed = { channel: 'logo', conversation: { id: 'webhook:dm', kind: 'personal' } } as const;
    await bot.send({ ...mixed, text: LEAVE_QUESTION, sender: { id: '123' } });
    await bot.send({ ...mixed, text: LEAVE_QUESTION, sender: { id: HANAKO_LOGO } });
    bot.list(BOTH_LINKED);
    await bot.send({ ...mixed, text: '履歴', sender: { id: HANAKO_LOGO } });
    const senders = async (id: string) => (await bot.turnsOf(id)).map(({ sender }) => sender);
    expect(await senders('webhook:dm')).toEqual(['logo:123']);
    expect(await senders(`person:${HANAKO}`)).toEqual([HANAKO, HANAKO]);
  });
});
