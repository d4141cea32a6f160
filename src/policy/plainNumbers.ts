import { numeralValue } from '../japanese/numerals.ts';

const numeral = '[〇零一二三四五六七八九十百千]+(?:[万億][〇零一二三四五六七八九十百千]*)*';
/** What makes a kanji numeral a count: 「三日」 but not 「一般」, 「十分間」 but not 「十分な」, 「一時間」 but not 「一時的」. */
const counter = [
  '年|月|日|週|箇|か[月年所国]|ヶ|ヵ|ケ月|カ月|時間|時(?![的金にの保])|分の|分間|分以|秒|名|円|万円|億円',
  '人|条|項|号|章|節|編|款|割|パーセント|%|回|倍|件|枚|台|級|歳|才|以上|以内|以下|未満|親等|世帯|キロ|メートル|平方|点以|者以上',
].join('|');
const written = [
  new RegExp(`(?<=第)${numeral}(?!者)`, 'g'),
  new RegExp(`(?<=[条項号章節]の)${numeral}(?!分)`, 'g'),
  new RegExp(`(?<=分の)${numeral}`, 'g'),
  new RegExp(`${numeral}(?=${counter})`, 'g'),
  /[〇一二三四五六七八九]{2,}(?![十百千万億])/g,
];
const mixed = /\d+(?:\.\d+)?(?:[十百千万億]\d*)+/g;

/**
 * Writes every number of a text in plain ASCII digits: full width, thousands commas, and kanji numerals where they
 * count or order something. Everything else is NFKC, in lower case. Lengths change: for comparing and indexing only.
 */
export function plainNumbers(text: string): string {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<=\d),(?=\d{3})/g, '')
    .replace(/(?<=\d)[‐‑‒–—―−ー](?=\d)/g, '-');
  if (!/[〇零一二三四五六七八九十百千万億]/.test(plain)) return plain;
  const digits = (found: string): string => String(numeralValue(found) ?? found);
  return written.reduce((known, pattern) => known.replace(pattern, digits), plain.replace(mixed, digits));
}
