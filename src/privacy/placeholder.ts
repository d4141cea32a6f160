import { numeralValue } from '../japanese/numerals.ts';
import type { EntityType } from './masking.ts';

const labels: Readonly<Record<EntityType, string>> = {
  person: '氏名',
  address: '住所',
  phone: '電話',
  email: 'メール',
  my_number: '個人番号',
  bank_account: '口座',
  card_number: 'カード番号',
  birth_date: '生年月日',
  id_number: '番号',
};
// The longest first, so that カード番号 is not read as 番号.
const allLabels = Object.values(labels).sort((a, b) => b.length - a.length);

/** 【電話1】 */
export function placeholder(type: EntityType, number: number): string {
  return `【${labels[type]}${number}】`;
}

/** Something in a text that is a placeholder or looks like one. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  /** The placeholder that is meant: 【電話1】 for 〔電話１〕. */
  readonly placeholder: string;
  readonly type: EntityType;
  /** False where it may as well be ordinary words: 「電話1台」, 「番号1」. */
  readonly certain: boolean;
}

const opening = '[【〔\\[［]';
const closing = '[】〕\\]］]';
const numeral = '(?:[0-9０-９]{1,6}|[一二三四五六七八九十]{1,3})';
const pattern = new RegExp(
  `(?<open>${opening}\\s{0,3})?(?<label>${allLabels.join('|')})\\s{0,3}(?<number>${numeral})(?<close>\\s{0,3}${closing})?`,
  'g',
);
const bareDigits = /^[0-9０-９]+$/;
const partOfWord = /[\p{sc=Han}\p{sc=Katakana}ーA-Za-z0-9０-９]/u;

/**
 * Placeholders as models give them back: in other brackets, with full-width or kanji digits, with blanks inside, with
 * one bracket lost or both. What lost a bracket counts as certain only where it stands as a word of its own.
 */
export function* mentions(text: string): Generator<Mention> {
  for (const match of text.matchAll(pattern)) {
    const { open, close, label = '', number = '' } = match.groups ?? {};
    const type = (Object.keys(labels) as EntityType[]).find((key) => labels[key] === label);
    const value = numeralValue(number);
    if (!type || value === undefined) continue;
    const end = match.index + match[0].length;
    const ownWord =
      (open !== undefined || !partOfWord.test(text.charAt(match.index - 1))) &&
      (close !== undefined || !partOfWord.test(text.charAt(end)));
    const bracketed = open !== undefined || close !== undefined;
    const certain =
      (open !== undefined && close !== undefined) ||
      (ownWord && bareDigits.test(number) && (bracketed || type !== 'id_number'));
    yield { start: match.index, end, placeholder: placeholder(type, value), type, certain };
  }
}

const beginnings = allLabels.flatMap((label) => [...label].map((_, at) => label.slice(0, at)).filter(Boolean));
const incomplete = new RegExp(
  `(?:${opening}\\s{0,3}(?:${beginnings.join('|')})?|${beginnings.join('|')}|` +
    `(?:${opening}\\s{0,3})?(?:${allLabels.join('|')})\\s{0,3}(?:${numeral}\\s{0,3})?)$`,
);
/** Longer than any placeholder with its blanks. */
const longest = 24;

/** Where the end of a text begins that the next words may still make a placeholder; the text's length if none does. */
export function incompleteFrom(text: string): number {
  const from = Math.max(0, text.length - longest);
  const at = text.slice(from).search(incomplete);
  return at < 0 ? text.length : from + at;
}
