import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  BOTH_LINKED,
  HANAKO,
  HANAKO_LOGO,
  LEAVE_QUESTION,
  type LinkedBot,
  logoRoom,
  NOBODY_LINKED,
  SECRET_QUESTION,
  SECRET_WORDS,
  startLinkedBot,
  TARO,
  TARO_LOGO,
  teamsRoom,
} from './linkedBot.ts';

let bot: LinkedBot;
afterEach(() => bot.close());

const shared = (objectId: string) => `person:${objectId}`;
const askedIn = async (conversation: string) => (await bot.turnsOf(conversation)).map(({ asked }) => asked);
/** As the history keeps it: without the command's word. */
const kept = (question: string) => question.replace(/^規程 /, '');
const TRAVEL_QUESTION = '規程 宿泊料の上限はいくらですか？';
const REPORT_QUESTION = '規程 復命書はいつまでに提出しますか？';

describe('2つのチャットを結び付けた職員', () => {
  beforeEach(async () => {
    bot = await startLinkedBot(BOTH_LINKED);
  });

  it('どちらで話しても1つの会話になり、履歴をどちらでも見られる', async () => {
    await bot.teams(HANAKO.toUpperCase(), LEAVE_QUESTION);
    await bot.logo(HANAKO_LOGO, TRAVEL_QUESTION);
    for (const history of [await bot.teams(HANAKO, '履歴'), await bot.logo(HANAKO_LOGO, '履歴')]) {
      expect(history.text).toContain('年次有給休暇');
      expect(history.text).toContain('宿泊料');
    }
    expect(await bot.turnsOf(shared(HANAKO))).toMatchObject([{ sender: HANAKO }, { sender: HANAKO }]);
    expect(await askedIn(teamsRoom(HANAKO))).toEqual([]);
    expect(await askedIn(logoRoom(HANAKO_LOGO))).toEqual([]);
  });

  it('Teamsで尋ねたことの続きを、LoGoチャットで尋ねられる', async () => {
    await bot.teams(HANAKO, LEAVE_QUESTION);
    const reply = await bot.logo(HANAKO_LOGO, 'それは何条ですか？');
    expect(reply.text).toContain('第12条');
    const stranger = await bot.logo('123', 'それは何条ですか？');
    expect(stranger.text).not.toContain('３日前');
  });

  it('同じことを2つのチャットで同時に尋ねても、どちらにも答える', async () => {
    const replies = await Promise.all([bot.teams(HANAKO, LEAVE_QUESTION), bot.logo(HANAKO_LOGO, LEAVE_QUESTION)]);
    for (const { text } of replies) expect(text).toContain('３日前');
  });

  it('片方でリセットすれば、両方の履歴が消える', async () => {
    await bot.teams(HANAKO, LEAVE_QUESTION);
    await bot.logo(HANAKO_LOGO, TRAVEL_QUESTION);
    expect((await bot.logo(HANAKO_LOGO, 'リセットコマンド')).text).toContain('（2件）');
    expect((await bot.teams(HANAKO, '履歴')).text).toContain('履歴はありません');
  });

  it('片方でリセットすれば、もう片方で開けた条文や選択肢も忘れ、ほかの人のものは残る', async () => {
    await bot.logo(HANAKO_LOGO, LEAVE_QUESTION);
    await bot.logo(TARO_LOGO, LEAVE_QUESTION);
    for (const id of [HANAKO_LOGO, TARO_LOGO]) await bot.dialogues.put(logoRoom(id), `last:${id}`, '条文', 60);
    await bot.teams(HANAKO, 'リセット');
    expect(await bot.dialogues.get(logoRoom(HANAKO_LOGO), `last:${HANAKO_LOGO}`)).toBeUndefined();
    expect(await bot.dialogues.get(logoRoom(TARO_LOGO), `last:${TARO_LOGO}`)).toBe('条文');
  });

  it('公開範囲の限られた規程を、結び付けた職員にはLoGoチャットでも示し、そうでない人には示さない', async () => {
    expect((await bot.teams(HANAKO, SECRET_QUESTION)).text).toContain(SECRET_WORDS);
    expect((await bot.logo(HANAKO_LOGO, SECRET_QUESTION)).text).toContain(SECRET_WORDS);
    expect((await bot.logo(TARO_LOGO, SECRET_QUESTION)).text).not.toContain(SECRET_WORDS);
    expect((await bot.logo('123', SECRET_QUESTION)).text).not.toContain(SECRET_WORDS);
  });

  it('グループでは、全員が読めるときだけ示し、1人でも結び付いていなければ公開の規程だけにする', async () => {
    bot.list([...BOTH_LINKED, `22222222-2222-3333-4444-555555555555,777,人事課`]);
    const inGroup = (members: readonly string[], text = SECRET_QUESTION) =>
      bot.send({
        text,
        channel: 'logo',
        sender: { id: HANAKO_LOGO },
        conversation: { id: 'direct:group', kind: 'group' },
        audience: async () => members,
      });
    expect((await inGroup([HANAKO_LOGO, '777'])).text).toContain(SECRET_WORDS);
    expect((await inGroup([HANAKO_LOGO, '777', '123'])).text).not.toContain(SECRET_WORDS);
    expect((await inGroup([HANAKO_LOGO, '777', '123'], '履歴')).text).not.toContain(SECRET_WORDS);
    expect((await inGroup([HANAKO_LOGO, '123'], LEAVE_QUESTION)).text).toContain('３日前');
  });

  it('グループの会話は、その部屋のもののままで、話した人だけが職員として残る', async () => {
    const room = { id: 'direct:group', kind: 'group' } as const;
    await bot.send({ text: LEAVE_QUESTION, channel: 'logo', sender: { id: HANAKO_LOGO }, conversation: room });
    await bot.send({ text: LEAVE_QUESTION, channel: 'logo', sender: { id: '123' }, conversation: room });
    expect((await bot.turnsOf('direct:group')).map(({ sender }) => sender)).toEqual([HANAKO, 'logo:123']);
    expect(await bot.turnsOf(shared(HANAKO))).toEqual([]);
  });
});

