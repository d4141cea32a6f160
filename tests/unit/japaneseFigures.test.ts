import { describe, expect, it } from '@jest/globals';
import { findClockTimes } from '../../src/japanese/clockTimes.ts';
import { findMoments } from '../../src/japanese/moments.ts';
import { findQuantities } from '../../src/japanese/quantities.ts';

const quantities = (text: string) =>
  findQuantities(text.normalize('NFKC')).map(({ value, measure }) => `${value}${measure}`);
const moments = (text: string) =>
  findMoments(text.normalize('NFKC'), new Date(2025, 11, 8)).map(({ year, month, day, fiscal, part }) =>
    [year, month, day]
      .map((field) => field ?? '')
      .join('-')
      .concat(fiscal ? '年度' : '', part ?? ''),
  );

describe('数量を読む', () => {
  it.each([
    ['１，８６０件', ['1860件']],
    ['1.2億円と3万5千円', ['120000000円', '35000円']],
    ['1億2,345万6千円', ['123456000円']],
    ['512千円', ['512000円']],
    ['二十五万円以下', ['250000円']],
    ['壱万円', ['10000円']],
    ['5割、50％、50パーセント、2分の1、半数', ['0.5割合', '0.5割合', '0.5割合', '0.5割合', '0.5割合']],
    ['3％ポイント', ['3ポイント']],
    ['1時間半、90分', ['90分', '90分']],
    ['2か月、二箇月、２ヶ月', ['2月', '2月', '2月']],
    ['3年6か月', ['42月']],
    ['7名、7人', ['7人', '7人']],
    ['1.5km', ['1500m']],
    ['数十人、何件', []],
  ])('%s', (text, expected) => {
    expect(quantities(text)).toEqual(expected);
  });

  it('以上、以下、未満、超を読む', () => {
    const bounds = (text: string) => findQuantities(text.normalize('NFKC')).map(({ bound }) => bound);
    expect(bounds('20歳以上65歳未満')).toEqual(['ge', 'lt']);
    expect(bounds('50万円を超えない範囲')).toEqual(['le']);
    expect(bounds('50万円を超える額')).toEqual(['gt']);
    expect(bounds('58万円（昨年は48万円）を超える')).toEqual(['gt', undefined]);
  });

  it('順番と、個数とを区別する', () => {
    expect(findQuantities('第3回は3回目で、3回ではない').map(({ ordinal }) => ordinal)).toEqual([true, true, false]);
  });
});

describe('日付を読む', () => {
  it.each([
    ['令和７年１２月８日（月曜日）', ['2025-12-8']],
    ['R7.4.1、2025/4/1、二〇二五年四月一日', ['2025-4-1', '2025-4-1', '2025-4-1']],
    ['令和元年度、平成31年、7年度', ['2019--年度', '2019--', '2025--年度']],
    ['9月上旬、5月末', ['-9-上旬', '-5-末']],
    ['来週月曜日、来月15日、今月末', ['2025-12-15', '2026-1-15', '2025-12-末']],
    ['来年度、昨年12月', ['2026--年度', '2024-12-']],
    ['令和7年3月31日の翌日', ['2025-3-31', '2025-4-1']],
    ['3か月以内、5日間', []],
  ])('%s', (text, expected) => {
    expect(moments(text)).toEqual(expected);
  });

  it('省かれた年と月を、前の日付から補う', () => {
    const [, second] = findMoments('令和7年8月1日から9月5日まで', new Date(2025, 0, 1));
    expect(second?.implied).toEqual({ year: 2025 });
    const [, day] = findMoments('4月1日〜5日', new Date(2025, 0, 1));
    expect(day?.implied).toEqual({ month: 4 });
  });
});

describe('時刻を読む', () => {
  it('午後3時半と15:30は同じ時刻である', () => {
    expect(findClockTimes('午後3時半、15:30、15時30分').map(({ minutes }) => minutes)).toEqual([930, 930, 930]);
    expect(findClockTimes('正午から3時まで').map(({ minutes, ambiguous }) => [minutes, ambiguous])).toEqual([
      [720, false],
      [180, true],
    ]);
    expect(findClockTimes('一時的に、3時間')).toEqual([]);
  });
});
