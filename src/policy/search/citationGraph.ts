import type { Segment } from './segment.ts';
import { readJsonSection } from './segmentSections.ts';
import type { ArticleTable, SegmentPart } from './segmentTable.ts';

/** What the articles of a library refer to, by their positions. */
export interface CitationGraph {
  /** How much each article is referred to by others, from 0 to 1. */
  readonly central: Float32Array;
  /** Positions of the articles that an article refers to. */
  targetsOf(position: number): readonly number[];
}

/** The logarithm of so many references to one article counts as 1. */
const MOST_CENTRAL = 4;

/** Reads who refers to whom from the segments; references to articles that are not there are left out. */
export function citationGraph(parts: readonly SegmentPart[], table: ArticleTable): CitationGraph {
  const central = new Float32Array(table.length);
  const segments: { readonly first: number; readonly segment: Segment; readonly positions: Int32Array }[] = [];
  let first = 0;
  for (const { segment } of parts) {
    const ids = readJsonSection<string[]>(segment.sections['citations.ids']);
    const positions = Int32Array.from(ids, (id) => table.positionOf(id) ?? -1);
    const { 'citations.starts': starts, 'citations.targets': targets } = segment.sections;
    for (let at = 0; at + 1 < starts.length; at++) {
      if (table.documentAt(first + at) === undefined) continue;
      for (let edge = starts[at] ?? 0; edge < (starts[at + 1] ?? 0); edge++) {
        const target = positions[targets[edge] ?? -1] ?? -1;
        if (target >= 0) central[target] = (central[target] ?? 0) + 1;
      }
    }
    segments.push({ first, segment, positions });
    first += segment.documentOf.length;
  }
  return {
    central: central.map((count) => Math.min(1, Math.log1p(count) / MOST_CENTRAL)),
    targetsOf: (position) => {
      const part = segments.findLast((one) => position >= one.first);
      if (part === undefined || table.documentAt(position) === undefined) return [];
      const { 'citations.starts': starts, 'citations.targets': targets } = part.segment.sections;
      const at = position - part.first;
      return [...targets.subarray(starts[at] ?? 0, starts[at + 1] ?? 0)]
        .map((target) => part.positions[target] ?? -1)
        .filter((target) => target >= 0);
    },
  };
}
