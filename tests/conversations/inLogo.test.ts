import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DirectChannel } from '../../src/channels/logo/direct/directChannel.ts';
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
import { allText, lastOf, startInRooms, textOf } from './logoRoom.ts';
import { committeeRecord, sampleLibrary, type WholeBot } from './wholeBot.ts';

let session: MemoryDirectSession;
let channel: DirectChannel;
let bot: WholeBot;

beforeAll(() => sampleLibrary(), 60_000);
beforeEach(async () => {
  session = createMemoryDirectSession();
  ({ bot, channel } = await startInRooms(session));
});
afterEach(() => channel.stop(1000));

/** What was sent from a message on until it was dealt with. */
async function sentFor(message: string, from = session.sent.length): Promise<readonly Sent[]> {
  await session.until(() => session.acknowledged.includes(message));
  return session.sent.slice(from);
}
const say = (text: string) => sentFor(session.says(text));
const sayInGroup = (text: string, sender = HANAKO) => sentFor(session.says(called(BOT, text), { room: GROUP, sender }));
/** Presses an option of the newest stamp by its words. */
const press = (label: string, from = {}) => {
  const { id, options } = lastOf(session.sent, 'select');
  expect(options).toContain(label);
  return sentFor(session.presses(id, options.indexOf(label), from));
};

describe('LoGoチャットで話す', () => {
  it('質問には、受け付けをすぐに、答えを引用とともに伝え、条文をスタンプで開ける', async () => {
    const [taken, answer, menu] = await say('規程 年次有給休暇は何日もらえますか？');
    expect(textOf(taken)).toBe('質問を受け付けました。');
    expect(textOf(answer)).toContain('[1]');
    expect(textOf(answer)).toContain('第12条第1項');
    expect(textOf(answer)).toContain('内容は職員が確認してください');
    expect(menu).toMatchObject({ kind: 'select', options: expect.arrayContaining(['条文1を見る']) });
    const opened = allText(await press('条文1を見る'));
    expect(opened).toContain('第12条');
    expect(opened).toContain('20日');
  });

  it('様式は一つずつ尋ね、はい・いいえで確かめ、文案をノートとWordで渡す', async () => {
    await say('文案');
    expect(allText(await press('あいさつ文'))).toContain('質問1／8');
    expect(allText(await say('見本市総合防災訓練'))).toContain('質問2／8');
    await say('省略');
    await say('省略');
    expect(allText(await say('市長'))).toContain('質問5／8');
    while (!session.sent.slice(-2).some(({ kind }) => kind === 'yesno')) {
      const question = textOf(session.sent.at(-1));
      await say(question.includes('必須') ? '日頃の備えを大切に。' : '省略');
    }
    expect(allText(session.sent.slice(-2))).toContain('行事の名称：見本市総合防災訓練');
    const made = await sentFor(session.presses(lastOf(session.sent, 'yesno').id, 0));
    const note = made.find(({ kind }) => kind === 'note');
    expect(note).toMatchObject({ title: expect.any(String), content: expect.stringContaining('見本市総合防災訓練') });
    const [file] = await press('Wordファイルで受け取る');
    expect(file).toMatchObject({ kind: 'file', name: expect.stringMatching(/\.docx$/) });
    expect(file?.kind === 'file' && file.bytes.subarray(0, 2).toString()).toBe('PK');
  });

  it('「リセットコマンド」で、履歴も、途中の様式も消える', async () => {
    await say('規程 年次有給休暇は何日もらえますか？');
    await say('文案');
    await press('あいさつ文');
    expect(allText(await say('リセットコマンド'))).toContain('消去しました');
    expect((await bot.history.page(`direct:${PAIR.id}`, 10)).turns).toEqual([]);
    expect(allText(await say('出張の日当はいくらですか？'))).toContain('日当');
  });

  it('グループでは、呼ばれたときだけ、呼んだ方にだけ向けて答える', async () => {
    expect(await sentFor(session.says('規程 年次有給休暇は何日ですか？', { room: GROUP }))).toEqual([]);
    const [taken, answer] = await sayInGroup('規程 年次有給休暇は何日もらえますか？', TARO);
    expect(textOf(taken)).toBe('質問を受け付けました。');
    expect(textOf(answer)).toMatch(new RegExp(`^\\{@:${TARO.id},5\\}@試験太郎 さん\\n`));
  });

  it('グループでは、ほかの方が条文を開けて、開いた方に届く', async () => {
    await sayInGroup('規程 年次有給休暇は何日もらえますか？', TARO);
    const opened = await press('条文1を見る', { room: GROUP, sender: HANAKO });
    expect(textOf(opened[0])).toContain(`{@:${HANAKO.id},6}@見本 花子 さん`);
    expect(allText(opened)).toContain('第12条');
  });

  it('グループの様式には、メンションを付けて答える', async () => {
    await sayInGroup('文案');
    await press('あいさつ文', { room: GROUP });
    expect(allText(await sentFor(session.says('今日は暑いですね', { room: GROUP })))).toBe('');
    expect(allText(await sayInGroup('見本市総合防災訓練'))).toContain('質問2／8');
  });

  it('「履歴」は、このトークの分だけを、ファイルとともに示す', async () => {
    await say('規程 年次有給休暇は何日もらえますか？');
    const shown = await say('履歴');
    expect(allText(shown)).toContain('年次有給休暇');
    expect(shown.some(({ kind }) => kind === 'file')).toBe(true);
    expect(allText(await sayInGroup('履歴'))).toContain('履歴はありません');
  });

  it('送るものは、どれもクライアントの限りに収まり、絵文字を含まない', async () => {
    session.emit({ kind: 'joined', room: PAIR });
    await say('ヘルプ');
    await say(`要約\n${committeeRecord}`);
    await say('規程 年次有給休暇は何日もらえますか？');
    await say('文案');
    expect(session.sent.length).toBeGreaterThan(10);
    for (const sent of session.sent) {
      expect(textOf(sent).length).toBeLessThanOrEqual(1024);
      if (sent.kind === 'note') expect([sent.title.length <= 100, sent.content.length <= 5000]).toEqual([true, true]);
      if (sent.kind === 'select') {
        expect(sent.options.length).toBeLessThanOrEqual(9);
        for (const option of sent.options) expect(option.length).toBeLessThanOrEqual(64);
      }
      const words = sent.kind === 'note' ? `${sent.title}${sent.content}` : textOf(sent);
      expect(words).not.toMatch(/(?![©®™])\p{Extended_Pictographic}|\u{FE0F}/u);
    }
  });
});
