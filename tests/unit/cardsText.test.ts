import { describe, expect, it } from '@jest/globals';
import { aroundQuote, cutArticle, LEFT_OUT } from '../../src/cards/article.ts';
import { escapeMarkdown } from '../../src/cards/escape.ts';
import { wareki } from '../../src/japanese/wareki.ts';
import { displayWidth } from '../../src/japanese/width.ts';

describe('マークダウンの打ち消し', () => {
  it.each([
    ['2*3*4', '2\\*3\\*4'],
    ['file_name_1', 'file\\_name\\_1'],
    ['[規程](https://example.com)', '\\[規程\\](https://example.com)'],
    ['`x` ~~y~~', '\\`x\\` \\~\\~y\\~\\~'],
    ['<b>太字</b> と a < b', '\\<b>太字\\</b> と a < b'],
    ['&amp; と R&D', '\\&amp; と R&D'],
    ['1. 目的', '1\\. 目的'],
    ['12) 目的', '12\\) 目的'],
    ['1.5倍', '1.5倍'],
    ['- 項目', '\\- 項目'],
    ['-3度', '-3度'],
    ['---', '\\---'],
    ['+ 項目', '\\+ 項目'],
    ['# 見出し', '\\# 見出し'],
    ['#1の案', '#1の案'],
    ['> 引用', '\\> 引用'],
    ['    字下げ', '字下げ'],
    ['\\*', '\\\\\\*'],
    ['C:\\temp', 'C:\\temp'],
    ['{{DATE(2020-01-01T00:00:00Z)}}', '{\\{DATE(2020-01-01T00:00:00Z)}}'],
  ])('%s は、そのまま読めるように %s になる', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });

  it('行ごとに段落になり、続く行の頭の記号も打ち消す', () => {
    expect(escapeMarkdown('第一\r\n1. 第二\n\n- 第三')).toBe('第一\n\n1\\. 第二\n\n\\- 第三');
  });

  it('普通の日本語は変えない', () => {
    const text = '第14条第２項（年次有給休暇）は、1日・半日・1時間を単位とする。';
    expect(escapeMarkdown(text)).toBe(text);
  });
});

describe('和暦', () => {
  it.each([
    ['2025-04-01', '令和7年4月1日'],
    ['2019-05-01', '令和元年5月1日'],
    ['2019-04-30', '平成31年4月30日'],
    ['1989-01-08', '平成元年1月8日'],
    ['1989-01-07', '昭和64年1月7日'],
  ])('%s は %s', (date, japanese) => {
    expect(wareki(date)).toBe(japanese);
  });

  it('日付でないものは、そのまま返す', () => {
    expect(wareki('未定')).toBe('未定');
    expect(wareki('2025-13-45')).toBe('2025-13-45');
  });
});

describe('条文', () => {
  const articleText = ['一項', '二項の前半。二項の後半。', '三項', '四項'].join('\n');

  it('引用の立つ項と、その前後を分ける', () => {
    expect(aroundQuote({ articleText, quote: '二項の後半。' })).toEqual({
      before: ['一項'],
      quoted: ['二項の前半。二項の後半。'],
      after: ['三項', '四項'],
    });
    expect(aroundQuote({ articleText, quote: '二項の後半。\n三項' }).quoted).toHaveLength(2);
    expect(aroundQuote({ articleText, quote: 'ない文' }).quoted).toEqual([]);
  });

  it('長い条は、引用の周りを項の切れ目で残し、省略を断る', () => {
    const lines = Array.from({ length: 60 }, (_, i) => `${i + 1}　${'条文'.repeat(20)}。`);
    const citation = { articleText: lines.join('\n'), quote: lines[30] ?? '' };
    const cut = cutArticle({ article: '', clause: '', document: '', label: '', ...citation }, 300).split('\n');
    expect(cut.at(-1)).toBe(LEFT_OUT);
    expect(cut).toContain(lines[30]);
    expect(cut.slice(0, -1).every((line) => lines.includes(line))).toBe(true);
    expect(cut.slice(0, -1).join('').length).toBeLessThanOrEqual(300);
    expect(cut.length).toBeGreaterThan(3);
  });
});

describe('文字の幅', () => {
  it('全角は2、半角は1、結合文字は0と数える', () => {
    expect(displayWidth('規程A1')).toBe(6);
    expect(displayWidth('ｶﾅ①…')).toBe(6);
    expect(displayWidth('か\u3099')).toBe(2);
    expect(displayWidth('𠮷野')).toBe(4);
  });
});
