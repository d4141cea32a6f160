import { describe, expect, it } from '@jest/globals';
import { mentionOf, readMentions, withoutMarkup } from '../../src/channels/logo/direct/mention.ts';

const BOT = '9223372036854775807';
const read = (text: string) => readMentions(text, BOT);

describe('メンションを読む', () => {
  it('ボットへのメンションを、さんと空白とともに取り除く', () => {
    expect(read(`{@:${BOT},2}@要 さん 規程 出張の日当は？`)).toEqual({ toBot: true, text: '規程 出張の日当は？' });
    expect(read(`{@:${BOT},2}@要さん、教えてください`)).toEqual({ toBot: true, text: '教えてください' });
    expect(read(`{@:${BOT},2}@要\n要約して\n本文`)).toEqual({ toBot: true, text: '要約して\n本文' });
    expect(read(`{@:${BOT},2}@要　：規程 旅費`)).toEqual({ toBot: true, text: '規程 旅費' });
  });

  it('さんで始まる言葉は、取り除かない', () => {
    expect(read(`{@:${BOT},2}@要 さんざんな結果でした`).text).toBe('さんざんな結果でした');
  });

  it('文中や文末にあっても、何回あっても読む', () => {
    expect(read(`旅費について {@:${BOT},2}@要 さん 教えて`)).toEqual({ toBot: true, text: '旅費について 教えて' });
    expect(read(`旅費について教えて {@:${BOT},2}@要 さん`)).toEqual({ toBot: true, text: '旅費について教えて' });
    expect(read(`{@:${BOT},2}@要 さん {@:${BOT},2}@要 さん 規程`)).toEqual({ toBot: true, text: '規程' });
  });

  it('ほかの方へのメンションは名前になり、ボットへの呼びかけにはならない', () => {
    expect(read('{@:5,6}@見本 花子 さん お願いします')).toEqual({ toBot: false, text: '見本 花子 さん お願いします' });
    expect(read(`{@:${BOT},2}@要 さん {@:5,3}@花子 さんへのお礼状`).text).toBe('花子 さんへのお礼状');
  });

  it('全員へのメンションは、ボットへの呼びかけにはならない', () => {
    expect(read('{@:ALL,4}@ALL 会議を始めます')).toEqual({ toBot: false, text: '全員 会議を始めます' });
  });

  it('名前の長さは、符号位置で数える', () => {
    expect(read(`{@:${BOT},4}@𠮷野家 さん 規程`)).toEqual({ toBot: true, text: '規程' });
    expect(read('{@:5,3}@𩸽𠮷の話').text).toBe('𩸽𠮷の話');
  });

  it.each([
    ['長さが足りない', `{@:${BOT},1}@要 規程`],
    ['長さが0', `{@:${BOT},0}@要 規程`],
    ['本文より長い', `{@:${BOT},99}@要`],
    ['番号でない', '{@:abc,2}@要 規程'],
    ['閉じていない', `{@:${BOT},2@要 規程`],
    ['長さがない', `{@:${BOT}}@要 規程`],
    ['@がない', `{@:${BOT},2}要 規程`],
    ['とても長い番号', `{@:${'9'.repeat(400)},2}@要 規程`],
  ])('正しくない記法（%s）は、文字のまま残る', (_, text) => {
    expect(read(text)).toEqual({ toBot: false, text });
  });

  it('名前の中の記法は、メンションにならない', () => {
    const name = `{@:${BOT},2}@要`;
    expect(read(`{@:5,${[...name].length + 1}}@${name} の件`)).toEqual({ toBot: false, text: `${name} の件` });
  });

  it('記法を並べた長い文でも、すぐに読み終わる', () => {
    const started = performance.now();
    read(`{@:${BOT},9999}@`.repeat(10_000));
    read('{@:'.repeat(60_000));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('メンションを書く', () => {
  it('読み返すと同じ人になる', () => {
    for (const name of ['見本 花子', '𠮷野', 'Hanako Mihon', '{@:ALL,4}@ALL', '改行\nのある名前', 'あ'.repeat(80)]) {
      const mention = mentionOf({ id: BOT, name });
      expect(readMentions(`${mention}\n質問を受け付けました。`, BOT)).toEqual({
        toBot: true,
        text: '質問を受け付けました。',
      });
      expect(mention).not.toContain('\n');
      expect(readMentions(mention, '5').text).not.toContain('全員');
    }
  });

  it('長さは、符号位置で数えた名前に@を足したものである', () => {
    expect(mentionOf({ id: '5', name: '𠮷野' })).toBe('{@:5,3}@𠮷野 さん');
  });

  it('名前がわからなければ、書かない', () => {
    expect(mentionOf({ id: '5' })).toBe('');
    expect(mentionOf({ id: '5', name: ' ' })).toBe('');
    expect(mentionOf({ id: 'ALL', name: 'ALL' })).toBe('');
  });

  it('ほかから来た文の記法は、メンションとして働かなくなる', () => {
    const text = withoutMarkup('「{@:ALL,4}@ALL」と{@:5,3}@花子');
    expect(readMentions(text, '5')).toEqual({ toBot: false, text });
    expect(text).not.toContain('{@:');
  });
});
