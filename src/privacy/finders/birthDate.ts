import { type Finder, spanOf } from '../finder.ts';

const n = '(?:[0-9]{1,2}|[〇一二三四五六七八九十]{1,3})';
const year =
  '(?:(?:明治|大正|昭和|平成|令和|(?<![A-Za-z])[MTSHR]\\.? ?)(?:元|[0-9]{1,2}|[〇一二三四五六七八九十]{1,3})|(?<![0-9])(?:18|19|20)[0-9]{2}|[一二][〇一二三四五六七八九]{3})';
const era = '(?: ?\\((?:明治|大正|昭和|平成|令和|[MTSHR])?(?:元|[0-9]{1,4})年?\\))?';
const date = `${year}(?: ?年${era} ?${n} ?月 ?${n} ?日|(?<dash> ?[./-] ?)${n}\\k<dash>${n}(?![0-9]))`;

/** 「昭和55年3月2日生」「S55.3.2 生まれ」, but not the 生 of 生活 or 「…日以前に生まれた者」. */
const before = new RegExp(
  `(?<value>${date})(?: ?\\([^()\\n]{1,8}\\))? ?(?:の)?(?:生まれ|生れ|出生(?!届)|誕生|生(?=$|[ 、。,.)\\]:;/\\n]|[0-9(]|まれ))`,
  'dgm',
);
const after = new RegExp(
  `(?:生年月日|誕生日|出生日|出生年月日|生まれ|D\\.?O\\.?B\\.?)(?:[(][^()\\n]{1,8}[)])?[ :はが、(\\n]{0,4}(?<value>${date}|(?:18|19|20)[0-9]{2}[01][0-9][0-3][0-9](?![0-9]))`,
  'dg',
);

/** Dates of birth: a full date that the words beside it call one. Other dates stay: notices and rules are full of them. */
export const findBirthDates: Finder = function* ({ text }) {
  for (const pattern of [before, after]) {
    for (const match of text.matchAll(pattern)) yield spanOf(match, 'birth_date');
  }
};
