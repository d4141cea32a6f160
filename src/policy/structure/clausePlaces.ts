import { type LineMark, lineMark } from '../../japanese/lineMarks.ts';
import { type ClausePath, clauseLabel, type Level, type Naming } from './clauseLabels.ts';
import { ListStack } from './listStack.ts';

/** A line of an article's text, before it has a place in it. */
export interface ArticleLine {
  readonly text: string;
  /** Cells of a table's row, whose text is then not searched for marks. */
  readonly cells?: readonly string[];
}

export interface Place {
  /** `p2-i3-s1`; equal to the one before where the line only goes on with it. */
  readonly id: string;
  readonly label: string;
}

/** A sentence that belongs to the clause before it though a line break stands between them (ただし書, 後段). */
const GOES_ON = /^[\s\u3000]*(?:ただし、|但し、|この場合において)/;
/** What stands below a clause without being a paragraph of its own. */
const NOTE =
  /^[\s\u3000]*(?:※|備考|注[\s\u3000：:１-９1-9]|[（(]注|[（(](?:(?:昭|平|令|[0-9０-９]).*)?(?:改正|追加|全改|繰[上下]げ?)[）)]$)/;

/**
 * Gives every line of one article its clause: 項 by their numbers (or by order where they have none), 号 and what is
 * below them by their marks and order (一・一の二・二 are i1, i2, i3), table rows and notes under the clause that they
 * follow (`p1-r1`, `p1-i2-l1`).
 */
export function placeClauses(lines: readonly ArticleLine[], naming: Naming): Place[] {
  const walk = new ClauseWalk(lines, naming === 'annex');
  const placed = lines.map((line, index) => walk.take(line, index));
  return placed.map(({ id, path }) => ({ id, label: clauseLabel(path, walk.sole, naming) }));
}

interface Placed {
  readonly id: string;
  readonly path: ClausePath;
}

class ClauseWalk {
  private readonly lines: readonly ArticleLine[];
  private readonly marks: readonly (LineMark | undefined)[];
  private readonly inAnnex: boolean;
  private readonly numbered: boolean;
  private readonly lists = new ListStack();
  private paragraph = 0;
  private paragraphMark: LineMark | undefined;
  private shape: string | undefined;
  private owner: Placed | undefined;
  private below = 0;

  constructor(lines: readonly ArticleLine[], inAnnex: boolean) {
    this.inAnnex = inAnnex;
    this.lines = lines;
    this.marks = lines.map((line) => (line.cells === undefined ? lineMark(line.text) : undefined));
    this.numbered = paragraphsAreNumbered(this.marks);
  }

  get sole(): boolean {
    return this.paragraph <= 1;
  }

  take(line: ArticleLine, index: number): Placed {
    const mark = this.marks[index];
    if (line.cells !== undefined) return this.openBelow('r', this.isTableHead(index) ? undefined : line.cells[0]);
    if (mark === undefined) {
      if (this.owner !== undefined && this.below === 0 && GOES_ON.test(line.text)) return this.owner;
      if (this.owner !== undefined && (this.numbered || NOTE.test(line.text))) return this.openBelow('l');
      return this.inAnnex ? this.openBelow('l') : this.openParagraph(this.paragraph + 1);
    }
    if (!this.opensParagraph(mark, index)) return this.openEntry(mark);
    this.shape ??= mark.shape;
    return this.openParagraph(Math.max(mark.value, this.paragraph + 1), mark);
  }

  private openParagraph(number: number, mark?: LineMark): Placed {
    this.paragraph = number;
    this.paragraphMark = mark;
    this.lists.reset();
    return this.own(`p${number}`, []);
  }

  private openEntry(mark: LineMark): Placed {
    if (this.paragraph === 0) this.paragraph = 1;
    const levels = this.lists.place(mark);
    const [item, sub, ...deeper] = levels.map((level) => level.count);
    const head = `p${this.paragraph}-i${item}`;
    return this.own(sub === undefined ? head : [`${head}-s${sub}`, ...deeper].join('-'), levels);
  }

  private own(id: string, levels: readonly Level[]): Placed {
    this.below = 0;
    this.owner = { id, path: this.path(levels) };
    return this.owner;
  }

  private openBelow(kind: 'r' | 'l', firstCell?: string): Placed {
    this.below += 1;
    const id = `${this.owner === undefined ? '' : `${this.owner.id}-`}${kind}${this.below}`;
    return { id, path: { ...(this.owner?.path ?? this.path([])), ...(firstCell && { firstCell }) } };
  }

  /** The first row of a table names its columns and is no entry. */
  private isTableHead(index: number): boolean {
    return this.lines[index - 1]?.cells === undefined && this.lines[index + 1]?.cells !== undefined;
  }

  private path(levels: readonly Level[]): ClausePath {
    const { paragraph, paragraphMark } = this;
    return { paragraph, levels, ...(paragraphMark && { paragraphMark }) };
  }

  /** A plain or circled number opens a 項 where it is the next one and no open list waits for it. */
  private opensParagraph(mark: LineMark, index: number): boolean {
    if ((mark.style !== 'arabic' && mark.style !== 'circled') || mark.branch.length > 0) return false;
    if (index === 0)
      return (
        mark.value === 1 ||
        this.marks.find((later, at) => at > 0 && later?.shape === mark.shape)?.value === mark.value + 1
      );
    if (this.shape !== undefined) return mark.shape === this.shape && mark.value > this.paragraph;
    return mark.value === this.paragraph + 1 && mark.value > 1 && !this.lists.has(mark);
  }
}

/** True where an article counts its paragraphs: the first mark of that kind is a 1 that opens it, or a 2. */
function paragraphsAreNumbered(marks: readonly (LineMark | undefined)[]): boolean {
  const first = marks.findIndex((mark) => mark?.style === 'arabic' || mark?.style === 'circled');
  return marks[first]?.value === 2 || (first === 0 && marks[0]?.value === 1);
}
