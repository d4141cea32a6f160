import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { projectFile } from '../../src/projectFiles.ts';
import { type Chat, openChat } from './chat.ts';
import { type Playground, startPlayground } from './playground.ts';

const MOST_BYTES = 300_000;
const MARGIN = 4;
/** Narrow enough for the playground to show nothing but the conversation, high enough for a whole answer. */
const WIDTH = 640;
const HEIGHT = 1_800;
/** Of the playground. */
const HEADER = 90;
const MEETING = `窓口改善会議　記録（令和7年11月19日）
市民課長（松井）：昨年3月の転入転出の届出は1,860件で、最も混んだ日の待ち時間は94分でした。
総務課長（前田）：来年3月は、窓口を4番から6番に増やすことに決定します。応援の職員は各課から1名とします。
市民課長（松井）：応援職員向けの手引は、市民課が1月末までに作成し、各課に配付します。
デジタル推進課長（後藤）：予約システムは、2月2日から試験運用を始めることとしました。
総務課長（前田）：予約システムの周知の文案は、広報課が12月10日までに作ってください。
広報課長（西田）：承知しました。市のSNSにも載せます。
総務課長（前田）：次回は12月17日の午後2時から、第2会議室で開きます。`;

let playground: Playground;
let chat: Chat;
beforeAll(async () => {
  playground = await startPlayground();
  await playground.untilSearchedByMeaning();
  chat = await openChat(playground.url);
  await chat.page.setViewportSize({ width: WIDTH, height: HEIGHT });
}, 420_000);
afterAll(async () => {
  await chat?.close();
  await playground?.stop();
}, 60_000);

/** Writes docs/images/{name}.png: the conversation from the top of one element to the bottom of another. */
async function take(name: string, from: Locator, to: Locator): Promise<void> {
  await to.evaluate((element) => element.scrollIntoView({ block: 'end' }));
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  const window = chat.page.viewportSize();
  if (start === null || end === null || window === null) throw new Error(`${name} is not to be seen`);
  const y = start.y - MARGIN;
  const clip = { x: 0, y, width: window.width, height: end.y + end.height + MARGIN - y };
  expect(y).toBeGreaterThan(HEADER);
  expect(y + clip.height).toBeLessThan((await chat.box.boundingBox())?.y ?? 0);
  const picture = await chat.page.screenshot({ animations: 'disabled', caret: 'hide', clip });
  expect(picture.length).toBeLessThan(MOST_BYTES);
  mkdirSync(projectFile('docs/images'), { recursive: true });
  writeFileSync(projectFile(`docs/images/${name}.png`), picture);
}

const bubbleOf = (words: string) => chat.page.getByText(words).first().locator('../..');

describe('READMEの画像', () => {
  it('規程：質問と答えと、開いた条文', async () => {
    const question = '領収書をなくしてしまいました。出張の精算はできますか？';
    const card = await chat.say(question);
    await card.getByRole('button', { name: '条文を開く' }).first().click();
    await take('ask', bubbleOf(question), chat.botMessages.last());
  });

  it('文案：編集できる下書きと、書き直しのボタン', async () => {
    const form = await chat.say('文案 あいさつ文');
    await form.getByLabel('行事の名称').fill('見本市総合防災訓練');
    await form.getByLabel('あいさつをする人').fill('見本市長');
    await form.getByLabel('聞き手').fill('自主防災組織の皆さまと市民の皆さま');
    await form.getByLabel('お礼を述べたい相手や事柄').fill('準備に当たられた消防団の皆さま');
    await form.getByLabel('伝えたいこと').fill('災害への備えは、日頃からの声かけと助け合いが何より大切です。');
    await chat.press('文案を作る', form);
    await take('draft', chat.botMessages.last(), chat.botMessages.last());
  });

  it('要約：要点、決定事項、宿題', async () => {
    await chat.say(`要約\n${MEETING}`);
    await take('summary', bubbleOf('窓口改善会議'), chat.botMessages.last());
  });

  it('スマートフォンの幅', async () => {
    const question = '業者からお歳暮が届きました。どうすればいいですか？';
    await chat.say(question);
    await chat.narrowTo(390, HEIGHT);
    await take('mobile', bubbleOf(question), chat.botMessages.last());
  });
});
