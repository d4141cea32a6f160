import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openAICompatible } from '../../src/models/openAICompatible.ts';
import type { DialogueStore } from '../../src/stores/dialogues.ts';
import { createMemoryDialogues } from '../../src/stores/memoryDialogues.ts';
import { type ScriptedModel, startScriptedModel } from '../contracts/scriptedModelServer.ts';
import { numbersOnly, openRoom, textOf, withStamps } from '../unit/textFixture.ts';
import { committeeRecord, sampleLibrary, startWholeBot, type WholeBot } from './wholeBot.ts';

let bot: WholeBot;
let dialogues: DialogueStore;
let server: ScriptedModel | undefined;
beforeAll(() => sampleLibrary(), 60_000);
beforeEach(async () => {
  bot = await startWholeBot();
  dialogues = createMemoryDialogues({ now: () => new Date('2026-11-22T01:00:00Z') });
});
afterEach(() => server?.close());

const QUESTION = '規程 年次有給休暇は前日の何時までに請求する？';

describe('規程を、文字だけの場で', () => {
  it('尋ね、条文を開き、近い条文を番号で選び、続きを尋ねられる', async () => {
    const room = openRoom(bot.conversation, numbersOnly, { dialogues });
    const answered = await room.read(QUESTION);
    expect(answered).toMatch(/^質問を受け付けました。\n年次有給休暇は前日の何時までに請求する？\n（規程に基づく回答）/);
    expect(answered).toContain('[1] 見本市職員の勤務時間、休暇等に関する規程 第14条第1項（年次有給休暇の請求）');
    const article = (await sampleLibrary()).search('年次有給休暇の請求', 1);
    const opened = await room.read('条文1');
    expect(opened).not.toContain('受け付けました');
    expect(opened).toContain((await article).hits[0]?.article.text ?? '見つからない');

    const refused = await room.read('規程 駅前でおいしいランチの店はありますか？');
    const [, number] = /(\d+)\. .*を見る/.exec(refused) ?? [];
    expect(await room.read(number ?? '')).toContain('（規程に基づく回答）');
    expect(await room.read('規程 それは何条？')).toContain('（規程に基づく回答）');
  });

  it('条文を開いても履歴には残らず、質問だけが残る', async () => {
    const room = openRoom(bot.conversation, numbersOnly, { dialogues });
    await room.say(QUESTION);
    await room.say('条文1');
    expect((await bot.history.page('room', 10)).turns).toHaveLength(1);
  });
});

describe('文案を、文字だけの場で', () => {
  const answers = [
    '見本市総合防災訓練',
    '省略',
    '省略',
    '市長',
    'ここまで',
    '日頃の備えを大切にしていただきたい。',
    'ここまで',
  ];

  it('種類を選び、一問ずつ答え、確かめて、文案とWordファイルを受け取る', async () => {
    const draft = '見本市総合防災訓練に当たり、ごあいさつ申し上げます。';
    server = await startScriptedModel(({ body }) => {
      const rewrites = JSON.stringify(body.messages).includes(draft);
      return { kind: 'text', text: rewrites ? '短い文案です。' : draft };
    });
    const model = openAICompatible({ baseURL: `${server.url}/v1`, model: 'scripted', retryDelayMs: 10 });
    const room = openRoom((await startWholeBot(model)).conversation, withStamps, { dialogues });
    await room.say('文案');
    expect(textOf(await room.press('あいさつ文'))).toContain('質問1／8　行事の名称（必須）');
    let asked = '';
    for (const answer of answers) asked = await room.read(answer);
    expect(asked).toContain('1. 行事の名称：見本市総合防災訓練');
    expect(asked).toContain('7. 伝えたいこと：日頃の備えを大切にしていただきたい。');
    const drafted = await room.press('はい');
    expect(drafted).toContainEqual(expect.objectContaining({ kind: 'note', text: draft }));
    const shorter = await room.press('短く');
    expect(shorter).toContainEqual(expect.objectContaining({ kind: 'note', text: '短い文案です。' }));
    const [file] = await room.press('Wordファイルで受け取る');
    expect(file).toMatchObject({ kind: 'file', name: '短くした文案.docx' });
  });

  it('記入の途中で再起動し、同じ答えが再び届いても、続きから文案になる', async () => {
    const before = openRoom(bot.conversation, numbersOnly, { dialogues });
    await before.say('文案 あいさつ文');
    await before.say(answers[0] ?? '', { id: 'twice' });
    const after = openRoom(bot.conversation, numbersOnly, { dialogues, firstId: 100 });
    expect(await after.say(answers[0] ?? '', { id: 'twice' })).toEqual([]);
    for (const answer of answers.slice(1)) await after.say(answer);
    expect(await after.read('はい')).toContain('本日は、見本市総合防災訓練に');
  });

  it('同じ部屋の二人が、それぞれの文案を作れる', async () => {
    const room = openRoom(bot.conversation, numbersOnly, { dialogues });
    const group = { conversation: { id: 'room', kind: 'group' as const } };
    const people = ['花子', '太郎'].map((name) => ({ name, who: { ...group, sender: { id: name } } }));
    for (const { who } of people) await room.say('文案 あいさつ文', who);
    for (const [index, answer] of answers.entries()) {
      for (const { name, who } of people) await room.say(index === 0 ? `${name}の訓練` : answer, who);
    }
    const [first, second] = await Promise.all(people.map(({ who }) => room.read('はい', who)));
    expect(first).toContain('花子の訓練に');
    expect(second).toContain('太郎の訓練に');
  });
});

describe('要約と履歴を、文字だけの場で', () => {
  it('長い要約はノートになり、出典を開き、宿題をCSVで受け取れる', async () => {
    const room = openRoom(bot.conversation, { ...withStamps, textCharacters: 700 }, { dialogues });
    const sent = await room.say(`要約\n${committeeRecord}`);
    expect(sent.map(({ kind }) => kind)).toEqual(['text', 'text', 'note', 'select']);
    expect(textOf(sent)).not.toMatch(/出典[：［]/);
    expect(textOf(await room.press('出典を見る'))).toContain('    出典［委員長（木村）］：よって、議案第７２号は、');
    const [csv] = await room.press('CSVで受け取る');
    expect(csv?.kind === 'file' && csv.bytes.toString()).toContain('何を,誰が,いつまで');
  });

  it('「リセット」で履歴も選択肢も消え、前のボタンは使えないと分かる', async () => {
    const room = openRoom(bot.conversation, withStamps, { dialogues });
    await room.say(QUESTION);
    expect(await room.read('リセットコマンド')).toContain('この会話の履歴（1件）を消去しました。');
    expect(textOf(await room.press('条文1を見る'))).toContain('古くなったため、お使いいただけません。');
    expect((await bot.history.page('room', 10)).turns).toEqual([]);
  });

  it('保存先が止まっていれば、待たせず黙らず、一文で伝える', async () => {
    const broken: DialogueStore = {
      ...dialogues,
      get: async () => {
        throw new Error('connection refused');
      },
    };
    const room = openRoom(bot.conversation, numbersOnly, { dialogues: broken });
    const sent = await room.say(QUESTION);
    expect(sent).toHaveLength(1);
    expect(textOf(sent)).toMatch(/^申し訳ありません。/);
  });
});
