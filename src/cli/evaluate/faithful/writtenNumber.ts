/** A number in a text, with the way to write another one in its hand. */
export interface WrittenNumber {
  readonly value: number;
  readonly kanji: boolean;
  write(value: number): string;
}

const digits = '〇一二三四五六七八九';
const units: readonly (readonly [string, number])[] = [
  ['千', 1000],
  ['百', 100],
  ['十', 10],
];

/** Digits of either width with commas and a point, or kanji, as the source of a regular expression. */
export const numeral =
  '(?:[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?|[一二三四五六七八九十百千]+|[一二三四五六七八九][〇一二三四五六七八九]+)';

/** Reads a numeral; `undefined` for words that only look like one (千百, 一二). */
export function readNumber(text: string): WrittenNumber | undefined {
  if (/^[0-9０-９]/u.test(text)) return readDigits(text);
  if (/〇/u.test(text)) {
    const value = Number([...text].map((sign) => digits.indexOf(sign)).join(''));
    return { value, kanji: true, write: (other) => [...String(other)].map((sign) => digits[Number(sign)]).join('') };
  }
  const value = kanjiValue(text);
  return kanjiOf(value) === text ? { value, kanji: true, write: kanjiOf } : undefined;
}

function readDigits(text: string): WrittenNumber {
  const plain = text.normalize('NFKC');
  const places = /\.([0-9]+)$/u.exec(plain)?.[1]?.length ?? 0;
  const commas = plain.includes(',');
  const wide = /[０-９]/u.test(text);
  return {
    value: Number(plain.replaceAll(',', '')),
    kanji: false,
    write: (value) => {
      const [whole = '', part] = value.toFixed(places).split('.');
      const grouped = commas ? whole.replace(/\B(?=(?:\d{3})+$)/gu, ',') : whole;
      const written = part === undefined ? grouped : `${grouped}.${part}`;
      return wide ? wideOf(written) : written;
    },
  };
}

/** Digits, commas and points in full width. */
export function wideOf(text: string): string {
  return text.replace(/[0-9,.]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
}

function kanjiValue(text: string): number {
  let value = 0;
  let digit = 0;
  for (const sign of text) {
    const factor = units.find(([unit]) => unit === sign)?.[1];
    if (factor === undefined) digit = digits.indexOf(sign);
    else {
      value += (digit || 1) * factor;
      digit = 0;
    }
  }
  return value + digit;
}

/** 「二百三十」 of 230, below 10,000. */
export function kanjiOf(value: number): string {
  let rest = value;
  let text = '';
  for (const [unit, factor] of units) {
    const count = Math.floor(rest / factor);
    if (count > 0) text += `${count > 1 ? digits[count] : ''}${unit}`;
    rest %= factor;
  }
  return rest > 0 ? `${text}${digits[rest]}` : text;
}
