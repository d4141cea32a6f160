import { numeralValue } from './numerals.ts';
import { measureOf, UNIT } from './quantityUnits.ts';

/** How a number bounds what it is said of: 以上, 以下・以内, 未満, 超, and before or after in time. */
export type Bound = 'ge' | 'le' | 'lt' | 'gt' | 'before' | 'after';

/** A number of a text with what it counts. */
export interface Quantity {
  /** UTF-16 offsets in the text that was given, end exclusive; the bound's words are not in it. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** In the measure's own unit: 「1.2億円」 is 120,000,000, 「5割」 and 「50%」 are 0.5, 「2時間半」 is 150. */
  readonly value: number;
  /** 円, 人, 割合, 分 (minutes), 日, 月 (months), …; empty where the text has no unit that is known. */
  readonly measure: string;
  /** True for 「第3回」「3回目」, which is a place in an order and no count. */
  readonly ordinal: boolean;
  /** True for 「約」「およそ」「程度」. */
  readonly approximate: boolean;
  /** Half a unit of the last place that is written: how far 「約1億2千万円」 may be from what it stands for. */
  readonly precision: number;
  readonly bound?: Bound;
  /** The bound's words as they stand there: 「以上」「を超える」. */
  readonly boundText?: string;
}

const ARABIC = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?';
const KANJI = '[一二三四五六七八九〇零十百千万億兆壱弐参拾]+(?:・[〇一二三四五六七八九]+)?';
const NUMBER = `(?:(?:${ARABIC})(?:[十百千]?[万億兆](?:${ARABIC})?[百千]?|[百千](?=[万億]?(?:${UNIT}|\\d)))*|${KANJI})`;
const QUANTITY = new RegExp(
  [
    `(?<below>${NUMBER})分の(?<above>${NUMBER})`,
    `(?<![\\d/.-])(?<slashAbove>[1-9]\\d?)/(?<slashBelow>[1-9]\\d{0,2})(?![\\d/.]|\\s*\\()`,
    `(?<tenths>${NUMBER})割(?:(?<hundredths>${NUMBER})分)?`,
    `(?<hours>${NUMBER})時間(?:(?<half>半)|(?<minutes>${NUMBER})分)`,
    `(?<years>${NUMBER})年(?:間?(?<halfYear>半)(?!ば|期)|(?<months>${NUMBER})(?:か月|カ月|ヶ月|ヵ月|箇月))`,
    `(?<count>${NUMBER})(?:(?<=[\\d])\\s)?(?<unit>${UNIT})?`,
    '(?<halves>半数|半分|半額)',
  ].join('|'),
  'gu',
);

const BOUNDS: readonly (readonly [Bound, RegExp])[] = [
  ['ge', /^(?:分|間|の額|の数)?(?:以上|を下ら(?:ない|ず)|を下回ら(?:ない|ず)|を割ら(?:ない|ず))/u],
  ['le', /^(?:分|間|の額|の数)?(?:以下|以内|を超え(?:ない|ず|ません)|を上回ら(?:ない|ず|ません)|が?(?:上限|限度))/u],
  ['lt', /^(?:分|間|の額|の数)?(?:未満|に満た|に達し(?:ない|ません)|を下回|を割)/u],
  ['gt', /^(?:分|間|の額|の数)?(?:超|を超|を上回|を越)/u],
  ['before', /^(?:間)?(?:以前|前(?![年月期回後項条]))/u],
  ['after', /^(?:間)?(?:以後|以降|後(?![期半])|を?経過)/u],
];
const APPROXIMATE_BEFORE = /(?:約|およそ|おおよそ|おおむね|概ね|ほぼ|凡そ)\s?$/u;
const APPROXIMATE_AFTER = /^(?:ほど|程度|前後|余り?|弱|強|くらい|ぐらい|近く|あまり)/u;
/** 「数十人」「何件」「幾つ」: how many is not said. */
const VAGUE = /[数何幾]$/u;

/**
 * The quantities of an NFKC-normalized text in order: digits with and without commas, kanji numerals (十五, 二〇, 壱万),
 * mixed ones (3万5千, 1.2億), fractions (3分の2), 割, percent, durations (1時間半), with and without a unit. A kanji
 * numeral without unit or 第 is left out, since most are parts of words (一般, 統一). Dates and times are not told
 * apart here.
 */
