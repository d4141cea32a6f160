import { describe, expect, it } from '@jest/globals';
import { lostFacts } from '../../src/models/lostFacts.ts';

describe('書き直しで消えた事実を見つける', () => {
  it('消えた数字、時刻、記号を挙げる', () => {
    const before = '12月1日の10:30から受け付けます。連絡先は【電話1】です。';
    expect(lostFacts(before, '12月2日から受け付けます。')).toEqual(['1', '10:30', '【電話1】']);
  });

  it('全角と半角、桁区切りの違いは変化としない', () => {
    expect(lostFacts('１，２００円、【電話１】', '1200円です。【電話1】')).toEqual([]);
  });
});
