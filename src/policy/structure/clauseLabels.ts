import type { LineMark } from '../../japanese/lineMarks.ts';

/** How clauses are called: 項・号 in rules; the same in a 別表, whose plain lines have no name; 段落 in manuals. */
export type Naming = 'rule' | 'annex' | 'section';

/** One level of a clause's place: its mark and how many entries its list has up to it. */
export interface Level {
  readonly mark: LineMark;
  readonly count: number;
}

/** What stands above a clause: its paragraph with the mark that opened it, and its place in nested lists. */
export interface ClausePath {
  readonly paragraph: number;
  readonly paragraphMark?: LineMark;
  readonly levels: readonly Level[];
  /** First cell of a table row. */
  readonly firstCell?: string;
}

/** Styles that a rule counts as 号; katakana and letters are called by their own name (イ, ア, a). */
const COUNTED = new Set(['arabic', 'kanji', 'circled', 'paren-arabic', 'paren-kanji', 'bullet']);

/**
 * The label of a clause: 「第2項第3号イ」「第1号の2」「「課長」の項」; empty for the only paragraph of an article.
 * @param sole whether the article has one paragraph only, which is then not named
 */
export function clauseLabel(path: ClausePath, sole: boolean, naming: Naming): string {
  const levels = path.levels.map((level, depth) => levelLabel(level, depth, naming)).join('');
  const row = path.firstCell && path.firstCell.length <= 20 ? `「${path.firstCell}」の項` : '';
  return `${paragraphLabel(path, sole, naming)}${levels}${row}`;
}

function paragraphLabel({ paragraph, paragraphMark }: ClausePath, sole: boolean, naming: Naming): string {
  if (naming === 'section' && paragraphMark !== undefined) return String(paragraphMark.value);
  if (sole || paragraph === 0) return '';
  return naming === 'section' ? `第${paragraph}段落` : `第${paragraph}項`;
}

function levelLabel({ mark, count }: Level, depth: number, naming: Naming): string {
  const branch = mark.branch.map((number) => `の${number}`).join('');
  const number = mark.style === 'bullet' ? count : mark.value;
  if (naming !== 'section' && depth === 0 && COUNTED.has(mark.style)) return `第${number}号${branch}`;
  if (mark.letter !== undefined) return mark.style.startsWith('paren-') ? `(${mark.letter})` : mark.letter;
  if (mark.style === 'bullet') return `（${count}番目）`;
  if (mark.style === 'circled') return mark.raw;
  if (mark.style === 'arabic' || mark.style === 'kanji') return `${depth === 0 ? '' : '-'}${number}${branch}`;
  return `(${number})${branch}`;
}