export function findQuantities(text: string): Quantity[] {
  return [...text.matchAll(QUANTITY)].flatMap((match) => {
    const read = readMatch(match.groups ?? {});
    const { index } = match;
    const before = text.slice(Math.max(0, index - 5), index);
    const ordinal = /第\s?$/u.test(before) || /目$/u.test(match[0]);
    const written = match[0];
    if (read === undefined || VAGUE.test(before)) return [];
    if (read.measure === '' && !/\d/u.test(written) && !/第\s?$/u.test(before)) return [];
    // 「八千代」 is a name.
    if (read.measure === '代' && !/\d/u.test(written)) return [];
    // 「A4」「X1」: part of a name.
    if (/[A-Za-z]$/u.test(before) && read.measure === '') return [];
    const end = index + written.trimEnd().length;
    // 「58万円（令和6年分までは48万円）を超える」
    const brackets = /^(?:\([^()]*\))+/u.exec(text.slice(end, end + 80))?.[0] ?? '';
    const after = text.slice(end + brackets.length, end + brackets.length + 12);
    const [bound, pattern] = BOUNDS.find(([, words]) => words.test(after)) ?? [];
    return [
      {
        start: index,
        end,
        text: written.trimEnd(),
        ...read,
        measure: read.measure.replace(/目$/u, ''),
        ordinal,
        approximate: APPROXIMATE_BEFORE.test(before) || APPROXIMATE_AFTER.test(after),
        ...(bound && { bound, boundText: brackets === '' ? (pattern?.exec(after)?.[0] ?? '') : '' }),
      },
    ];
  });
}

type Groups = Readonly<Record<string, string | undefined>>;

function readMatch(groups: Groups): Pick<Quantity, 'value' | 'measure' | 'precision'> | undefined {
  const { below, above, slashAbove, slashBelow, tenths, hundredths, hours, half, minutes } = groups;
  if (groups.halves !== undefined) return ratio(0.5);
  if (below !== undefined) return ratio(numberOf(above) / numberOf(below));
  if (slashAbove !== undefined) return ratio(Number(slashAbove) / Number(slashBelow));
  if (tenths !== undefined) return ratio(numberOf(tenths) / 10 + (hundredths ? numberOf(hundredths) / 100 : 0));
  if (hours !== undefined) return sum('分', numberOf(hours) * 60, half ? 30 : numberOf(minutes));
  if (groups.years !== undefined) {
    return sum('月', numberOf(groups.years) * 12, groups.halfYear ? 6 : numberOf(groups.months));
  }
  const value = numberOf(groups.count);
  if (Number.isNaN(value)) return undefined;
  const { measure, factor } = measureOf(groups.unit ?? '');
  return { value: round(value * factor), measure, precision: (lastPlace(groups.count ?? '') * factor) / 2 };
}

function ratio(value: number): Pick<Quantity, 'value' | 'measure' | 'precision'> | undefined {
  return Number.isFinite(value) ? { value: round(value), measure: '割合', precision: 0.05 } : undefined;
}

function sum(measure: string, whole: number, rest: number): Pick<Quantity, 'value' | 'measure' | 'precision'> {
  return { measure, value: whole + rest, precision: 0.5 };
}

function numberOf(numeral: string | undefined): number {
  const plain = (numeral ?? '').replace(/[壱弐参拾]/gu, (sign) => '一二三十'['壱弐参拾'.indexOf(sign)] ?? sign);
  const [whole = '', decimals] = plain.split('・');
  const value = numeralValue(whole) ?? Number.NaN;
  return decimals === undefined ? value : Number(`${value}.${numeralDigits(decimals)}`);
}

function numeralDigits(text: string): string {
  return [...text].map((digit) => '〇一二三四五六七八九'.indexOf(digit)).join('');
}

/** Value of the last place written: 10,000,000 for 「1億2千万」, 100 for 「1,200」, 0.1 for 「1.2」. */
function lastPlace(numeral: string): number {
  const [, digits = '', unit = ''] = /([\d,.]*|[^万億兆]*?)([十百千]?[万億兆]?)$/u.exec(numeral) ?? [];
  const plain = digits.replaceAll(',', '').replace(/^.*[万億兆]/u, '');
  const decimals = plain.split('.')[1]?.length ?? 0;
  const zeros = decimals > 0 ? 0 : (/0*$/u.exec(plain)?.[0].length ?? 0);
  const unitValue = unit === '' ? 1 : (numeralValue(`一${unit}`) ?? 1);
  return unitValue * 10 ** (zeros - decimals);
}

function round(value: number): number {
  return Number(value.toPrecision(12));
}
