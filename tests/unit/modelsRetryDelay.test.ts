import { describe, expect, it } from '@jest/globals';
import { APIError } from 'openai';
import { retryDelay } from '../../src/models/retryDelay.ts';

const busy = (headers: Record<string, string>) => new APIError(429, undefined, undefined, new Headers(headers));

describe('頼み直すまでの時間', () => {
  it('サーバーの求める時間を守る（秒、ミリ秒、日時）', () => {
    expect(retryDelay(busy({ 'retry-after': '3' }), 0, 30_000)).toBe(3_000);
    expect(retryDelay(busy({ 'retry-after-ms': '120', 'retry-after': '3' }), 0, 30_000)).toBe(120);
    const date = new Date(Date.now() + 5_000).toUTCString();
    expect(retryDelay(busy({ 'retry-after': date }), 0, 30_000)).toBeGreaterThan(3_000);
  });

  it('長すぎるときは待たない', () => {
    expect(retryDelay(busy({ 'retry-after': '31' }), 0, 30_000)).toBeUndefined();
  });

  it('求めがないか読めなければ、倍々に、上限まで延ばす', () => {
    for (const headers of [{}, { 'retry-after': 'soon' }]) {
      const delays = [0, 1, 2].map((attempt) => retryDelay(busy(headers), attempt, 30_000) ?? 0);
      expect(delays[0]).toBeGreaterThanOrEqual(375);
      expect(delays[1]).toBeGreaterThan(delays[0] ?? 0);
      expect(delays[2]).toBeLessThanOrEqual(2_000);
    }
    expect(retryDelay(new Error('fetch failed'), 20, 1_000)).toBeLessThanOrEqual(1_000);
  });
});
