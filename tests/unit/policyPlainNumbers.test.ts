import { describe, expect, it } from '@jest/globals';
import { plainNumbers } from '../../src/policy/plainNumbers.ts';

describe('数の書き方をそろえる', () => {
  it.each([
    ['第百二十三条の二第１項', '第123条の2第1項'],
    ['三日以内', '3日以内'],
    ['令和七年度', '令和7年度'],
    ['１２，０００円', '12000円'],
    ['一万二千円', '12000円'],
    ['１万５千円', '15000円'],
    ['1.5万円', '15000円'],
    ['百分の五十', '100分の50'],
    ['二〇二五年', '2025年'],
    ['一箇月', '1箇月'],
  ])('「%s」は「%s」', (text, plain) => {
    expect(plainNumbers(text)).toBe(plain);
  });

  it.each(['一般の職員', '第三者への提供', '十分な説明', '一時的な措置', '千葉市', '三重県'])(
    '「%s」は数ではない',
    (text) => {
      expect(plainNumbers(text)).toBe(text);
    },
  );
});
