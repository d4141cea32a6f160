import { describe, expect, it } from '@jest/globals';
import { createMasking } from '../../src/privacy/createMasking.ts';

const call = '山田様（090-1234-5678、taro@example.jp）へ折り返し。';

describe('masking', () => {
  it('個人情報を、文の形を保つ目印に置き換え、元に戻す', () => {
    const masking = createMasking();
    const masked = masking.mask(call);
    expect(masked.text).toBe('山田様（【電話1】、【メール1】）へ折り返し。');
    expect(masked.entities.map(({ type }) => type)).toEqual(['phone', 'email']);
    expect(masking.restore(masked.text)).toBe(call);
  });

  it('それぞれの種類に、決まった名前を使う', () => {
    const text = [
      '電話090-1234-5678',
      'a@example.jp',
      '個人番号123456789018',
      '4111111111111111',
      '普通 1234567',
      '住所：見本市中央1-2-3',
      '生年月日：S55.3.2',
      '受給者番号123456',
    ].join('\n');
    const labels = createMasking()
      .mask(text)
      .text.match(/【[^】]+】/g);
    expect(labels).toEqual([
      '【電話1】',
      '【メール1】',
      '【個人番号1】',
      '【カード番号1】',
      '【口座1】',
      '【住所1】',
      '【生年月日1】',
      '【番号1】',
    ]);
  });

  it('同じものには、どの文でも同じ目印を、違うものには違う目印を使う', () => {
    const masking = createMasking();
    expect(masking.mask('090-1234-5678 と 080-1111-2222').text).toBe('【電話1】 と 【電話2】');
    expect(masking.mask('080-1111-2222、090-1234-5678、070-0000-0000').text).toBe('【電話2】、【電話1】、【電話3】');
  });

  it('別の会話の目印は戻さない', () => {
    createMasking().mask(call);
    expect(createMasking().restore('【電話1】へ')).toBe('【電話1】へ');
  });
});

describe('restoring what a model bent', () => {
  const masking = createMasking();
  masking.mask('090-1234-5678、080-1111-2222、普通 1234567、整理番号123456');
  it.each([
    ['【電話１】へ', '090-1234-5678へ'],
    ['【電話一】へ', '090-1234-5678へ'],
    ['【電話01】へ', '090-1234-5678へ'],
    ['〔電話1〕へ', '090-1234-5678へ'],
    ['[電話1]へ', '090-1234-5678へ'],
    ['［電話２］へ', '080-1111-2222へ'],
    ['【 電話 1 】へ', '090-1234-5678へ'],
    ['【電話\n1】へ', '090-1234-5678へ'],
    ['【電話1]へ', '090-1234-5678へ'],
    ['【電話1・電話2】へ', '090-1234-5678・080-1111-2222へ'],
    ['「電話1」へ', '「090-1234-5678」へ'],
    ['（電話1）へ', '（090-1234-5678）へ'],
    ['電話1へ', '090-1234-5678へ'],
    ['連絡先: 電話1', '連絡先: 090-1234-5678'],
    ['**【口座1】**', '**普通 1234567**'],
  ])('「%s」を「%s」に戻す', (bent, restored) => {
    expect(masking.restore(bent)).toBe(restored);
  });

  it.each([
    '【電話9】',
    '電話1台を設置',
    '電話1本',
    '固定電話1へ',
    '電話12へ',
    '電話一本で',
    '番号1を選ぶ',
    '【口座番号1】',
    '【カード1】',
    '【 】',
    '【電話】',
  ])('「%s」はそのままにする', (text) => {
    expect(masking.restore(text)).toBe(text);
  });
});

describe('restoring a text that is still being written', () => {
  const masking = createMasking();
  masking.mask('090-1234-5678、080-1111-2222、個人番号123456789018');

  it.each([
    ['折り返しは【', '折り返しは'],
    ['折り返しは【電', '折り返しは'],
    ['折り返しは【電話1', '折り返しは'],
    ['折り返しは【電話1】', '折り返しは090-1234-5678'],
    ['折り返しは電話1', '折り返しは'],
    ['折り返しは電話1台', '折り返しは電話1台'],
    ['個人番', ''],
    ['普通の文です。', '普通の文です。'],
  ])('「%s」までなら「%s」を見せる', (soFar, shown) => {
    expect(masking.restorePartial(soFar)).toBe(shown);
  });

  it('見せたものを後から取り消さない', () => {
    const answer =
      '折り返しは【電話1】、だめなら〔電話 ２〕へ。電話1台、電話1 と [個人番号1]、【住所の書き方】【【電話2】電話番号1。';
    let shown = '';
    for (let end = 0; end <= answer.length; end++) {
      const next = masking.restorePartial(answer.slice(0, end));
      expect(next.startsWith(shown)).toBe(true);
      shown = next;
    }
    expect(masking.restore(answer).startsWith(shown)).toBe(true);
    expect(masking.restore(answer)).toContain(
      '折り返しは090-1234-5678、だめなら080-1111-2222へ。電話1台、090-1234-5678',
    );
  });
});

describe('offsets in the original', () => {
  it('目印の外は同じ文字を、中は近い方の端を指す', () => {
    const { text, toOriginal } = createMasking().mask(call);
    const inside = text.indexOf('話1】');
    expect(call.slice(toOriginal(inside, 'start'), toOriginal(inside, 'end'))).toBe('090-1234-5678');
    expect(call.slice(toOriginal(text.indexOf('へ折り返し'), 'start'))).toBe('へ折り返し。');
    expect(toOriginal(0, 'start')).toBe(0);
    expect(toOriginal(text.length, 'end')).toBe(call.length);
    const quote = text.indexOf('（【電話1】、');
    const place = [toOriginal(quote, 'start'), toOriginal(quote + 7, 'end')] as const;
    expect(call.slice(...place)).toBe('（090-1234-5678、');
  });

  it('置き換えがなければ、そのままの位置を返す', () => {
    const { text, toOriginal } = createMasking().mask('会議は10時です。');
    for (let at = 0; at <= text.length; at++) expect(toOriginal(at, 'start')).toBe(at);
  });

  it('原文の位置から、伏せた文章の位置が分かる。個人情報の中は、目印の始まりになる', () => {
    const { text, toOriginal, toMasked } = createMasking().mask(call);
    const number = call.indexOf('090-1234-5678');
    expect(text.slice(toMasked(number))).toMatch(/^【電話1】/);
    expect(toMasked(number + 5)).toBe(toMasked(number));
    expect(text.slice(toMasked(number + 13))).toMatch(/^(?!【)/);
    expect([toMasked(0), toMasked(call.length)]).toEqual([0, text.length]);
    for (let at = 1; at <= call.length; at++) expect(toMasked(at)).toBeGreaterThanOrEqual(toMasked(at - 1));
    for (let at = 0; at <= text.length; at++) {
      const [start, end] = [toOriginal(at, 'start'), toOriginal(at, 'end')];
      if (start === end) expect(toMasked(start)).toBe(at);
    }
  });
});
