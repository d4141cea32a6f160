import { numeralValue } from '../../japanese/numerals.ts';

/** 第12条の3 as [12, 3]. */
export type ArticleNumber = readonly number[];

/** [12, 3] from 「12の3」「十二の三」; NaN where a part is no numeral. */
export function articleNumber(numerals: string): ArticleNumber {
  return numerals.split(/[のノ]/).map((part) => numeralValue(part.trim()) ?? Number.NaN);
}

/** 「第12条の3」 from [12, 3]; another unit for 「第3号の2」, an empty one for 「第3の2」. */
export function numberLabel(number: ArticleNumber, unit = '条'): string {
  return `第${number[0]}${unit}${number
    .slice(1)
    .map((part) => `の${part}`)
    .join('')}`;
}

/** Negative where `one` comes before `other` in a rule: 3 < 3の2 < 4. */
export function compareNumbers(one: ArticleNumber, other: ArticleNumber): number {
  for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
