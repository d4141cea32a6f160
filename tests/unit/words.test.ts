import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadWords, type Words } from '../../src/japanese/words.ts';

describe('words', () => {
  let words: Words;
  beforeAll(async () => {
    words = await loadWords();
  });

  it('活用した語を基本形にし、助詞や「する」を除く', () => {
    expect(words.contentWords('出張の旅費を早めに請求したい')).toEqual(
      expect.arrayContaining(['出張', '旅費', '請求']),
    );
    expect(words.contentWords('休んだ日に働いた')).toEqual(['休む', '働く']);
    expect(words.contentWords('することができる。')).toEqual([]);
  });

  it('語の位置を本文の文字位置で示す', () => {
    const text = '髙﨑市長は、𠮷田さんの申請を\n許可する。ただし、例外がある。';
    const found = words.analyze(text);
    expect(found.map((word) => word.surface).join('')).toBe(text);
    for (const word of found) expect(text.startsWith(word.surface, word.start)).toBe(true);
  });

  it.each(['\0', '\ud83d', '\ude00'])('読めない文字（%j）があっても、語の位置を保って読む', (character) => {
    const found = words.analyze(`年休${character}は何日`);
    expect(found.at(-1)).toMatchObject({ surface: '日', start: 5 });
    expect(words.contentWords(`旅費${character}`)).toContain('旅費');
  });

  it('句読点のない長い文も、すぐに最後まで読む', () => {
    const text = '休暇の届出'.repeat(4000);
    expect(words.contentWords(text).filter((word) => word === '休暇').length).toBeGreaterThan(3900);
    expect(
      words
        .analyze(text)
        .map(({ surface }) => surface)
        .join(''),
    ).toBe(text);
  });

  it('空白だけが続く文も、すぐに読む', () => {
    const started = performance.now();
    const text = `休暇${' '.repeat(20_000)}届出`;
    expect(words.contentWords(text)).toEqual(expect.arrayContaining(['休暇', '届出']));
    expect(words.analyze(text).at(-1)?.start).toBe(text.length - 2);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('二度目の読み込みは同じ辞書を使う', async () => {
    expect(await loadWords()).toBe(words);
  });
});
