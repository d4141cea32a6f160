import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectFile } from '../../src/projectFiles.ts';
import { objectsIn } from '../unit/cardsProblems.ts';
import { type Chat, openChat, seenText, textOf } from './chat.ts';
import { overflowing, widthsOf } from './overflow.ts';
import { type Playground, startPlayground } from './playground.ts';
import { storedTurns } from './storedTurns.ts';
import { teamsProblems } from './teamsProblems.ts';
import { until } from './until.ts';

const PERSONAL = 'personal-chat-id';
const CHANNEL = 'channel-announcements-id';
const AI_NOTE = 'AIが作成しました。内容は職員が確認してください。';
const QUESTION = '領収書をなくしてしまいました。出張の精算はできますか？';
const COMMENT = '条文まで開けて助かりました';

let playground: Playground;
let chat: Chat;
beforeAll(async () => {
  playground = await startPlayground();
  await playground.untilSearchedByMeaning();
  chat = await openChat(playground.url);
}, 420_000);
afterAll(async () => {
  await chat?.close();
  await playground?.stop();
}, 60_000);

/** Newest last, as the bot left it. */
const sentLast = () => playground.wire.messagesIn(PERSONAL).at(-1);

const turnsOf = (conversation: string) => storedTurns(playground.dataDir, conversation);

describe('個人チャット（言語モデルなし）', () => {
  it('開くと、できることと押せる例が示される', async () => {
    const welcome = await seenText(chat.cards.first(), 'はじめまして');
    for (const word of ['規程：', '要約：', '文案：', 'お試しいただける例']) expect(welcome).toContain(word);
    const examples = await chat.cards.first().getByRole('button').allInnerTexts();
    expect(examples).toHaveLength(3);
    const answer = await chat.press(examples[0] ?? '', chat.cards.first());
    expect(await seenText(answer, '根拠の条文')).toContain('規程に基づく回答');
  });

  it('規程の質問に、文書名と条を示して答え、AIが作成したと示す', async () => {
    const card = await chat.say(QUESTION);
    const text = await seenText(card, '根拠の条文');
    expect(text).toContain('規程に基づく回答');
    expect(text).toMatch(/\[1\] 見本市\S+(?:規程|規則|要綱|ガイドライン) 第\d+条/);
    expect(text).toMatch(/令和\d+年\d+月\d+日施行/);
    expect(text).toContain(AI_NOTE);
    expect(await chat.botMessages.last().getByText('AI generated').count()).toBe(1);
    expect(await textOf(chat.page.getByText(/^根拠：見本市/).last())).toMatch(/第\d+条/);

    const [entity] = sentLast()?.entities?.filter(({ type }) => type === 'https://schema.org/Message') ?? [];
    expect(entity).toMatchObject({ additionalType: ['AIGeneratedContent'], citation: expect.anything() });
    expect(sentLast()?.channelData).toMatchObject({ feedbackLoop: { type: 'default' } });
  });

  it('「条文を開く」を押すと、引用を含む条文が現れ、もう一度押すと隠れる', async () => {
    const card = chat.cards.last();
    const hidden = objectsIn(sentLast()?.attachments?.[0]?.content).find(({ isVisible }) => isVisible === false);
    const lines = objectsIn(hidden).flatMap(({ text }) => (typeof text === 'string' ? text.split('\n') : []));
    const quote = /根拠の条文[\s\S]*?「(.+)」$/m.exec(await textOf(card))?.[1] ?? '';
    expect(quote).not.toBe('');
    expect(lines.join('')).toContain(quote);
    const closed = await textOf(card);
    const other = lines.find((line) => line !== '' && !closed.includes(line)) ?? '';
    expect(other).not.toBe('');

    const button = card.getByRole('button', { name: '条文を開く' }).first();
    await button.click();
    expect(await seenText(card, other)).toContain(quote);
    await button.click();
    await until('the clause hidden again', async () => !(await textOf(card)).includes(other));
  });

  it('親指とひとことが、その回答の履歴に残る', async () => {
    await chat.botMessages.last().getByRole('button', { name: 'Like', exact: true }).click();
    const dialog = chat.page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(COMMENT);
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await dialog.getByRole('button', { name: 'Close', exact: true }).click();
    const turn = await until('the reaction in the store', () =>
      turnsOf(PERSONAL).find(({ reaction }) => reaction !== null),
    );
    expect(JSON.parse(turn.reaction ?? '')).toMatchObject({ value: 'like', comment: COMMENT });
    expect(JSON.parse(turn.body)).toMatchObject({ command: 'ask', asked: QUESTION });
  });

  it('会議録を貼り付けると、決定事項と、誰がいつまでに何をするかがわかる', async () => {
    const record = readFileSync(projectFile('samples/minutes/総務文教委員会会議録.txt'), 'utf8').replace(/\r\n/g, '\n');
    const card = await chat.say(`要約\n${record}`);
    const text = await seenText(card, '宿題');
    expect(text).toContain('入力された文章に基づく');
    expect(text.indexOf('決定事項')).toBeGreaterThan(text.indexOf('要点'));
    expect(text).toMatch(/議案第７２号.*可決/);
    expect(text).toMatch(/誰が[\s\S]*いつまで\s+\S*１２月１５日（2025年12月15日）/);
    expect(text).toContain(AI_NOTE);
  });

  it('規程に答えのない質問には、根拠がないと言い、引用も推測もしない', async () => {
    const card = await chat.say('駅前でおいしいランチの店はありますか？');
    const text = await seenText(card, '根拠となる規程が見つかりませんでした');
    expect(text).toContain('推測での回答は控えます');
    expect(text).not.toMatch(/条文を開く|「/);
    expect(await chat.botMessages.last().getByText('AI generated').count()).toBe(0);
    expect(sentLast()?.entities ?? []).toEqual([]);
  });

  it('文案の書式は、必須の項目が空のあいだは送られず、満たすと編集できる文案になる', async () => {
    const form = await chat.say('文案 あいさつ文');
    const sent = playground.wire.calls.length;
    await form.getByRole('button', { name: '文案を作る' }).click();
    expect(await seenText(form, '行事の名称を入力してください')).toContain('伝えたいこと');
    expect(playground.wire.calls).toHaveLength(sent);

    await form.getByLabel('行事の名称').fill('見本市総合防災訓練');
    await form.getByLabel('あいさつをする人').fill('見本市長');
    await form.getByLabel('聞き手').fill('自主防災組織の皆さまと市民の皆さま');
    await form.getByLabel('お礼を述べたい相手や事柄').fill('準備に当たられた消防団の皆さま');
    await form.getByLabel('伝えたいこと').fill('災害への備えは、日頃からの声かけと助け合いが何より大切です。');
    const card = await chat.press('文案を作る', form);
    const draft = card.getByRole('textbox', { name: '文案' });
    expect(await draft.inputValue()).toContain('準備に当たられた消防団の皆さま');
    expect(await draft.inputValue()).toContain('日頃からの声かけと助け合い');
    const buttons = await card.getByRole('button').allInnerTexts();
    expect(buttons).toEqual(['短く', '丁寧に', 'やさしく', 'Wordファイルで受け取る']);
  });

  it('スマートフォンの幅でも、どのカードからも何もはみ出さない', async () => {
    await chat.cards.last().scrollIntoViewIfNeeded();
    await chat.narrowTo(390);
    for (const button of await chat.page.getByRole('button', { name: '条文を開く' }).all()) await button.click();
    const widths = await chat.cards.evaluateAll(widthsOf);
    expect(widths.length).toBeGreaterThan(5);
    expect(Math.max(...widths)).toBeLessThan(390);
    expect(await chat.cards.evaluateAll(overflowing)).toEqual([]);
  });

  it('リセットで、この会話の履歴が消える', async () => {
    await chat.widen();
    expect(turnsOf(PERSONAL).length).toBeGreaterThan(3);
    const card = await chat.say('リセット');
    expect(await seenText(card, '消去しました')).toMatch(/履歴（\d+件）/);
    expect(turnsOf(PERSONAL)).toEqual([]);
    expect(await textOf(await chat.say('履歴'))).toContain('この会話の履歴はありません');
  });
});