describe('結び付ける前の履歴', () => {
  beforeEach(async () => {
    bot = await startLinkedBot(NOBODY_LINKED);
    await bot.teams(HANAKO, LEAVE_QUESTION);
    await bot.logo(HANAKO_LOGO, TRAVEL_QUESTION);
    await bot.teams(HANAKO, REPORT_QUESTION);
    await bot.logo(TARO_LOGO, '規程 忌引は何日ですか？');
  });

  it.each(['teams', 'logo'] as const)('%s で最初に話したときに、両方の履歴が時刻の順に1つになる', async (channel) => {
    expect(await askedIn(teamsRoom(HANAKO))).toHaveLength(2);
    expect(await askedIn(logoRoom(HANAKO_LOGO))).toHaveLength(1);
    bot.list(BOTH_LINKED);
    const history = await bot[channel](channel === 'teams' ? HANAKO : HANAKO_LOGO, '履歴');
    for (const word of ['年次有給休暇', '宿泊料', '復命書']) expect(history.text).toContain(word);
    expect(history.text).not.toContain('忌引');
    expect(await askedIn(shared(HANAKO))).toEqual([LEAVE_QUESTION, TRAVEL_QUESTION, REPORT_QUESTION].map(kept));
    expect(new Set((await bot.turnsOf(shared(HANAKO))).map(({ sender }) => sender))).toEqual(new Set([HANAKO]));
  });

  it('2つのインスタンスで同時に話し始めても、履歴はもれなく1つになる', async () => {
    bot.list(BOTH_LINKED);
    const other = await bot.another();
    await Promise.all([bot.teams(HANAKO, LEAVE_QUESTION), other.logo(HANAKO_LOGO, TRAVEL_QUESTION)]);
    expect(await askedIn(shared(HANAKO))).toHaveLength(5);
    expect(await askedIn(teamsRoom(HANAKO))).toEqual([]);
    expect(await askedIn(logoRoom(HANAKO_LOGO))).toEqual([]);
  });

  it('前のカードへの評価が、移った先の往復に付く', async () => {
    const before = await bot.teams(HANAKO, LEAVE_QUESTION);
    bot.list(BOTH_LINKED);
    await bot.conversation.react({
      channel: 'teams',
      conversation: { id: teamsRoom(HANAKO), kind: 'personal' },
      sender: { id: HANAKO },
      turn: before.turn,
      value: 'dislike',
      comment: '条が違います',
    });
    const moved = (await bot.turnsOf(shared(HANAKO))).find(({ id }) => id === before.turn);
    expect(moved?.reaction).toMatchObject({ value: 'dislike', comment: '条が違います' });
  });

  it('前に付けた評価は、移っても残る', async () => {
    const before = await bot.logo(HANAKO_LOGO, LEAVE_QUESTION);
    await bot.conversation.react({
      channel: 'logo',
      conversation: { id: logoRoom(HANAKO_LOGO), kind: 'personal' },
      sender: { id: HANAKO_LOGO },
      turn: before.turn,
      value: 'like',
    });
    bot.list(BOTH_LINKED);
    await bot.teams(HANAKO, '履歴');
    const moved = (await bot.turnsOf(shared(HANAKO))).find(({ id }) => id === before.turn);
    expect(moved?.reaction?.value).toBe('like');
  });
});

