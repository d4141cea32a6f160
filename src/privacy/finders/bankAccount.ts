import { type Finder, spanOf } from '../finder.ts';

const end = '(?![0-9]|[-,.][0-9]| ?[円人件])';
/** The kind of account belongs to the entity: 「普通 1234567」 is how an account is written. */
const withKind = new RegExp(
  `(?:\\((?:普|当)\\)|普通|当座|貯蓄|総合口座)(?:預金|貯金|口座)?(?:\\((?:普|当)\\))?[ :・・/]{0,3}(?:口座)?(?:番号)?(?:No\\.?)?[ :は]{0,3}[0-9]{6,8}${end}`,
  'g',
);
const withLabel = new RegExp(
  `(?:口座番号|口座No\\.?|口座)(?:[(][^()\\n]{1,6}[)])?[ :はが]{0,3}(?<value>(?:[0-9]{6,8}|[0-9]{3}[- ][0-9]{4}))${end}`,
  'dg',
);
/** Japan Post Bank: a symbol of five digits that begins and ends in 1 or 0, and a number of up to eight. */
const postBank = new RegExp(
  `記号(?:番号)?[ :は]{0,3}(?<value>[0-9]{5}(?:-[0-9])?(?:[ -]|[ 、,]{0,2}(?:の)?番号[ :は]{0,3})[0-9]{2,8})${end}`,
  'dg',
);

/** Bank accounts: the kind with its number (7 digits; 6 and 8 occur), a number called so, and Japan Post Bank's. */
export const findBankAccounts: Finder = function* ({ digits }) {
  for (const pattern of [withKind, withLabel, postBank]) {
    for (const match of digits.matchAll(pattern)) yield spanOf(match, 'bank_account');
  }
};
