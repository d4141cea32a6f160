import { digitsOf, type Finder, spanOf } from '../finder.ts';

const groups = '[0-9]{4}([ -])[0-9]{4}\\1[0-9]{4}\\1[0-9]{1,4}(?:\\1[0-9]{3})?|[0-9]{4}([ -])[0-9]{6}\\2[0-9]{4,5}';
const number = new RegExp(`(?<![0-9A-Za-z]|[0-9][-.,])(?:${groups}|[0-9]{13,19})(?![0-9]|[-.,][0-9])`, 'g');
/** 13 digits after these words name a company, not a card. */
const companyNumber = /(?:法人番号|登録番号|事業者番号)[ :はT]{0,3}$/;
const cardLabel = /カード(?:の)?(?:番号|No\.?)?[ :はが、]{0,3}$/;

/** Numbers of payment cards (ISO/IEC 7812: 13 to 19 digits, Luhn's check digit, issued under 2 to 6). */
export const findCardNumbers: Finder = function* ({ digits }) {
  for (const match of digits.matchAll(number)) {
    const card = digitsOf(match[0]);
    const before = digits.slice(Math.max(0, match.index - 12), match.index);
    if (companyNumber.test(before)) continue;
    if ((/^[2-6]/.test(card) && hasLuhnCheckDigit(card)) || cardLabel.test(before)) yield spanOf(match, 'card_number');
  }
};

/** Luhn's formula (ISO/IEC 7812-1, annex B). */
export function hasLuhnCheckDigit(card: string): boolean {
  const sum = [...card].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
