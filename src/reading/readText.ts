import type { Place } from './places.ts';

/** One piece of a document, in reading order. `page` counts from 1 where the file has pages. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string; readonly level: number; readonly page?: number }
  | { readonly kind: 'paragraph'; readonly text: string; readonly page?: number }
  /** A row of a table; `text` is its cells with full-width spaces between them. */
  | { readonly kind: 'row'; readonly text: string; readonly cells: readonly string[]; readonly page?: number }
  | { readonly kind: 'page-break'; readonly page: number };

/** What a file says. */
export interface ReadText {
  /** The title that the file states about itself (front matter, HTML title, its only top heading). */
  readonly title?: string;
  readonly blocks: readonly Block[];
  /**
   * The whole text, for summaries and masking. For .txt and .md it is the file letter by letter (without a byte order
   * mark), so that offsets in it are offsets in the file; for other formats the blocks, one a line.
   */
  readonly text: string;
  /** Where the parts of `text` stand: pages, slides, rows, headings, speeches with their times. */
  readonly places: readonly Place[];
  /** Polite Japanese sentences about what was not read (pages that are pictures, hidden sheets). */
  readonly warnings: readonly string[];
  /** The entries of a YAML front matter, by their keys as written; lists with 「、」 between, other values as JSON. */
  readonly frontMatter?: Readonly<Record<string, string>>;
  /** A front matter that could not be read, as it stands. */
  readonly brokenFrontMatter?: string;
}

/** The blocks as text, one a line; page breaks are left out. */
export function textOf(blocks: readonly Block[]): string {
  return blocks.flatMap((block) => (block.kind === 'page-break' ? [] : [block.text])).join('\n');
}

/** A row block of its cells, white space within a cell drawn together; empty rows give nothing. */
export function rowBlock(cells: readonly string[], page?: number): Block[] {
  const tidy = cells.map((cell) => cell.replaceAll(/\s+/g, ' ').trim());
  while (tidy.length > 0 && tidy.at(-1) === '') tidy.pop();
  if (tidy.length === 0) return [];
  const text = tidy.filter((cell) => cell !== '').join('\u3000');
  return [{ kind: 'row', text, cells: tidy, ...(page !== undefined && { page }) }];
}
