import { describe, expect, it } from '@jest/globals';
import { changedFacts } from '../../src/models/changedFacts.ts';

describe('書き直しで変わった事実を見つける', () => {
  it('消えた数字と記号、増えた数字と記号を挙げる', () => {
    const before = '12月1日の10:30から受け付けます。連絡先は【電話1】です。';
    const after = '12月2日の10:30から受け付けます。【氏名1】まで。';
    expect(changedFacts(before, after)).toEqual({ lost: ['1', '【電話1】'], added: ['2', '【氏名1】'] });
  });

  it('全角と半角、桁区切りの違いは変化としない', () => {
    expect(changedFacts('１，２００円、【電話１】', '1200円、【電話1】')).toEqual({ lost: [], added: [] });
  });
});
