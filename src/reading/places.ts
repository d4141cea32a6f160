import { type Block, textOf } from './readText.ts';

/**
 * Where a stretch of a text stands in its file: UTF-16 offsets in the text, end exclusive. The places of a text are in its
 * order, do not overlap, and need not cover it.
 */
export interface Place {
  readonly start: number;
  readonly end: number;
  /** 「3ページ」「シート「予算」12行目」「第1章 総則＞第2節」; of a speech its time 「0:03:12」, empty where it is not known. */
  readonly label: string;
  /** A speech of a transcript: what stands before it on its line is who speaks. */
  readonly isSpeech?: true;
}

/** A block with where it stands; `label` is empty where there is nothing to say. */
export interface PlacedBlock {
  readonly block: Block;
  readonly label: string;
  /** Where it goes on elsewhere (a paragraph over two pages): offsets in its text, in order. */
  readonly later?: readonly { readonly at: number; readonly label: string }[];
}

/** The blocks, their text as `textOf` gives it, and its places; neighbours with one label are one place. */
export function placedText(placed: readonly PlacedBlock[]): {
  readonly blocks: readonly Block[];
  readonly text: string;
  readonly places: readonly Place[];
} {
  const places: Place[] = [];
  let start = 0;
  const add = (from: number, to: number, label: string): void => {
    const last = places.at(-1);
    if (label === '' || from >= to) return;
    // One sign between them is the line end.
    if (last?.label === label && from - last.end <= 1) places[places.length - 1] = { ...last, end: to };
    else places.push({ start: from, end: to, label });
  };
  for (const { block, label, later = [] } of placed) {
    if (block.kind === 'page-break') continue;
    const end = start + block.text.length;
    const marks = [{ at: 0, label }, ...later];
    marks.forEach((mark, index) => {
      add(start + mark.at, Math.min(end, start + (marks[index + 1]?.at ?? block.text.length)), mark.label);
    });
    start = end + 1;
  }
  const blocks = placed.map(({ block }) => block);
  return { blocks, text: textOf(blocks), places };
}

const LONGEST_HEADING = 40;

/** Follows headings: gives the path to where a text stands, 「第1章 総則＞第2節 手続」. */
export class HeadingPath {
  readonly #headings: string[] = [];

  /** Enters a heading of this level, counted from 1; deeper ones end. */
  enter(level: number, text: string): void {
    const words = text.replaceAll(/\s+/g, ' ').trim();
    this.#headings.length = Math.min(this.#headings.length, level - 1);
    this.#headings[level - 1] = words.length > LONGEST_HEADING ? `${words.slice(0, LONGEST_HEADING)}…` : words;
  }

  toString(): string {
    return this.#headings.filter((heading) => heading !== undefined && heading !== '').join('＞');
  }
}

/** Blocks with the headings under which they stand, a heading with its own. */
export function underHeadings(blocks: readonly Block[]): PlacedBlock[] {
  const path = new HeadingPath();
  return blocks.map((block) => {
    if (block.kind === 'heading') path.enter(block.level, block.text);
    return { block, label: path.toString() };
  });
}

/** The places of the first `length` characters of a text. */
export function firstPlaces(places: readonly Place[], length: number): Place[] {
  return places.filter(({ start }) => start < length).map((place) => ({ ...place, end: Math.min(place.end, length) }));
}

/** The places of a text that stands in another one from `offset` on; `within` names its part, but beside times. */
export function movedPlaces(places: readonly Place[], offset: number, within = ''): Place[] {
  return places.map((place) => ({
    ...place,
    start: place.start + offset,
    end: place.end + offset,
    label: place.isSpeech ? place.label : [within, place.label].filter((words) => words !== '').join(' '),
  }));
}
