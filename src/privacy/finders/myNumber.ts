import { digitsOf, type Finder, spanOf } from '../finder.ts';

const plain =
  /(?<![0-9A-Za-z]|[0-9][-.,])(?:[0-9]{12}|[0-9]{4}([ -])[0-9]{4}\1[0-9]{4})(?![0-9]|[-.,][0-9]| ?[円%件人])/g;
const labelled =
  /(?:個人番号|マイナンバー|マイナ番号|my ?number)(?:カード)?(?:の番号)?(?:[(][^()\n]{0,10}[)])?[ :はがを、\n]{0,4}(?<value>[0-9](?:[ -]?[0-9]){11})(?![0-9])/dgi;

/** My Numbers (個人番号): any 12 digits whose check digit is right, and any 12 digits that the text calls so. */
export const findMyNumbers: Finder = function* ({ digits }) {
  for (const match of digits.matchAll(plain)) {
    if (hasMyNumberCheckDigit(digitsOf(match[0]))) yield spanOf(match, 'my_number');
  }
  for (const match of digits.matchAll(labelled)) yield spanOf(match, 'my_number');
};

/** Whether the last of 12 digits is the check digit of the others (平成26年総務省令第85号第5条). */
export function hasMyNumberCheckDigit(number: string): boolean {
  const sum = [...number.slice(0, 11)]
    .reverse()
    .reduce((total, digit, at) => total + Number(digit) * (at < 6 ? at + 2 : at - 4), 0);
  const rest = sum % 11;
  return number.length === 12 && Number(number[11]) === (rest <= 1 ? 0 : 11 - rest);
}