describe('チャネル（言語モデルなし）', () => {
  it('メンションに、スレッドの中の一通で答える', async () => {
    await chat.turnTo('総務課 - お知らせ');
    await seenText(chat.cards.first(), 'はじめまして');
    await chat.post(QUESTION);
    const card = chat.cards.filter({ hasText: '根拠の条文' });
    expect(await seenText(card, QUESTION)).toContain('規程に基づく回答');
    const [greeting, answer, ...more] = playground.wire.messagesIn(CHANNEL);
    expect(greeting?.entities).toBeUndefined();
    expect(answer?.text).toMatch(/^根拠：見本市.*\[1\]/);
    expect(more).toEqual([]);
    expect(turnsOf(CHANNEL)).toHaveLength(1);
  });
});

describe('送ったもの', () => {
  it('Teamsが拒むものは、一つも送っていない', () => {
    expect(playground.wire.calls.length).toBeGreaterThan(10);
    expect(teamsProblems(playground.wire.calls)).toEqual([]);
  });

  it('動作の記録に、エラーも、職員の書いた言葉もない', () => {
    expect(playground.written()).toContain('"teams.turn"');
    expect(playground.written()).not.toMatch(/"level":[456]0/);
    expect(playground.written()).not.toMatch(/領収書|ランチ|防災訓練|助かりました/);
  });
});
