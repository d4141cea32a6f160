import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { type RecordedRequest, type ScriptedModel, startScriptedModel } from '../contracts/scriptedModelServer.ts';
import { type Chat, openChat, seenText } from './chat.ts';
import { type Playground, startPlayground } from './playground.ts';
import { type SlowLine, startSlowLine } from './slowLine.ts';
import { teamsProblems } from './teamsProblems.ts';

const PHONE = '0123-45-6789';
const MAIL = 'bousai@city.mihon.example';
const WRITTEN_BY_HAND = '雨天のときの連絡は';
const FORMULA = '=COUNTIF(A:A,A1)';
const OPENING = '皆さま、おはようございます。見本市長でございます。';

let model: ScriptedModel;
let line: SlowLine;
let playground: Playground;
let chat: Chat;
beforeAll(async () => {
  model = await startScriptedModel((request) => ({ kind: 'text', text: sayTo(lastWords(request)) }));
  // Slow enough that what is written can be seen growing.
  line = await startSlowLine(Number(new URL(model.url).port), 400);
  playground = await startPlayground({
    KANAME_MODEL: 'openai-compatible',
    OPENAI_BASE_URL: `${line.url}/v1`,
    OPENAI_MODEL: 'scripted',
    KANAME_EMBEDDING: 'off',
  });
  chat = await openChat(playground.url);
}, 240_000);
afterAll(async () => {
  await chat?.close();
  await playground?.stop();
  line?.close();
  await model?.close();
}, 60_000);

const lastWords = ({ body }: RecordedRequest) => body.messages.at(-1)?.content ?? '';
const draftIn = (card: Locator) => card.getByRole('textbox', { name: '文案' });

/** The model knows of a phone number and an address only what stands in their place. */
function sayTo(asked: string): string {
  const phone = /【電話\d+】/.exec(asked)?.[0] ?? '電話なし';
  const mail = /【メール\d+】/.exec(asked)?.[0] ?? 'メールなし';
  if (asked.includes('数式')) return `次の数式です。\n\`\`\`excel\n${FORMULA}\n\`\`\`\nA列の重複を数えます。`;
  if (asked.includes(WRITTEN_BY_HAND)) {
    return `${OPENING}災害への備えは、日頃の声かけと助け合いが何より大切です。お問い合わせは${phone}、雨天のときは${mail}へ。`;
  }
  return [
    OPENING,
    '本日は、見本市総合防災訓練にお集まりいただき、誠にありがとうございます。準備に当たられた消防団の皆さまに、心から感謝を申し上げます。',
    `災害への備えは、日頃からの声かけと助け合いが何より大切です。訓練のお問い合わせは、${phone}へお寄せください。`,
    '結びに、皆さまの御健勝をお祈り申し上げ、あいさつといたします。',
  ].join('\n');
}

describe('個人チャット（言語モデルあり）', () => {
  it('書式から作った文案が、書かれていくあいだ見え、編集できる欄に収まる', async () => {
    const form = await chat.say('文案 あいさつ文');
    await form.getByLabel('行事の名称').fill('見本市総合防災訓練');
    await form.getByLabel('あいさつをする人').fill('見本市長');
    await form.getByLabel('お礼を述べたい相手や事柄').fill('準備に当たられた消防団の皆さま');
    await form.getByLabel('伝えたいこと').fill(`備えと助け合いが大切。訓練の問い合わせは${PHONE}へ`);
    const [card] = await Promise.all([
      chat.press('文案を作る', form),
      chat.botMessages.last().getByText(OPENING).waitFor(),
    ]);
    expect(await draftIn(card).inputValue()).toContain(`訓練のお問い合わせは、${PHONE}へお寄せください。`);
    expect(await seenText(card, '短く')).toContain('AIが作成しました');

    const streamed = playground.wire.calls.flatMap(({ activity }) =>
      activity?.entities?.some(({ streamType }) => streamType === 'streaming') ? [activity.text ?? ''] : [],
    );
    expect(streamed[0]).toContain(OPENING);
    expect(streamed[0]?.length).toBeLessThan((await draftIn(card).inputValue()).length);
  });

  it('手で書き足した文案が「短く」で書き直され、編集できる新しい欄に収まる', async () => {
    const first = chat.cards.nth((await chat.cards.count()) - 1);
    await draftIn(first).click();
    await chat.page.keyboard.press('Control+End');
    await chat.page.keyboard.insertText(`\n${WRITTEN_BY_HAND}${MAIL}で受け付けます。`);
    const edited = await draftIn(first).inputValue();
    expect(edited).toContain(MAIL);

    const shorter = await chat.press('短く', first);
    expect(await seenText(shorter, '短くした文案')).toContain('やさしく');
    const text = await draftIn(shorter).inputValue();
    expect(text).toContain(`お問い合わせは${PHONE}、雨天のときは${MAIL}へ。`);
    expect(text.length).toBeLessThan(edited.length);

    await draftIn(shorter).fill(`${text}以上`);
    expect(await draftIn(shorter).inputValue()).toBe(`${text}以上`);
  });

  it('モデルに届いたのは、手を入れた文案で、電話番号とメールアドレスは伏せられている', () => {
    expect(model.requests).toHaveLength(2);
    const [written, rewritten] = model.requests.map(lastWords);
    expect(written).toMatch(/見本市総合防災訓練[\s\S]*【電話\d+】/);
    expect(rewritten).toContain(OPENING);
    expect(rewritten).toMatch(/雨天のときの連絡は【メール\d+】で受け付けます。/);
    const wire = model.requests.map(({ raw }) => raw).join('\n');
    for (const secret of [PHONE, '45-6789', MAIL, 'bousai']) expect(wire).not.toContain(secret);
  });

  it('相談には、規程に基づかないと示して答え、コードは写せる欄に入る', async () => {
    const card = await chat.say('Excelで、A列の値の重複を数える数式を教えてください。');
    expect(await seenText(card, '規程に基づかない回答')).toContain('A列の重複を数えます。');
    expect(await card.getByRole('textbox', { name: 'コード' }).inputValue()).toBe(FORMULA);
  });

  it('Teamsが拒むものは、一つも送っていない', () => {
    expect(playground.wire.calls.length).toBeGreaterThan(5);
    expect(teamsProblems(playground.wire.calls)).toEqual([]);
    expect(playground.written()).not.toMatch(/"level":[456]0|6789|bousai/);
  });
});
