import { irohaValue, type LineMark } from '../../japanese/lineMarks.ts';
import type { Level } from './clauseLabels.ts';

/** One list that is open at the line being read: the 号 of a 項, the イロハ of a 号. */
interface OpenList {
  readonly shape: string;
  readonly order: 'iroha' | 'plain';
  /** How many entries it has so far; with 一・一の二・二 this is 3 where `last` is 2. */
  count: number;
  last: number;
  mark: LineMark;
}

/**
 * Follows nested lists as a reader does: a mark that continues an open list belongs to it, any other mark opens a list
 * one level deeper. 「イ」 is the second of アイウ where ア came before it, and otherwise the first of イロハ.
 */
export class ListStack {
  private open: OpenList[] = [];

  reset(): void {
    this.open = [];
  }

  /** True where a list written like this mark is open. */
  has(mark: LineMark): boolean {
    return this.open.some((list) => list.shape === mark.shape);
  }

  /** Takes the next mark and says where it stands, from the outermost list in. */
  place(mark: LineMark): Level[] {
    const level = this.levelOf(mark);
    this.open.length = Math.min(this.open.length, level + 1);
    const list = this.open[level] ?? this.push(mark);
    list.count += 1;
    list.last = valueIn(list, mark);
    list.mark = mark;
    return this.open.map((open) => ({ mark: open.mark, count: open.count }));
  }

  private push(mark: LineMark): OpenList {
    const iroha = mark.letter === 'イ';
    const list: OpenList = { shape: mark.shape, order: iroha ? 'iroha' : 'plain', count: 0, last: 0, mark };
    this.open.push(list);
    return list;
  }

  /** The innermost open list that the mark goes on with; deeper than all where none is written like it. */
  private levelOf(mark: LineMark): number {
    const alike = this.open.map((list, level) => ({ list, level })).filter(({ list }) => list.shape === mark.shape);
    const inward = alike.toReversed();
    const next = inward.find(({ list }) => follows(list, mark));
    // A gap in the numbers (deleted entries) still goes on; a second 1 starts over at the same level.
    const later = next ?? inward.find(({ list }) => valueIn(list, mark) > list.last) ?? alike[0];
    return later?.level ?? this.open.length;
  }
}

function valueIn(list: OpenList, mark: LineMark): number {
  return list.order === 'iroha' ? irohaValue(mark.letter ?? '') : mark.value;
}

function follows(list: OpenList, mark: LineMark): boolean {
  if (mark.style === 'bullet') return true;
  const value = valueIn(list, mark);
  return value === list.last + 1 || (value === list.last && mark.branch.length > 0);
}