describe('結び付きを外した後', () => {
  beforeEach(async () => {
    bot = await startLinkedBot(BOTH_LINKED);
    await bot.teams(HANAKO, SECRET_QUESTION);
    await bot.logo(HANAKO_LOGO, TRAVEL_QUESTION);
  });

  it('それぞれのチャットの会話に戻り、それまでの履歴はどちらにも出ない', async () => {
    bot.list(NOBODY_LINKED);
    for (const history of [await bot.teams(HANAKO, '履歴'), await bot.logo(HANAKO_LOGO, '履歴')]) {
      expect(history.text).toContain('履歴はありません');
    }
    await bot.logo(HANAKO_LOGO, LEAVE_QUESTION);
    expect(await bot.turnsOf(logoRoom(HANAKO_LOGO))).toMatchObject([{ sender: `logo:${HANAKO_LOGO}` }]);
    expect((await bot.logo(HANAKO_LOGO, SECRET_QUESTION)).text).not.toContain(SECRET_WORDS);
    expect(await askedIn(shared(HANAKO))).toHaveLength(2);
  });

  it('結び付いていた間のカードへの評価は、本人のものだけが、その往復に付く', async () => {
    const [turn] = await bot.turnsOf(shared(HANAKO));
    bot.list(NOBODY_LINKED);
    const personal = { turn: turn?.id ?? '', value: 'like' } as const;
    const room = (id: string) => ({ id, kind: 'personal' }) as const;
    await bot.conversation.react({
      ...personal,
      channel: 'logo',
      sender: { id: HANAKO_LOGO },
      conversation: room(logoRoom(HANAKO_LOGO)),
    });
    expect((await bot.turnsOf(shared(HANAKO)))[0]).not.toHaveProperty('reaction');
    await bot.conversation.react({
      ...personal,
      channel: 'teams',
      sender: { id: HANAKO },
      conversation: room(teamsRoom(HANAKO)),
    });
    expect((await bot.turnsOf(shared(HANAKO)))[0]?.reaction?.value).toBe('like');
  });

  it('同じLoGoチャットのIDを別の職員に結び付けても、前の職員の履歴は出ない', async () => {
    bot.list([`${TARO},${HANAKO_LOGO},総務課`, `${HANAKO},,人事課`]);
    for (const text of ['履歴', 'それは何条ですか？', 'もっと詳しく']) {
      const reply = await bot.logo(HANAKO_LOGO, text);
      expect(reply.text).not.toMatch(/特別昇給|八号俸|宿泊料/);
    }
    expect((await bot.teams(TARO, '履歴')).text).not.toMatch(/特別昇給|宿泊料/);
    expect((await bot.logo(HANAKO_LOGO, SECRET_QUESTION)).text).not.toContain(SECRET_WORDS);
    expect(await askedIn(shared(HANAKO))).toEqual([SECRET_QUESTION, TRAVEL_QUESTION].map(kept));
    expect(await askedIn(shared(TARO))).not.toContain(kept(TRAVEL_QUESTION));
  });

  it('もう一度結び付ければ、前の履歴に、その間のやりとりが加わる', async () => {
    bot.list(NOBODY_LINKED);
    await bot.logo(HANAKO_LOGO, LEAVE_QUESTION);
    bot.list(BOTH_LINKED);
    await bot.teams(HANAKO, '履歴');
    expect(await askedIn(shared(HANAKO))).toEqual([SECRET_QUESTION, TRAVEL_QUESTION, LEAVE_QUESTION].map(kept));
  });

  it('壊れた一覧では、それまでの結び付きを使い続ける', async () => {
    bot.list([`${HANAKO},${HANAKO_LOGO},人事課`, `${TARO},${HANAKO_LOGO},総務課`]);
    expect((await bot.logo(HANAKO_LOGO, SECRET_QUESTION)).text).toContain(SECRET_WORDS);
    expect(bot.logged()).toContain('2行目と3行目');
    expect(bot.logged()).not.toContain(HANAKO_LOGO);
  });
});

describe('保存先の故障', () => {
  it('履歴をまとめられなくても答え、直れば、次のときにまとめる', async () => {
    bot = await startLinkedBot(NOBODY_LINKED);
    await bot.teams(HANAKO, LEAVE_QUESTION);
    bot.list(BOTH_LINKED);
    const { history } = bot;
    const { move } = history;
    history.move = async () => {
      throw new Error('the store is away');
    };
    expect((await bot.teams(HANAKO, TRAVEL_QUESTION)).text).toContain('１２，０００円');
    expect(bot.logged()).toContain('turns left behind');
    const reaction = {
      channel: 'teams',
      conversation: { id: teamsRoom(HANAKO), kind: 'personal' },
      sender: { id: HANAKO },
      turn: 't',
      value: 'like',
    } as const;
    await expect(bot.conversation.react(reaction)).rejects.toThrow('the store is away');
    history.move = move;
    await bot.teams(HANAKO, '履歴');
    expect(await askedIn(shared(HANAKO))).toEqual([LEAVE_QUESTION, TRAVEL_QUESTION].map(kept));
  });

  it('部屋を覚えられなくても、その部屋の履歴はそこで話したときにまとまる', async () => {
    bot = await startLinkedBot(NOBODY_LINKED);
    const { history } = bot;
    const { holder } = history;
    history.holder = async () => {
      throw new Error('the store is away');
    };
    expect((await bot.logo(HANAKO_LOGO, LEAVE_QUESTION)).text).toContain('３日前');
    history.holder = holder;
    bot.list(BOTH_LINKED);
    await bot.logo(HANAKO_LOGO, '履歴');
    expect(await askedIn(shared(HANAKO))).toEqual([LEAVE_QUESTION].map(kept));
  });
});
