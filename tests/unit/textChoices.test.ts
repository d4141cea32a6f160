import { describe, expect, it } from '@jest/globals';
import type { Part } from '../../src/answer.ts';
import { answer, choices, final, openRoom, scripted, textOf, withStamps } from './textFixture.ts';

const many = Array.from({ length: 23 }, (_, i) => `項目${i + 1}`);
const citation = (label: string) => ({
  article: label,
  clause: 'p1',
  document: '休暇規程',
  label,
  quote: `${label}の引用です。`,
  articleText: `${label}の引用です。\n２　${label}の続きです。`,
  owner: '人事課',
});
const cited: Part = { kind: 'citations', title: '根拠の条文', citations: [citation('第1条'), citation('第2条')] };

describe('番号で選ぶ', () => {
  it('番号は、全角でも、「番」が付いても、直前の選択肢を押したことになる', async () => {
    for (const typed of ['2', '２', '②', '2番', ' 2 ']) {
      const { conversation, received } = scripted([[final(answer('一', choices('甲', '乙', '丙')))]]);
      const room = openRoom(conversation);
      expect(await room.read('何か')).toContain('【番号を送ってお選びください】\n1. 甲\n2. 乙\n3. 丙');
      await room.say(typed);
      expect(received[1]).toMatchObject({ text: '', action: { name: 'say', data: { text: '乙' } } });
    }
  });

  it('選択肢の言葉を書いても、番号と同じである', async () => {
    const { conversation, received } = scripted([[final(answer('一', choices('規程 Ａ', '乙')))]]);
    const room = openRoom(conversation);
    await room.say('何か');
    await room.say('「規程A」');
    expect(received[1]?.action?.data.text).toBe('規程 Ａ');
  });

  it('ない番号は渡さず、選べる番号を伝え、選択肢は残る', async () => {
    const { conversation, received } = scripted([[final(answer('一', choices('甲', '乙')))]]);
    const room = openRoom(conversation);
    await room.say('何か');
    expect(await room.read('9')).toBe(
      '1から2までの番号か、選択肢の言葉を送ってください。別のご用件は、そのまま言葉でお送りください。',
    );
    expect(received).toHaveLength(1);
    await room.say('1');
    expect(received[1]?.action?.data.text).toBe('甲');
  });

  it('何も示していなければ、数字もそのまま渡す', async () => {
    const { conversation, received } = scripted([]);
    const room = openRoom(conversation);
    await room.say('5');
    await room.say('3');
    expect(received.map(({ text }) => text)).toEqual(['5', '3']);
  });

  it('番号でも選択肢の言葉でもない文は、そのまま渡す', async () => {
    const { conversation, received } = scripted([[final(answer('一', choices('甲', '乙')))]]);
    const room = openRoom(conversation);
    await room.say('何か');
    await room.say('  規程 有休は？\n二行目  ');
    expect(received[1]?.text).toBe('  規程 有休は？\n二行目  ');
  });

  it('あいさつの選択肢も、番号で選べる', async () => {
    const { conversation, received } = scripted([]);
    const room = openRoom(conversation);
    expect(textOf(await room.greet())).toContain('2. 要約する');
    await room.say('2');
    expect(received[0]?.action?.data.text).toBe('要約する');
  });

  it('別の人の番号は、その人に示した選択肢にだけ当たる', async () => {
    const { conversation, received } = scripted([
      [final(answer('一', choices('甲', '乙')))],
      [final(answer('二', choices('丙', '丁')))],
    ]);
    const room = openRoom(conversation);
    const taro = { sender: { id: 'taro' } };
    await room.say('花子の質問');
    await room.say('太郎の質問', taro);
    await room.say('1');
    await room.say('1', taro);
    expect(received.slice(2).map(({ action }) => action?.data.text)).toEqual(['甲', '丙']);
  });

  it('文案の選択肢は、その文案と一緒に渡す', async () => {
    const draft = (text: string, how: string): Part => ({
      kind: 'draft',
      label: '文案',
      text,
      choices: [{ label: `${how}する`, action: { name: 'draft.rewrite', data: { how } } }],
    });
    const { conversation, received } = scripted([
      [final(answer('案', draft('案一', '短く'), draft('案二', '丁寧に')))],
    ]);
    const room = openRoom(conversation);
    await room.say('文案');
    await room.say('2');
    expect(received[1]?.action).toEqual({ name: 'draft.rewrite', data: { how: '丁寧に', draft: '案二' } });
  });
});

