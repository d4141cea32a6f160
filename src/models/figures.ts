const digits = '〇一二三四五六七八九';
const units: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** After these a Chinese numeral is a number, and not a part of a word as in 十分 or 一般. */
const counters = '年|月|日|時間|週|か月|箇月|人|回|件|円|条|項|号|歳|割';
const strict = new RegExp(
  `(午後)?(?:\\d+(?:\\.\\d+)?[万億]?|[〇一二三四五六七八九十百千]+[万億]?(?=${counters}))`,
  'g',
);
const lenient = /(午後)?(?:\d+(?:\.\d+)?|[〇一二三四五六七八九十百千]+)[万億]?/g;

/**
 * The numbers of a text in one spelling, so that 「十五日」「15日」「１５日」 agree and so do 「1万円」 and 「10,000円」. Times of the
 * afternoon also count as hours of the day (午後5時 is 17).
 *
 * @param reading `strict` takes a Chinese numeral for a number only before a counter, `lenient` everywhere
 */
export function figuresOf(text: string, reading: 'strict' | 'lenient'): Set<string> {
  const plain = text.normalize('NFKC').replace(/(\d),(?=\d{3})/g, '$1');
  const found = new Set<string>();
  for (const [word, afternoon] of plain.matchAll(reading === 'strict' ? strict : lenient)) {
    const value = figureValue(word.replace('午後', ''));
    found.add(String(value));
    if (afternoon) found.add(String(value + 12));
  }
  return found;
}

function figureValue(word: string): number {
  const scale = word.endsWith('億') ? 1e8 : word.endsWith('万') ? 1e4 : 1;
  const number = word.replace(/[万億]$/, '');
  return scale * (/^[\d.]+$/.test(number) ? Number(number) : kanjiValue(number));
}

function kanjiValue(word: string): number {
  let sum = 0;
  let digit: number | undefined;
  for (const character of word) {
    const unit = units[character];
    if (unit === undefined) {
      const next = digits.includes(character) ? digits.indexOf(character) : Number(character);
      digit = (digit ?? 0) * 10 + next;
    } else {
      sum += (digit ?? 1) * unit;
      digit = undefined;
    }
  }
  return sum + (digit ?? 0);
}
