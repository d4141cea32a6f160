import { numeralValue } from './numerals.ts';

export type MarkStyle =
  | 'arabic'
  | 'kanji'
  | 'circled'
  | 'paren-arabic'
  | 'paren-kanji'
  | 'katakana'
  | 'paren-katakana'
  | 'alpha'
  | 'paren-alpha'
  | 'roman'
  | 'paren-roman'
  | 'bullet';

/** The number or sign that opens a line: 「２　」「(3)」「一の二　」「イ　」「①」「・」. */
export interface LineMark {
  readonly style: MarkStyle;
  /** The mark as written, without the space after it: 「（２）の２」. */
  readonly raw: string;
  /** Its number; for katakana the place in アイウ order (see `letter` for イロハ), 0 for bullets. */
  readonly value: number;
  /** The numbers after の: 「一の二」 → [2]. */
  readonly branch: readonly number[];
  /** The kana or letter itself, full width for kana and lower case for letters. */
  readonly letter?: string;
  /** How it is written, so that 「1.」 and 「1　」 are known as two lists; 「（９）」 and 「(10)」 are one all the same. */
  readonly shape: string;
  /** UTF-16 offset in the line at which the words begin. */
  readonly length: number;
}

const AIUEO = 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン';
const IROHA = 'イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン';
const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii', 'xiii', 'xiv', 'xv'];

const NUMBER = '[0-9０-９]{1,3}';
const KANJI = '[一二三四五六七八九十百]{1,5}';
const GAP = '[ \\t\\u00a0\\u3000]';
/** What shows that a bracketed number is a reference within a sentence: 「(1)に掲げる」「（２）から（４）まで」. */
const NOT_REFERENCE =
  '(?!(?:に|の(?![0-9０-９一二三])|を|は|が|から|まで|及び|又は|若しくは|並びに|、|，|と[、同]|で[、あは]))';
const range = (numeral: string): string => `(?:(?:から|及び|、)${numeral}(?:まで)?(?=${GAP}+削除))?`;
const branch = (numeral: string): string => `(?<branch>(?:[のノ]${numeral})*)`;

const SHAPES: readonly (readonly [MarkStyle, RegExp])[] = [
  ['arabic', mark(`(?<value>${NUMBER})${branch(NUMBER)}(?:(?<stop>[.．、](?![0-9０-９]))${GAP}*|${GAP}+)(?=\\S)`)],
  ['kanji', mark(`(?<value>${KANJI})${branch(KANJI)}${range(KANJI)}(?:(?<stop>[.．、])${GAP}*|${GAP}+)(?=\\S)`)],
  ['circled', mark(`(?<value>[①-⑳㉑-㉟])${GAP}*(?![①-⑳、からの及又])`)],
  [
    'paren-arabic',
    mark(
      `[（(]${GAP}*(?<value>${NUMBER})(?<inner>(?:の${NUMBER})*)${GAP}*[)）]${branch(NUMBER)}(?:${GAP}+|${NOT_REFERENCE})`,
    ),
  ],
  ['paren-arabic', mark(`(?<value>[⑴-⒇])${branch(NUMBER)}(?:${GAP}+|${NOT_REFERENCE})`)],
  ['paren-kanji', mark(`[（(](?<value>${KANJI})[)）](?:${GAP}+|${NOT_REFERENCE})`)],
  ['paren-kanji', mark(`(?<value>[㈠-㈩])(?:${GAP}+|${NOT_REFERENCE})`)],
  ['katakana', mark(`(?<letter>[ア-ンｱ-ﾝ])(?:(?<stop>[.．])${GAP}*|${GAP}+)(?=\\S)`)],
  ['paren-katakana', mark(`[（(](?<letter>[ア-ンｱ-ﾝ])[)）](?:${GAP}+|${NOT_REFERENCE})`)],
  ['paren-katakana', mark(`(?<letter>[㋐-㋾])(?:${GAP}+|${NOT_REFERENCE})`)],
  ['paren-roman', mark(`[（(](?<letter>[ivxｉｖｘ]{1,5})[)）](?:${GAP}+|${NOT_REFERENCE})`)],
  ['roman', mark(`(?<letter>[ⅰ-ⅻⅠ-Ⅻ])(?:[.．]${GAP}*|${GAP}+)(?=\\S)`)],
  ['paren-alpha', mark(`[（(](?<letter>[a-zａ-ｚA-ZＡ-Ｚ])[)）](?:${GAP}+|${NOT_REFERENCE})`)],
  ['alpha', mark(`(?<letter>[a-zａ-ｚ])(?:(?<stop>[.．)）])${GAP}*|${GAP}+)(?=\\S)`)],
  ['bullet', mark(`(?<sign>[・･●○◯■□◆◇▪•★☆➢✓]|[-*+](?=${GAP}))${GAP}*(?=\\S)`)],
];

function mark(pattern: string): RegExp {
  return new RegExp(`^(?<indent>[\\s\\u3000]*)(?<whole>${pattern})`);
}

/** The mark with which a line opens, if it opens with one. Whether it is next in its list is for the reader to judge. */
export function lineMark(line: string): LineMark | undefined {
  for (const [style, shape] of SHAPES) {
    const groups = shape.exec(line)?.groups;
    if (groups === undefined) continue;
    const whole = groups.whole ?? '';
    const raw = whole.trim();
    const letter = groups.letter?.normalize('NFKC').toLowerCase();
    return {
      style,
      raw,
      value: letter === undefined ? numberOf(groups.value) : letterValue(letter),
      branch: [...(groups.inner ?? ''), ...(groups.branch ?? '')].length > 0 ? branchOf(groups) : [],
      ...(letter !== undefined && { letter }),
      shape: `${style} ${groups.stop ?? groups.sign ?? ''}`,
      length: (groups.indent ?? '').length + whole.length,
    };
  }
  return undefined;
}

/** Place of a kana in イロハ order, from 1; 0 where it is not in it. */
export function irohaValue(letter: string): number {
  return IROHA.indexOf(letter) + 1;
}

function numberOf(numeral: string | undefined): number {
  const plain = (numeral ?? '').normalize('NFKC').replaceAll(/[()]/g, '');
  return numeralValue(plain) ?? 0;
}

function branchOf(groups: Readonly<Record<string, string | undefined>>): number[] {
  const written = `${groups.inner ?? ''}${groups.branch ?? ''}`;
  return [...written.matchAll(/[のノ]([^のノ]+)/g)].map(([, numeral]) => numberOf(numeral));
}

function letterValue(letter: string): number {
  const kana = AIUEO.indexOf(letter);
  if (kana >= 0) return kana + 1;
  const roman = ROMAN.indexOf(letter);
  return roman >= 0 ? roman + 1 : letter.charCodeAt(0) - 'a'.charCodeAt(0) + 1;
}