describe('スタンプで選ぶ', () => {
  it('選択肢はスタンプになり、本文には並べない', async () => {
    const { conversation, received } = scripted([[final(answer('一', choices('甲', '乙')))]]);
    const room = openRoom(conversation, withStamps);
    const sent = await room.say('何か');
    expect(sent.map(({ kind }) => kind)).toEqual(['text', 'text', 'select']);
    expect(sent[1]).toEqual({ kind: 'text', text: '一' });
    await room.press('乙');
    expect(received[1]?.action).toEqual({ name: 'say', data: { text: '乙' } });
  });

  it('十を超える選択肢は、ページを行き来して選ぶ', async () => {
    const { conversation, received } = scripted([[final(answer('一', choices(...many)))]]);
    const room = openRoom(conversation, withStamps);
    const options = (pieces: readonly { kind: string }[]) => {
      const last = pieces.at(-1) as { kind: string; options?: readonly string[] };
      expect(last.options?.length).toBeLessThanOrEqual(10);
      return last.options ?? [];
    };
    const first = options(await room.say('何か'));
    expect(first).toEqual([...many.slice(0, 9), 'ほかの選択肢']);
    const second = options(await room.press('ほかの選択肢'));
    expect(second).toEqual([...many.slice(9, 17), '前の選択肢', 'ほかの選択肢']);
    const third = options(await room.press('ほかの選択肢'));
    expect(third).toEqual([...many.slice(17), '前の選択肢']);
    expect(options(await room.press('前の選択肢'))).toEqual(second);
    expect(received).toHaveLength(1);
    await room.press('項目12');
    expect(received[1]?.action?.data.text).toBe('項目12');
  });

  it('示したページにない選択肢も、言葉で選べる', async () => {
    const { conversation, received } = scripted([[final(answer('一', choices(...many)))]]);
    const room = openRoom(conversation, withStamps);
    await room.say('何か');
    await room.say('項目20');
    expect(received[1]?.action?.data.text).toBe('項目20');
  });

  it('長い選択肢は切って示し、元の選択肢として渡す', async () => {
    const long = `規程${'とても長い選択肢'.repeat(20)}`;
    const { conversation, received } = scripted([[final(answer('一', choices(long, '乙')))]]);
    const room = openRoom(conversation, withStamps);
    const select = (await room.say('何か')).at(-1);
    const shown = select?.kind === 'select' ? (select.options[0] ?? '') : '';
    expect(shown).toMatch(/^規程とても長い.*…$/);
    expect(shown.length).toBeLessThanOrEqual(60);
    await room.press(shown);
    expect(received[1]?.action?.data.text).toBe(long);
  });

  it('前の回答のスタンプも、同じ部屋のほかの人も、押せる', async () => {
    const { conversation, received } = scripted([
      [final(answer('一', choices('甲', '乙')))],
      [final(answer('二', choices('丙')))],
    ]);
    const room = openRoom(conversation, withStamps);
    await room.say('一つ目');
    await room.say('二つ目');
    await room.press('甲', { sender: { id: 'taro' } });
    expect(received[2]).toMatchObject({ sender: { id: 'taro' }, action: { data: { text: '甲' } } });
  });

  it.each([
    { stamp: 'unknown', option: 0 },
    { stamp: 'p0-3', option: 7 },
  ])('知らないスタンプや選択肢（%o）には、使えないと伝える', async (pressed) => {
    const { conversation, received } = scripted([[final(answer('一', choices('甲')))]]);
    const room = openRoom(conversation, withStamps);
    await room.say('何か');
    expect(await room.read('', { pressed })).toContain('この選択肢は古くなったため、お使いいただけません。');
    expect(received).toHaveLength(1);
  });
});

describe('条文を開く', () => {
  it.each(['条文2', '条文２', '根拠2', '2の条文', '[2]の全文を見せて', '条文2を見る', '引用の2', '2番の根拠'])(
    '「%s」で、条文の全文を受け付けの言葉なしに示す',
    async (typed) => {
      const { conversation, received } = scripted([[final(answer('有休', cited))]]);
      const room = openRoom(conversation);
      const shown = await room.read('有休は？');
      expect(shown).toContain('[2] 休暇規程 第2条\n「第2条の引用です。」\n所管：人事課');
      expect(shown).not.toContain('続きです');
      expect(await room.read(typed)).toBe('休暇規程 第2条\n\n第2条の引用です。\n２　第2条の続きです。\n\n所管：人事課');
      expect(received).toHaveLength(1);
    },
  );

  it('スタンプのある場では、押して開ける', async () => {
    const { conversation } = scripted([[final(answer('有休', cited, choices('甲')))]]);
    const room = openRoom(conversation, withStamps);
    expect((await room.say('有休は？')).at(-1)).toMatchObject({ options: ['甲', '条文1を見る', '条文2を見る'] });
    expect(textOf(await room.press('条文1を見る'))).toContain('２　第1条の続きです。');
  });

  it('ほかに選ぶものがなければ、番号だけでも開く', async () => {
    const { conversation } = scripted([[final(answer('有休', cited))]]);
    const room = openRoom(conversation);
    await room.say('有休は？');
    expect(await room.read('2')).toContain('第2条の続きです。');
  });

  it('ない番号には、開ける番号を伝える', async () => {
    const { conversation, received } = scripted([[final(answer('有休', cited))]]);
    const room = openRoom(conversation);
    await room.say('有休は？');
    expect(await room.read('条文5')).toBe('この回答の条文は、1から2までです。「条文1」のように送ってください。');
    expect(await room.read('条文')).toContain('1から2まで');
    expect(received).toHaveLength(1);
  });

  it('条文の番号は、引用がいくつに分かれていても通しである', async () => {
    const two: Part = { kind: 'citations', title: '関連', citations: [citation('第9条')] };
    const { conversation } = scripted([[final(answer('有休', cited, two))]]);
    const room = openRoom(conversation);
    expect(await room.read('有休は？')).toContain('[3] 休暇規程 第9条');
    expect(await room.read('条文3')).toContain('第9条の続きです。');
  });

  it('引用のない回答のあとの「条文1」は、質問として渡す', async () => {
    const { conversation, received } = scripted([]);
    const room = openRoom(conversation);
    await room.say('こんにちは');
    await room.say('条文1');
    expect(received[1]?.text).toBe('条文1');
  });

  it('「出典」で、要約の各項目の元の文を示す', async () => {
    const source = { start: 0, end: 5, quote: '原文の一文です。' };
    const { conversation } = scripted([
      [
        final(
          answer('要約', { kind: 'list', title: '要点', items: [{ text: '要点です', source }, { text: '別の点' }] }),
        ),
      ],
    ]);
    const room = openRoom(conversation);
    expect(await room.read('要約')).not.toContain('原文の一文');
    expect(await room.read('出典')).toBe('「要約」の出典\n\n【要点】\n・要点です\n    出典：原文の一文です。');
  });
});
