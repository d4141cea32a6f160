/** One run of ASCII, full-width or kanji numerals, as the source of a regular expression. */
export const NUMERAL = '[0-9０-９〇零一二三四五六七八九十百千]+';

const KANJI_DIGITS = '〇一二三四五六七八九';
const KANJI_UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const LARGE_UNITS: Readonly<Record<string, number>> = { 万: 1e4, 億: 1e8, 兆: 1e12 };

/**
 * The number that a numeral stands for: 「12」「１２」「1,200」「十二」「二〇二五」「3万5千」「元」 is not one.
 * `undefined` when the text is anything but one non-negative numeral.
 */
export function numeralValue(text: string): number | undefined {
  const plain = text
    .normalize('NFKC')
    .replaceAll('零', '〇')
    .replaceAll(/(?<=\d),(?=\d{3})/g, '');
  if (plain === '' || /[^0-9.〇一二三四五六七八九十百千万億兆]/.test(plain)) return undefined;
  let total = 0;
  let rest = plain;
  for (const [unit, factor] of Object.entries(LARGE_UNITS).reverse()) {
    const at = rest.indexOf(unit);
    if (at < 0) continue;
    const head = smallValue(rest.slice(0, at));
    if (head === undefined || at === 0) return undefined;
    total += head * factor;
    rest = rest.slice(at + 1);
  }
  if (rest === '') return total;
  const tail = smallValue(rest);
  return tail === undefined ? undefined : total + tail;
}

/** Below 10,000 where it has units (千百二十), any length where it is positional (二〇二五, 2025, 3.5). */
function smallValue(text: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  if (/^[〇一二三四五六七八九]+$/.test(text)) {
    return Number([...text].map((digit) => KANJI_DIGITS.indexOf(digit)).join(''));
  }
  let total = 0;
  let limit = 10_000;
  for (const [whole, digits, unit] of text.matchAll(
    /(\d+|[一二三四五六七八九])?([十百千])|(?:\d+|[一二三四五六七八九])$/g,
  )) {
    const factor = unit === undefined ? 1 : (KANJI_UNITS[unit] ?? 1);
    const digit = unit === undefined ? whole : digits;
    if (factor >= limit) return undefined;
    limit = factor;
    total += (digit === undefined ? 1 : (smallValue(digit) ?? 0)) * factor;
  }
  return /^((\d+|[一二三四五六七八九])?[十百千])+(\d+|[一二三四五六七八九])?$/.test(text) ? total : undefined;
}
