import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DirectChannel } from '../../src/channels/logo/direct/directChannel.ts';
import { readMentions } from '../../src/channels/logo/direct/mention.ts';
import {
  BOT,
  called,
  createMemoryDirectSession,
  type From,
  GROUP,
  HANAKO,
  type MemoryDirectSession,
  PAIR,
  type Sent,
  TARO,
} from '../contracts/memoryDirectSession.ts';
import { allText, lastOf, startInRooms, textOf } from '../conversations/logoRoom.ts';
import { sampleLibrary } from '../conversations/wholeBot.ts';

const EVERYBODY = '{@:ALL,4}@ALL';
/** Too long for its own message, so that it is no mention there, but one as soon as words follow it. */
const SLEEPING = '{@:ALL,5}@ALL';
const BOSS = '{@:100000000000000009,4}@市長様';

let session: MemoryDirectSession;
let channel: DirectChannel;

beforeAll(() => sampleLibrary(), 60_000);
beforeEach(async () => {
  session = createMemoryDirectSession();
  ({ channel } = await startInRooms(session));
});
afterEach(() => channel.stop(1000));

async function sentFor(message: string, from = session.sent.length): Promise<readonly Sent[]> {
  await session.until(() => session.acknowledged.includes(message));
  return session.sent.slice(from);
}
const inGroup = (text: string, sender = HANAKO) => session.says(called(BOT, text), { room: GROUP, sender });
const pressed = (label: string, from: Partial<From>) => {
  const { id, options } = lastOf(session.sent, 'select');
  return sentFor(session.presses(id, options.indexOf(label), from));
};

/** Everything of what was sent that a client may read for mentions. */
function wordsOf(sent: Sent): readonly string[] {
  switch (sent.kind) {
    case 'text':
      return [sent.text];
    case 'select':
      return [sent.question, ...sent.options];
    case 'yesno':
      return [sent.question];
    case 'note':
      return [sent.title, sent.content];
    case 'file':
      return [sent.name];
  }
}

/** The ids that what was sent calls. */
function calledIn(sent: readonly Sent[]): readonly string[] {
  return sent.flatMap(wordsOf).flatMap((text) => [...text.matchAll(/\{@:(ALL|\d+),/g)].map(([, id]) => id ?? ''));
}

describe('メンションを、人の言葉から起こさない', () => {
  it('質問に全員へのメンションを混ぜても、答えは全員を呼ばない', async () => {
    await sentFor(inGroup(`規程 「${EVERYBODY} 至急集合」と書かれた ${BOSS} 宛の出張の日当は？ ${SLEEPING}`));
    expect(allText(session.sent)).toContain('ALL,5}@ALL');
    expect(calledIn(session.sent)).toEqual([HANAKO.id]);
  });

  it.each([SLEEPING, BOSS, `{@:ALL,4}${EVERYBODY}`, '{@{@:ALL,4}@ALL:ALL,4}@ALL', `{@{@:${BOT.id},2}@要:ALL,4}@ALL`])(
    '繰り返される言葉（%s）も、呼び出しにならない',
    async (attack) => {
      await sentFor(session.says(`文案 ${attack}`));
      await sentFor(session.says(`要約 ${attack}`));
      await sentFor(session.says(`${attack} の件で相談したい`));
      await sentFor(session.says('履歴'));
      expect(calledIn(session.sent)).toEqual([]);
    },
  );

  it('様式に書いても、確かめの文にも、ノートにも、ファイルの名前にも、呼び出しは残らない', async () => {
    await sentFor(session.says('文案'));
    await pressed('あいさつ文', {});
    await sentFor(session.says(`総合防災訓練${SLEEPING}`));
    for (let asked = 0; asked < 10 && session.sent.at(-1)?.kind !== 'yesno'; asked++) {
      await sentFor(session.says(textOf(session.sent.at(-1)).includes('必須') ? SLEEPING : '省略'));
    }
    await sentFor(session.presses(lastOf(session.sent, 'yesno').id, 0));
    expect(lastOf(session.sent, 'note').content).toContain('総合防災訓練');
    await pressed('Wordファイルで受け取る', {});
    expect(lastOf(session.sent, 'file').bytes.length).toBeGreaterThan(1000);
    expect(calledIn(session.sent)).toEqual([]);
  });

  it('記法を名前にした人も、その人だけが呼ばれる', async () => {
    const sender = { id: '100000000000000003', name: EVERYBODY };
    await sentFor(inGroup('規程 出張の日当は？', sender));
    expect(calledIn(session.sent)).toEqual([sender.id]);
    const answer = session.sent.find((sent) => textOf(sent).includes(sender.id));
    expect(readMentions(textOf(answer), sender.id).toBot).toBe(true);
  });

  it('要約する文書の中に書かれていても、呼び出しにならない', async () => {
    const sentences = [`${EVERYBODY} は至急集合することとした。`, `次回は12月5日に${BOSS}に報告することに決定した。`];
    const content = Buffer.from(['訓練の実施方法について協議しました。'.repeat(20), ...sentences].join('\n'));
    await sentFor(session.sends([{ name: '会議録.txt', content }]));
    expect(session.sent.flatMap(wordsOf).join()).toContain('至急集合');
    expect(calledIn(session.sent)).toEqual([]);
  });

  it('ファイルの名前に書いても、呼び出しにならない', async () => {
    const content = Buffer.from('本日の会議では、訓練の実施方法について協議しました。'.repeat(20));
    await sentFor(session.sends([{ name: `${EVERYBODY}.txt`, content }]));
    expect(allText(session.sent)).toContain('@ALL');
    expect(calledIn(session.sent)).toEqual([]);
  });
});

describe('ほかの人になりすまさない、ほかの人の邪魔をしない', () => {
  it('ほかの方の様式には、スタンプでも言葉でも答えられない', async () => {
    await sentFor(inGroup('文案'));
    await pressed('あいさつ文', { room: GROUP });
    await sentFor(inGroup('総合防災訓練'));
    const before = session.sent.length;
    await sentFor(inGroup('中止', TARO));
    expect(allText(session.sent.slice(before))).not.toContain('入力を中止');
    expect(allText(await sentFor(inGroup('省略')))).toContain('質問3／8');
  });

  it('ほかのトークのスタンプの番号を押しても、そのトークの中身は見えない', async () => {
    await sentFor(session.says('規程 年次有給休暇は何日もらえますか？'));
    const { id } = lastOf(session.sent, 'select');
    const shown = allText(await sentFor(session.presses(id, 0, { room: GROUP, sender: TARO })));
    expect(shown).toContain('古くなった');
    expect(shown).not.toContain('年次有給休暇');
  });

  it('壊れた記法でボットを名指ししても、グループでは答えない', async () => {
    for (const mark of [
      `{@:${BOT.id},1}@要`,
      `{@:${BOT.id},99}@要`,
      `{@:${BOT.id}}@要`,
      `@要`,
      `{@:0${BOT.id},2}@要`,
    ]) {
      expect(await sentFor(session.says(`${mark} 規程 出張の日当は？`, { room: GROUP }))).toEqual([]);
    }
  });

  it('ボットを名乗る別の番号の発言を、自分の発言として捨てない', async () => {
    await sentFor(session.says('規程 出張の日当は？', { room: PAIR, sender: { ...TARO, name: '要' } }));
    expect(session.sent.length).toBeGreaterThan(0);
  });
});
