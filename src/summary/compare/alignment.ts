import type { Reading, Unit } from './reading.ts';

/** Which word of a source sentence each word of a statement is, kept in order. */
export interface Alignment {
  /** For each unit of the statement its place in the sentence, -1 where it has none. */
  readonly places: readonly number[];
  /** Share of the statement's units that have one. */
  readonly coverage: number;
}

const known = new WeakMap<Reading, WeakMap<Reading, Alignment>>();

/** The longest common sequence of a statement's and a sentence's words; computed once for the two. */
export function alignmentOf(statement: Reading, sentence: Reading): Alignment {
  const sentences = known.get(statement) ?? new WeakMap<Reading, Alignment>();
  known.set(statement, sentences);
  const made = sentences.get(sentence) ?? align(statement, sentence);
  sentences.set(sentence, made);
  return made;
}

function align({ units: said }: Reading, { units: given }: Reading): Alignment {
  const width = given.length + 1;
  const longest = new Uint16Array((said.length + 1) * width);
  const cell = (row: number, column: number): number => longest[row * width + column] ?? 0;
  for (let row = said.length - 1; row >= 0; row--) {
    for (let column = given.length - 1; column >= 0; column--) {
      longest[row * width + column] = matches(said[row], given[column])
        ? cell(row + 1, column + 1) + 1
        : Math.max(cell(row + 1, column), cell(row, column + 1));
    }
  }
  const places = said.map(() => -1);
  let row = 0;
  let column = 0;
  let matched = 0;
  while (row < said.length && column < given.length) {
    if (matches(said[row], given[column])) {
      places[row++] = column++;
      matched++;
    } else if (cell(row + 1, column) >= cell(row, column + 1)) row++;
    else column++;
  }
  return { places, coverage: said.length === 0 ? 0 : matched / said.length };
}

/** The same word, or two values of one sort: where they stand is what is asked, not what they are. */
function matches(one: Unit | undefined, other: Unit | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.sort === '' || other.sort === '' ? one.key === other.key : one.sort === other.sort;
}
