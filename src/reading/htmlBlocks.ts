import type { CheerioAPI } from 'cheerio';
import type { AnyNode, Element } from 'domhandler';
import { lineMark } from '../japanese/lineMarks.ts';
import { type Block, rowBlock } from './readText.ts';

const SKIPPED = new Set(
  'script style noscript template nav aside footer svg iframe button select input textarea form rt rp head'.split(' '),
);
const BLOCK = new Set(
  'p div section article main header li ul ol dl dt dd blockquote pre figure figcaption fieldset details summary address hr table caption h1 h2 h3 h4 h5 h6 body'.split(
    ' ',
  ),
);

/** Reads an element's blocks in order: headings, tables as rows, every other block element or `<br>` as a paragraph. */
export function htmlBlocks($: CheerioAPI, root: AnyNode): Block[] {
  const walk = new HtmlWalk($);
  walk.enter(root);
  walk.flush();
  return walk.blocks;
}

class HtmlWalk {
  readonly blocks: Block[] = [];
  private readonly $: CheerioAPI;
  private line = '';
  /** A 例規 page may hold 「第1条」 or 「２」 in an element of its own; its line goes on in the next block. */
  private numberOnly = false;

  constructor($: CheerioAPI) {
    this.$ = $;
  }

  enter(node: AnyNode): void {
    if (node.nodeType === 3) this.add(node.data);
    else if (isElement(node) && !SKIPPED.has(node.name) && !isHidden(node)) this.element(node);
  }

  flush(heading?: number): void {
    const text = this.line.replaceAll(/[ \t]+/g, ' ').trim();
    this.line = '';
    this.numberOnly = false;
    if (text === '') return;
    this.blocks.push(heading === undefined ? { kind: 'paragraph', text } : { kind: 'heading', level: heading, text });
  }

  private element(node: Element): void {
    if (node.name === 'br') this.flush();
    else if (node.name === 'table') this.table(node);
    else if (/^h[1-6]$/.test(node.name)) {
      this.flush();
      this.children(node);
      this.flush(Number(node.name.slice(1)));
    } else if (node.name === 'li') this.listItem(node);
    else if (isNumber(node)) this.number(node);
    else if (BLOCK.has(node.name)) {
      if (!this.numberOnly) this.flush();
      this.children(node);
      if (!this.numberOnly) this.flush();
    } else this.children(node);
  }

  private children(node: Element): void {
    for (const child of node.children) this.enter(child);
  }

  private add(text: string): void {
    // Line breaks of the source between Japanese signs are not spaces.
    const plain = text.replaceAll(/[ \t]*[\r\n]+[ \t\r\n]*/g, (_, at: number) =>
      /[!-~]/.test(text.charAt(at - 1)) ? ' ' : '',
    );
    if (plain.trim() !== '') this.numberOnly = false;
    this.line += plain;
  }

  private number(node: Element): void {
    const isBlock = BLOCK.has(node.name);
    if (isBlock) this.flush();
    this.children(node);
    if (!/[\s\u3000]$/.test(this.line)) this.line += '\u3000';
    this.numberOnly = isBlock;
  }

  private listItem(node: Element): void {
    this.flush();
    this.children(node);
    const list = node.parent !== null && isElement(node.parent) ? node.parent : undefined;
    const text = this.line.trim();
    if (text !== '' && lineMark(text) === undefined) {
      const count = list?.children.filter((child) => isElement(child) && child.name === 'li').indexOf(node) ?? 0;
      this.line = list?.name === 'ol' ? `${Number(list.attribs.start ?? 1) + count}. ${text}` : `・${text}`;
    }
    this.flush();
  }

  /** A table that only lays out the page (one column, or tables within) is read as what it holds. */
  private table(node: Element): void {
    this.flush();
    const $table = this.$(node);
    const rows = $table.find('tr').toArray();
    const cells = rows.map((row) => this.$(row).children('td, th').toArray());
    if ($table.find('table').length > 0 || cells.every((row) => row.length <= 1)) {
      this.children(node);
      this.flush();
      return;
    }
    for (const caption of $table.children('caption').toArray()) this.enter(caption);
    for (const row of cells) this.blocks.push(...rowBlock(row.map((cell) => this.cellText(cell))));
  }

  private cellText(cell: Element): string {
    const walk = new HtmlWalk(this.$);
    walk.children(cell);
    walk.flush();
    return walk.blocks.map((block) => (block.kind === 'page-break' ? '' : block.text)).join(' ');
  }
}

/** Of the DOM's node types 1 is an element, 3 is text. */
function isElement(node: AnyNode): node is Element {
  return node.nodeType === 1;
}

function isHidden(node: Element): boolean {
  return node.attribs.hidden !== undefined || /display\s*:\s*none/.test(node.attribs.style ?? '');
}

function isNumber(node: Element): boolean {
  return /(?:^|[\s_-])(?:num|number)(?:$|[\s_-])/.test(node.attribs.class ?? '');
}
