import { describe, expect, it } from '@jest/globals';
import { createMasking } from '../../src/privacy/createMasking.ts';
import { findEntities } from '../../src/privacy/findEntities.ts';

/** Numerical Recipes' linear congruential generator, so that a failure can be repeated. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const pieces = [
  ...[
    '【',
    '】',
    '[',
    ']',
    '〔',
    '〕',
    '［',
    '］',
    '「',
    '」',
    ' ',
    '\n',
    '　',
    '1',
    '２',
    '一',
    '-',
    '番',
    '号',
    '台',
    '、',
  ],
  ...[
    '電話',
    'メール',
    '個人番号',
    'カード番号',
    '口座',
    '住所',
    '生年月日',
    '番号',
    '氏名',
    '普通 ',
    '〒',
    '見本市',
    '丁目',
  ],
  ...[
    '【電話1】',
    '【電話２】',
    '〔住所1〕',
    '[番号1]',
    '電話1',
    '電話1台',
    '【口座1',
    'メール1】',
    '【個人番号１】',
    '【電話9】',
  ],
  ...[
    '090-1234-5678',
    '０８０－１１１１－２２２２',
    'taro@example.jp',
    '123456789018',
    '4111111111111111',
    '普通 1234567',
  ],
  ...[
    '見本市中央1-2-3',
    '東京都千代田区霞が関１丁目２番３号',
    '生年月日：S55.3.2',
    '受給者番号123456',
    '𠮷',
    '㈱',
    'ｶﾞ',
    '\u0000',
    '\ud842',
  ],
];

describe('what a user writes to confuse the masking', () => {
  it('どんな文でも、どの順に置き換えても、戻せば元の文と1字も違わない', () => {
    const random = randomFrom(20261122);
    for (let round = 0; round < 3000; round++) {
      const masking = createMasking();
      const texts = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
        Array.from({ length: 1 + Math.floor(random() * 12) }, () => pieces[Math.floor(random() * pieces.length)]).join(
          '',
        ),
      );
      const masked = texts.map((text) => masking.mask(text).text);
      expect(masked.map((text) => masking.restore(text))).toEqual(texts);
    }
  });

  it('利用者が書いた「【電話1】」を、ほかの人の電話番号に変えない', () => {
    const masking = createMasking();
    const text = '【電話1】という記号の意味は？ 私の番号は090-1234-5678です。';
    const masked = masking.mask(text).text;
    expect(masked).toBe('【電話1】という記号の意味は？ 私の番号は【電話2】です。');
    expect(masking.restore(masked)).toBe(text);
    expect(masking.restore('【電話1】は記号です。')).toBe('【電話1】は記号です。');
  });

  it('先に置き換えた目印と同じ文字を後から書いても、取り違えない', () => {
    const masking = createMasking();
    masking.mask('090-1234-5678');
    const text = '〔電話１〕とは何ですか。';
    const masked = masking.mask(text).text;
    expect(masked).not.toContain('電話１');
    expect(masking.restore(masked)).toBe(text);
  });

  it('復元した中身をもう一度復元しない', () => {
    const masking = createMasking(() => [{ start: 0, end: 5, type: 'person', text: '【電話1】' }]);
    const masked = masking.mask('【電話1】');
    expect(masking.restore(masked.text)).toBe('【電話1】');
  });

  it('目に見えない文字をはさんだ番号も見逃さない', () => {
    const text = '090\u200b-12\u00ad34\u2060-5678';
    expect(createMasking().mask(text).text).toBe('【電話1】');
  });
});

describe('texts made to take long', () => {
  const long = 60_000;
  it.each([
    '0',
    '0-',
    '0 ',
    '(0',
    'a@',
    'a.',
    'a',
    '市',
    '市市1-',
    '見本市',
    '東京都',
    '一丁目',
    '1-2-',
    '千',
    '【電話',
    '【 ',
    '電話1',
    ' ',
    '生年月日',
    '昭和1年',
    '番号',
    '被保険者番号 ',
    '第1',
    '\u200b',
    'ｶﾞ',
  ])('「%s」の繰り返しでも、1秒とかからない', (piece) => {
    const text = piece.repeat(Math.ceil(long / piece.length));
    const masking = createMasking();
    masking.mask('090-1234-5678');
    const started = performance.now();
    const masked = masking.mask(text).text;
    masking.restorePartial(masked);
    const restored = masking.restore(masked);
    expect(performance.now() - started).toBeLessThan(1000);
    expect(restored).toBe(text);
  });

  it('普通の文を、1秒に5万字より速く読む', () => {
    const text =
      '窓口に来られた方より、東京都千代田区霞が関1-2-3の道路陥没について苦情あり。連絡先03-1234-5678。'.repeat(2000);
    const started = performance.now();
    expect(findEntities(text)).toHaveLength(4000);
    expect(text.length / ((performance.now() - started) / 1000)).toBeGreaterThan(50_000);
  });
});
