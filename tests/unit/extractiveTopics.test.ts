import { describe, expect, it } from '@jest/globals';
import { topics } from '../../src/models/extractive/topics.ts';
import { readSpeech } from '../../src/summary/readSpeech.ts';

const numbered = (text: string) => {
  const { sentences } = readSpeech(text);
  const found = topics(sentences);
  return sentences.map((sentence, index) => ({ text: sentence.text, topic: found[index] }));
};
const topicOf = (text: string, words: string) => numbered(text).find((one) => one.text.includes(words))?.topic;

describe('話題の切れ目', () => {
  it('見出しから新しい話題が始まる', () => {
    const text =
      '# 申込み\n申込みは窓口で受け付けます。受付は平日です。\n# 費用\n費用は無料です。材料費だけ実費を頂きます。';
    expect(topicOf(text, '受付は平日')).toBe(topicOf(text, '申込みは窓口'));
    expect(topicOf(text, '材料費')).not.toBe(topicOf(text, '申込みは窓口'));
  });

  it('会議では、次の議題に移る言葉から新しい話題が始まる', () => {
    const text =
      '○委員長　公園の遊具の更新について御意見を伺います。\n○原委員　ブランコの鎖が傷んでいます。\n○委員長　次に、駐輪場の有料化についてです。\n○原委員　駅前は満車が続いています。';
    expect(topicOf(text, 'ブランコ')).toBe(topicOf(text, '遊具'));
    expect(topicOf(text, '満車')).not.toBe(topicOf(text, 'ブランコ'));
  });

  it('「（「なし」と呼ぶ者あり）」は話題の切れ目ではない', () => {
    const text =
      '○委員長　遊具の更新に質疑はありますか。\n（「なし」と呼ぶ者あり）\n○委員長　遊具の更新の質疑を終わります。';
    expect(new Set(numbered(text).map(({ topic }) => topic)).size).toBe(1);
  });

  it('目印がなくても、使う言葉が変わるところで分ける', () => {
    const bus = Array.from(
      { length: 15 },
      (_, at) => `循環バスの${at + 1}番の停留所では、乗客数と運行の間隔を調べ、時刻表の見直しを進めています。`,
    );
    const library = Array.from(
      { length: 15 },
      (_, at) => `図書館の${at + 1}階の書架では、児童書の貸出しが増え、司書が読み聞かせの会を開いています。`,
    );
    const found = numbered([...bus, ...library].join('\n'));
    const borders = found.flatMap(({ topic }, at) => (at > 0 && topic !== found[at - 1]?.topic ? [at] : []));
    expect(borders).toEqual([15]);
  });

  it('目印がなく、意味だけが変わるところも、ベクトルがあれば分ける', () => {
    const sentences = Array.from({ length: 30 }, (_, at) => ({ text: `第${at}の項目を確かめました。` }));
    const side = (at: number) => Float32Array.from(at < 15 ? [1, 0] : [0, 1]);
    const meaning = new Map(sentences.map((_, at) => [at, side(at)]));
    expect(topics(sentences, meaning).lastIndexOf(0)).toBe(14);
  });
});
