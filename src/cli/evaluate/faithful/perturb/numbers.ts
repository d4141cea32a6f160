import type { Change, Original, Variant } from '../case.ts';
import type { Draws } from '../seeded.ts';
import { numeral, readNumber, type WrittenNumber } from '../writtenNumber.ts';
import { replaced } from './replaced.ts';

const unit =
  '(?:億円|[百千]?万円|千円|円|か月|カ月|ヶ月|ヵ月|箇月|か所|カ所|箇所|週間|時間|分(?=間|以|を|で)|年(?=以|間|を超|を経|未満|ごと|ぶり)|日(?=以|間|を超|を経|前|まで|の期間|分|に満)|人|名(?=[のがはを、。以])|世帯|団体|課(?=の)|件|回|倍|割|[%％]|パーセント|歳|平方メートル|メートル|キロ|トン|校|台|冊|票|社(?=[のがはを、。])|ページ|時(?=[0-9０-９三]|から|まで|に|、))';
const amount = new RegExp(`(?<![第0-9０-９.．,，一二三四五六七八九十百千万億月数約何])(${numeral})(${unit})`, 'gu');
const article = new RegExp(`(?<=第)(${numeral})(条|項|号|章)`, 'gu');

type Rewrite = (number: WrittenNumber, unit: string, draws: Draws) => number | undefined;

function numbers(pattern: RegExp, rewrite: Rewrite): Change {
  return ({ text }, draws) =>
    [...text.matchAll(pattern)].flatMap(({ index, 1: written = '', 2: of = '' }) => {
      const number = readNumber(written);
      // 「一人で」「一回り」「一部」: ones that count nothing.
      if (!number || (number.kanji && number.value === 1 && /[人回件名]/u.test(of))) return [];
      const value = rewrite(number, of, draws);
      if (value === undefined || value <= 0 || value === number.value || !fits(value, of)) return [];
      const after = number.write(value) + of;
      return text.includes(after) ? [] : [replaced(text, index, written + of, after)];
    });
}

function fits(value: number, of: string): boolean {
  if (of === '時') return value <= 12;
  if (of === '割') return value <= 10;
  return of !== '分' || value < 60;
}

const shownDigits = (number: WrittenNumber): string => number.write(number.value).normalize('NFKC').replace(/,/gu, '');

/** Up or down by one in the last digit that is written. */
export const byOne: Change = numbers(amount, (number, _, draws) => {
  const step = 1 / 10 ** (/\.(\d+)$/u.exec(shownDigits(number))?.[1]?.length ?? 0);
  return Number((number.value + (draws.next() < 0.5 && number.value > step ? -step : step)).toFixed(3));
});

/** One digit is another one. */
export const byDigit: Change = numbers(amount, ({ value }, of, draws) => {
  const signs = [...String(value)];
  if (value < 10 || of === '時') return undefined;
  const at = draws.pick([...signs.keys()].filter((place) => /\d/u.test(signs[place] ?? '')));
  if (at === undefined) return undefined;
  const other = draws.pick('123456789'.split('').filter((digit) => digit !== signs[at]));
  return Number(signs.with(at, other ?? '').join(''));
});

/** Two neighbouring digits change places. */
export const transposed: Change = numbers(amount, ({ value }, of, draws) => {
  const signs = [...String(value)];
  const able = [...signs.keys()].filter((at) => {
    const [one = '', other = ''] = [signs[at], signs[at + 1]];
    return /^\d\d$/u.test(one + other) && one !== other && !(at === 0 && other === '0');
  });
  const at = draws.pick(able);
  if (at === undefined || of === '時') return undefined;
  return Number(
    signs
      .with(at, signs[at + 1] ?? '')
      .with(at + 1, signs[at] ?? '')
      .join(''),
  );
});

/** Another article, paragraph or item is named. */
export const otherArticle: Change = numbers(
  article,
  ({ value }, _, draws) => value + (draws.next() < 0.5 && value > 1 ? -1 : 1),
);

const units: Readonly<Record<string, readonly string[]>> = {
  億円: ['万円'],
  万円: ['億円', '千円'],
  千円: ['万円'],
  円: ['万円', '千円'],
  か月: ['年', '日'],
  カ月: ['年', '日'],
  ヶ月: ['年', '日'],
  箇月: ['年', '日'],
  週間: ['か月', '日'],
  時間: ['日', '分'],
  分: ['時間'],
  年: ['か月'],
  日: ['か月', '週間'],
  人: ['世帯'],
  割: ['％'],
  '%': ['割'],
  '％': ['割'],
  パーセント: ['割'],
  平方メートル: ['ヘクタール'],
  メートル: ['キロメートル'],
};

/** The number stays, its unit does not. */
export const otherUnit: Change = ({ text }: Original, draws): Variant[] =>
  [...text.matchAll(amount)].flatMap(({ index, 0: whole, 1: written = '', 2: of = '' }) => {
    const number = readNumber(written);
    const known = draws.pick(units[of] ?? []);
    if (!number || known === undefined || (of === '人' && number.value === 1) || (known === '割' && number.value >= 10))
      return [];
    // 「一年間」→「一か月間」, 「三週間」→「三日間」.
    const after = number.kanji ? known.replace('か月', '箇月') : known;
    return [replaced(text, index, whole, written + (of === '週間' ? `${after}間` : after))];
  });
