import { describe, expect, it, jest } from '@jest/globals';
import { KanameError } from '../../src/errors.ts';
import type { OpenQuestion } from '../../src/stores/openQuestions.ts';
import { type FaqBot, startFaqBot, twoBooks } from './faqBot.ts';
import { choiceOf, partOf, textOf } from './wholeBot.ts';

// The dictionary of words is loaded with the first call, which takes its time on a busy machine.
jest.setTimeout(60_000);

const FILE = '担当課への質問として登録する';
const question = '前泊した朝のコーヒー代は支給されますか';
const answer = 'コーヒー代は宿泊料に含まれるため、別には支給しません。';
const start = async () => startFaqBot({ library: await twoBooks() });
const only = async ({ store }: FaqBot): Promise<OpenQuestion> => {
  const all = await store.list();
  if (all[0] === undefined || all.length > 1) throw new Error(`${all.length} questions`);
  return all[0];
};

describe('答えられなかった質問', () => {
  it('質問した人には何も求めずに、担当課と近い条文とともに残る', async () => {
    const bot = await start();
    expect((await bot.say(`規程 ${question}`)).basis).toBe('no-basis');
    const filed = await only(bot);
    expect(filed).toMatchObject({ question, state: 'open', reasons: ['refused'], count: 1, department: '総務課' });
    expect(filed.nearest[0]?.document).toBe('旅費規程');
    expect(JSON.stringify(filed)).not.toMatch(/職員-room|room|m1|T\d\d:/);
  });

  it('個人情報は、伏せたまま残る', async () => {
    const bot = await start();
    await bot.say('規程 090-1234-5678の持ち主にコーヒー代を払えますか');
    const filed = JSON.stringify(await bot.store.list());
    expect(filed).not.toContain('1234');
    expect(filed).toContain('【電話】の持ち主にコーヒー代を払えますか');
  });

  it('ボタンを押すと担当課の名前を添えて登録したと伝え、何度押しても1回と数える', async () => {
    const bot = await start();
    const { action } = choiceOf(await bot.say(`規程 ${question}`), FILE);
    const said = textOf(await bot.press(action));
    expect(said).toContain('総務課への質問として登録しました');
    await bot.press(action);
    expect(await only(bot)).toMatchObject({ count: 1, reasons: ['refused', 'filed'] });
  });

  it('別の人が別の日に同じことを尋ねると、1件のまま2回と数える', async () => {
    const bot = await start();
    await bot.say(`規程 ${question}`);
    bot.wait(86_400);
    await bot.say('規程　前泊した朝のコーヒー代は、支給されますか？', '別の部屋');
    expect(await only(bot)).toMatchObject({ count: 2, first: '2026-11-22', last: '2026-11-23' });
  });

  it('答えた質問は、低い評価が付いたときだけ残る', async () => {
    const bot = await start();
    expect((await bot.say('規程 宿泊料は1夜いくらですか')).basis).toBe('rules');
    await bot.react('like');
    expect(await bot.store.list()).toEqual([]);
    await bot.react('dislike');
    await bot.react('dislike');
    expect(await only(bot)).toMatchObject({
      ...{ question: '宿泊料は1夜いくらですか', reasons: ['thumbs_down'], count: 1, department: '総務課' },
      nearest: [{ document: '旅費規程' }, {}],
    });
  });

  it('規程以外の答えへの評価や、断った質問への評価を、二重に数えない', async () => {
    const bot = await start();
    await bot.say('ヘルプ');
    await bot.react('dislike');
    expect(await bot.store.list()).toEqual([]);
    await bot.say(`規程 ${question}`);
    await bot.react('dislike');
    expect(await only(bot)).toMatchObject({ count: 1, reasons: ['refused', 'thumbs_down'] });
  });

  it('担当課だけが読める規程に近い質問は、その人にだけ担当課を示し、ほかの人には何も明かさない', async () => {
    const bot = await start();
    bot.departments.set('人事の部屋', ['人事課']);
    const asked = '規程 懲戒の審査会の委員は何人ですか';
    expect((await bot.say(asked, '人事の部屋')).basis).toBe('rules');
    await bot.react('dislike', '人事の部屋');
    expect(await only(bot)).toMatchObject({ department: '人事課', nearest: [{ document: '懲戒審査要領' }] });
    const other = await bot.say(asked);
    expect(other.basis).toBe('no-basis');
    const said = `${textOf(other)}${textOf(await bot.press(choiceOf(other, FILE).action))}`;
    expect(said).toContain('質問として登録しました');
    expect(said).not.toMatch(/懲戒審査要領|人事課|5人/);
    expect((await only(bot)).nearest.map(({ document }) => document)).toContain('懲戒審査要領');
  });
});

