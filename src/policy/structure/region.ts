import type { ArticleHead } from './articleHead.ts';
import { numberLabel } from './articleNumbers.ts';
import type { AnnexHead } from './partHeads.ts';

/**
 * Where lines stand: in the rule itself, in one of its 附則, in a 別表 or 様式. It is the first part of the keys and
 * labels of the articles in it: `s2` for the second 附則, `t1-2` for 別表第1の2, `f3` for 様式第3号, `x1` for 別紙第1.
 */
export interface Region {
  readonly kind: 'main' | 'supplement' | 'annex';
  readonly key: string;
  readonly label: string;
}

export const MAIN: Region = { kind: 'main', key: '', label: '' };

/** The 附則 that comes `count`th. */
export function supplementRegion(count: number, note: string): Region {
  return { kind: 'supplement', key: `s${count}`, label: note === '' ? '附則' : `附則（${note}）` };
}

/** 別表, 様式 or another annex: `t1` and 「別表第1」. */
export function annexRegion(head: AnnexHead): Region {
  const letter = { table: 't', form: 'f', other: 'x' }[head.kind];
  return { kind: 'annex', key: `${letter}${head.number.join('-')}`, label: head.label };
}

/** `12-3` and 「第12条の3」; in a 附則 `s1-a2` and 「附則第2条」; 「第5条から第7条まで」 goes by its first number. */
export function articleName(region: Region, { number, until, pair }: ArticleHead, unit: string) {
  const numbers = number.join('-');
  const last = until === undefined ? '' : numberLabel(until, unit);
  const range = last === '' ? '' : pair === true ? `及び${last}` : `から${last}まで`;
  return {
    key: region.kind === 'main' ? numbers : `${region.key}-a${numbers}`,
    label: `${region.label}${numberLabel(number, unit)}${range}`,
  };
}

const NUMBERING =
  /^(?<label>第[0-9０-９一二三四五六七八九十]+(?:[部章節編款])?|[0-9０-９]+(?:[.．‐－-][0-9０-９]+)*|[QＱ][0-9０-９]+|[（(][0-9０-９]+[)）]|[①-⑳Ⅰ-Ⅻ])[\s\u3000.．:：、]+(?<title>\S.*)$/;

/** The number of a manual's heading as its label, the words as its caption: 「2-1　申請の手順」. */
export function headingName(text: string): { label: string; caption: string } {
  const groups = NUMBERING.exec(text)?.groups;
  if (groups === undefined) return { label: text, caption: text };
  return { label: (groups.label ?? '').normalize('NFKC'), caption: groups.title ?? '' };
}
