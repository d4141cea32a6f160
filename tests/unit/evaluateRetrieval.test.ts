import { describe, expect, it } from '@jest/globals';
import { bigramBaseline } from '../../src/cli/evaluate/retrieval/bigramBaseline.ts';
import { measureSet } from '../../src/cli/evaluate/retrieval/measureSet.ts';
import { rankingTable } from '../../src/cli/evaluate/retrieval/report.ts';
import { firstRank, gainInterval, hitRate } from '../../src/cli/evaluate/retrieval/scores.ts';
import { steps } from '../../src/cli/evaluate/retrieval/steps.ts';
import { leave } from './policyFixtures.ts';

describe('検索の採点', () => {
  it('先頭から数えた正解の順位と、その割合を出す', () => {
    expect(firstRank(['a', 'b', 'c'], (one) => one === 'b')).toBe(2);
    expect(firstRank(['a'], () => false)).toBe(Number.POSITIVE_INFINITY);
    expect(hitRate([1, 6, 3, Number.POSITIVE_INFINITY], 5)).toBe(0.5);
  });

  it('同じ順位どうしの差は、区間ごと0になる', () => {
    expect(gainInterval([1, 9, 2], [1, 9, 2], 5)).toEqual([0, 0]);
  });

  it('増分の区間は、増分をはさみ、何度測っても同じである', () => {
    const before = Array.from({ length: 100 }, (_, at) => (at < 40 ? 1 : 9));
    const after = Array.from({ length: 100 }, (_, at) => (at < 60 ? 1 : 9));
    const [low, high] = gainInterval(before, after, 5);
    expect(low).toBeGreaterThan(0.1);
    expect(low).toBeLessThan(0.2);
    expect(high).toBeGreaterThan(0.2);
    expect(high).toBeLessThan(0.3);
    expect(gainInterval(before, after, 5)).toEqual([low, high]);
  });

  it('2文字の並びによる比較用の検索は、文字の重なる条を先に返す', () => {
    expect(bigramBaseline([leave])('年次有給休暇を届け出る', 3)[0]).toBe('架空市職員の休暇に関する規程#第12条');
  });

  it('段階ごとの表を、意味なしでも作る', async () => {
    const questions = [
      {
        id: 'q',
        question: '年次有給休暇は何日？',
        gold: [{ id: '架空市職員の休暇に関する規程#第12条', clauses: ['p2'] }],
      },
    ];
    const all = steps();
    const { ranks } = await measureSet(
      [leave],
      questions,
      all,
      undefined,
      async () => {},
      () => {},
    );
    expect(ranks).toHaveLength(1 + all.filter(({ meaning }) => !meaning).length);
    expect(ranks.every(({ articles }) => articles[0] === 1)).toBe(true);
    expect(rankingTable(ranks)).toContain('| 1.000 |');
  });
});
