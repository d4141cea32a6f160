import { digitsOf, type Finder, spanOf } from '../finder.ts';

const gap = '(?: ?[-. ] ?)?';
const alone = {
  before: '(?:(?<=tel|fax|phone)|(?<![0-9A-Za-z]|[0-9][-.]))',
  after: '(?![0-9]|-[0-9])',
};

/** Mobile and IP telephones, free and shared-cost numbers, and land lines with their area code, +81 or 0. */
const complete = new RegExp(
  `${alone.before}(?:` +
    [
      `\\+81 ?-? ?(?:\\(0\\))?${gap}[1-9][0-9]{0,3}${gap}[0-9]{1,4}${gap}[0-9]{4}`,
      `(?:\\(0[5-9]0\\)|0[5-9]0)${gap}[0-9]{4}${gap}[0-9]{4}`,
      `0(?:120|570|990|180)${gap}[0-9]{3}${gap}[0-9]{3}`,
      `0800${gap}[0-9]{3}${gap}[0-9]{4}`,
      `\\(0[0-9]{1,4}\\) ?-? ?[0-9]{1,4}${gap}[0-9]{4}`,
      '0[0-9]{1,4} ?\\([0-9]{1,4}\\) ?-? ?[0-9]{4}',
      '0[0-9]{1,4} ?[-. ] ?[0-9]{1,4} ?[-. ] ?[0-9]{4}',
      '0[1-9][0-9]{8}',
    ].join('|') +
    `)${alone.after}`,
  'gi',
);

/** A local number without area code says what it is only beside a word for telephone. */
const local = new RegExp(
  `(?:電話|でんわ|tel|fax|ファックス|ファクス|携帯|直通|連絡先)(?:番号)?[ :.は)]{0,3}(?<value>[1-9][0-9]{1,3}-[0-9]{4})${alone.after}`,
  'dgi',
);

/**
 * Telephone and fax numbers. National numbers have 10 digits, mobile and IP ones and 0800 have 11
 * (電気通信番号計画, 令和元年総務省告示第6号).
 */
export const findPhones: Finder = function* ({ digits }) {
  for (const match of digits.matchAll(complete)) {
    const number = digitsOf(match[0]).replace(/^810?/, '0');
    if (number.length === (/^0[5-9]0/.test(number) ? 11 : 10)) yield spanOf(match, 'phone');
  }
  for (const match of digits.matchAll(local)) yield spanOf(match, 'phone');
};
