import type { ReadText } from '../../reading/readText.ts';
import { ruleTableLines } from './ruleTable.ts';

/** One line of a document as the structure is read from it: trimmed, never empty. */
export interface Line {
  readonly text: string;
  /** Level of the heading it is, from 1. */
  readonly heading?: number;
  /** Cells of the table row it is. */
  readonly cells?: readonly string[];
}

/** The lines of a document, with tables that hold the rules themselves (条・見出し・本文) turned into lines of a rule. */
export function linesOf(read: ReadText): Line[] {
  const lines: Line[] = [];
  for (const block of read.blocks) {
    if (block.kind === 'page-break') continue;
    if (block.kind === 'row' && block.cells.length > 1) {
      lines.push({ text: block.text, cells: block.cells });
      continue;
    }
    for (const piece of block.text.split(/[\r\n\u2028\u2029]+/)) {
      const text = piece.trim();
      if (text !== '') lines.push(block.kind === 'heading' ? { text, heading: block.level } : { text });
    }
  }
  return ruleTableLines(withoutContents(lines));
}

const PART = /^第[0-9０-９一二三四五六七八九十百]+[編章節款目]/;
const RANGE = /[\s\u3000]*[（(][^（）()]*第.+?[条項][^（）()]*[）)]$|[\s\u3000]*[.．…・]{2,}[\s\u3000]*[0-9０-９]+$/;

/** Leaves the 目次 out: its lines name parts that come again, and would be taken for them. */
function withoutContents(lines: readonly Line[]): Line[] {
  const start = lines.findIndex((line) => /^目[\s\u3000]*次$/.test(line.text));
  if (start < 0) return [...lines];
  const seen = new Set<string>();
  let end = start + 1;
  for (; end < lines.length; end += 1) {
    const text = lines[end]?.text ?? '';
    const name = text.replace(RANGE, '').replaceAll(/[\s\u3000]/g, '');
    const listed = PART.test(text) || RANGE.test(text) || /^(?:附[\s\u3000]*則|別表.{0,12}|様式.{0,12})$/.test(text);
    if (!listed || (PART.test(text) && seen.has(name) && name === [...seen][0])) break;
    seen.add(name);
  }
  // Without a range a single part after the word is its real heading, not a table of contents.
  return seen.size === 0 ? [...lines] : [...lines.slice(0, start), ...lines.slice(end)];
}