describe('保存できないとき', () => {
  const broken = async () =>
    startFaqBot({
      library: await twoBooks(),
      store: (kept) => ({
        ...kept,
        file: async () => {
          throw new KanameError('store_unavailable', '保存先に接続できません。');
        },
        list: async () => {
          throw new KanameError('store_unavailable', '保存先に接続できません。');
        },
      }),
    });

  it('答えはいつもどおり届き、評価も受け付ける', async () => {
    const bot = await broken();
    expect((await bot.say('規程 宿泊料は1夜いくらですか')).basis).toBe('rules');
    await expect(bot.react('dislike')).resolves.toBeUndefined();
    expect((await bot.say(`規程 ${question}`)).basis).toBe('no-basis');
  });

  it('ボタンには、登録できなかったことと、尋ねる先を伝える', async () => {
    const bot = await broken();
    const said = textOf(await bot.press(choiceOf(await bot.say(`規程 ${question}`), FILE).action));
    expect(said).toContain('質問を登録できませんでした');
    expect(said).toContain('総務課に直接お問い合わせください');
  });

  it('中身のないボタンには、質問を書き直すよう伝える', async () => {
    const bot = await start();
    expect(textOf(await bot.press({ name: 'ask.file', data: {} }))).toContain('もう一度');
    expect(await bot.store.list()).toEqual([]);
  });
});

describe('担当課が確認した回答', () => {
  const confirmed = async (): Promise<FaqBot> => {
    const bot = await start();
    await bot.say(`規程 ${question}`);
    await bot.confirm(await only(bot), answer, '旅費規程 第1条');
    return bot;
  };

  it('同じ質問に最初に答え、担当課と日付、今の条文の引用を示し、AIの作とは示さない', async () => {
    const bot = await confirmed();
    const said = await bot.say(`規程 ${question}`);
    expect(said).toMatchObject({ basis: 'confirmed', generated: false });
    expect(textOf(said)).toContain('総務課が確認しました（令和8年11月22日）');
    expect(textOf(said)).toContain(answer);
    expect(partOf(said, 'citations').citations).toMatchObject([
      { document: '見本市旅費規程', label: '第1条', quote: '宿泊料は、食事の費用を含め、1夜につき10,900円とする。' },
    ]);
  });

  it('言い方が違う同じ質問にも答え、どの質問への回答かを示す', async () => {
    const bot = await confirmed();
    const said = await bot.say('規程 前泊したとき、朝のコーヒー代は出ますか？');
    expect(textOf(said)).toContain(answer);
    expect(textOf(said)).toContain(`質問：${question}`);
  });

  it.each([
    '規程 前泊した朝の新聞代は支給されますか',
    '規程 前泊した朝のコーヒー代はいくらですか',
    '規程 宿泊料は1夜いくらですか',
  ])('「%s」は別の質問なので、使わない', async (other) => {
    const bot = await confirmed();
    expect((await bot.say(other)).basis).not.toBe('confirmed');
  });

  it('規程から改めて調べることもできる', async () => {
    const bot = await confirmed();
    const said = await bot.say(`規程 ${question}`);
    const anew = await bot.press(choiceOf(said, '規程から改めて調べる').action);
    expect(anew.basis).toBe('no-basis');
  });

  it('根拠の条文が変わると使わず、規程から答える', async () => {
    const bot = await confirmed();
    bot.library = await twoBooks('12,000');
    const said = await bot.say(`規程 ${question}`);
    expect(textOf(said)).not.toContain(answer);
    expect(said.basis).toBe('no-basis');
    bot.library = await twoBooks();
    expect(textOf(await bot.say(`規程 ${question}`))).toContain(answer);
  });

  it('見送りにすると、使わなくなる', async () => {
    const bot = await confirmed();
    const { id, revision, department, sources, question: asked } = await only(bot);
    await bot.store.save([{ id, revision, department, sources, question: asked, answer, state: 'dismissed' }]);
    bot.wait(60);
    expect((await bot.say(`規程 ${question}`)).basis).toBe('no-basis');
  });

  it('回答への低い評価は、また担当課に届く', async () => {
    const bot = await confirmed();
    await bot.say(`規程 ${question}`);
    await bot.react('dislike');
    expect(await only(bot)).toMatchObject({ state: 'approved', count: 2, reasons: ['refused', 'thumbs_down'] });
  });

  it('意味の近い質問には、答えの代わりに、見るかどうかのボタンを示す', async () => {
    const seen: string[] = [];
    const bot = startFaqBot({
      library: await twoBooks(),
      nearness: async (asked, others) => {
        seen.push(asked);
        return others.map(() => (asked.includes('カフェ') ? 0.7 : 0.1));
      },
    });
    await bot.say(`規程 ${question}`);
    await bot.confirm(await only(bot), answer, '旅費規程 第1条');
    const said = await bot.say('規程 翌朝カフェに寄った分ってどうなるの');
    expect(said.basis).toBe('no-basis');
    expect(textOf(said)).toContain(`近い質問に、担当課が確認した回答があります：「${question}」`);
    expect(textOf(await bot.press(choiceOf(said, '確認した回答を見る').action))).toContain(answer);
    expect(textOf(await bot.say('規程 庁舎の屋上で鳥を飼えますか'))).not.toContain('確認した回答');
    expect(seen.join()).toContain('カフェ');
  });
});
