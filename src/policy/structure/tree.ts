import { lineMark } from '../../japanese/lineMarks.ts';
import type { ArticleHead } from './articleHead.ts';
import { articleHeads, type Counting } from './articleOrder.ts';
import type { Naming } from './clauseLabels.ts';
import type { Draft } from './drafts.ts';
import type { Line } from './lines.ts';
import type { AnnexHead } from './partHeads.ts';
import { annexRegion, articleName, headingName, MAIN, type Region, supplementRegion } from './region.ts';
import { tokenOf } from './tokens.ts';

export interface Tree {
  /** What stands before the first part or article: title, number, dates. */
  readonly front: readonly Line[];
  readonly drafts: readonly Draft[];
}

/** Reads the lines of a rule or manual into its articles, in order; every line ends in one of them or in `front`. */
export function treeOf(lines: readonly Line[], counting: Counting): Tree {
  const builder = new TreeBuilder(counting, titleOf(lines, counting));
  const heads = articleHeads(lines, counting);
  for (const [at, line] of lines.entries()) builder.take(line, heads.get(at));
  return builder.finish();
}

/** The heading that is the title of a manual: the only one of its level, and none above it. */
function titleOf(lines: readonly Line[], counting: Counting): Line | undefined {
  const levels = lines.flatMap((line) => line.heading ?? []);
  const first = lines.find((line) => line.heading !== undefined);
  const top = Math.min(...levels);
  const alone = levels.filter((level) => level === top).length === 1 && levels.length > 1;
  return counting === 'headings' && first?.heading === top && alone ? first : undefined;
}

class TreeBuilder {
  private readonly counting: Counting;
  private readonly title: Line | undefined;
  private readonly front: Line[] = [];
  private readonly drafts: Draft[] = [];
  private region: Region = MAIN;
  private above: { readonly depth: number; readonly text: string }[] = [];
  private current: Draft | undefined;
  private caption: { readonly words: string; readonly line: Line } | undefined;
  /** True from the first 条 of the region on: a 附則 without 条 counts its 項 instead. */
  private hasArticles = false;
  private supplements = 0;
  private headings = 0;
  private begun = false;

  constructor(counting: Counting, title: Line | undefined) {
    this.counting = counting;
    this.title = title;
  }

  finish(): Tree {
    this.releaseCaption();
    // A heading over other headings only, or the name of a sheet, is no article of its own.
    return {
      front: this.front,
      drafts: this.drafts.filter(({ lines, key }) => lines.length > 0 || (/\d$/.test(key) && !/^[htfx]/.test(key))),
    };
  }

  take(line: Line, head: ArticleHead | undefined): void {
    const token = tokenOf(line, this.counting, head);
    if (line === this.title) this.front.push(line);
    else if (token.kind === 'line') this.takeLine(line);
    else if (token.kind === 'caption') this.takeCaption(token.caption, line);
    else if (token.kind === 'heading') this.takeHeading(line, token.level);
    else {
      const opened = token.kind === 'article' && token.head.caption === '' ? this.useCaption() : this.releaseCaption();
      this.begun = true;
      if (token.kind === 'article') this.openArticle(token.head, opened ?? '');
      else if (token.kind === 'supplement') this.openSupplement(token.note, token.body, line);
      else if (token.kind === 'annex') this.openAnnex(token.head);
      else this.openPart(line, token.depth, token.text);
    }
  }

  private openArticle(head: ArticleHead, captionBefore: string): void {
    const unit = this.counting === 'numbers' ? '' : '条';
    const { key, label } = articleName(this.region, head, unit);
    this.hasArticles = true;
    this.open(key, label, head.caption || captionBefore, 'rule');
    if (head.body !== '') this.current?.lines.push({ text: head.body });
  }

  private openSupplement(note: string, body: string, line: Line): void {
    this.supplements += 1;
    this.enter(supplementRegion(this.supplements, note));
    if (body !== '') this.takeLine({ ...line, text: body });
  }

  private openAnnex(head: AnnexHead): void {
    this.enter(annexRegion(head));
    this.open(this.region.key, head.label, head.caption, 'annex');
  }

  private enter(region: Region): void {
    this.region = region;
    this.above = [];
    this.current = undefined;
    this.hasArticles = false;
  }

  private openPart(line: Line, depth: number, text: string): void {
    if (this.counting === 'headings') {
      this.openSection(line.heading ?? depth + 1, text);
      return;
    }
    if (this.region.kind === 'supplement') this.enter(MAIN);
    this.pushAbove(depth, text);
    this.current = undefined;
  }

  private openSection(level: number, text: string): void {
    this.pushAbove(level, text);
    this.headings += 1;
    const { label, caption } = headingName(text);
    this.open(`h${this.headings}`, label, caption, 'section', this.above.slice(0, -1));
  }

  private pushAbove(depth: number, text: string): void {
    this.above = [...this.above.filter((part) => part.depth < depth), { depth, text }];
  }

  private open(key: string, label: string, caption: string, naming: Naming, above = this.above): void {
    this.current = { key, label, caption, chapter: above.map((part) => part.text), naming, lines: [] };
    this.drafts.push(this.current);
  }

  private takeHeading(line: Line, level: number): void {
    if (!this.begun && this.counting !== 'headings') this.front.push(line);
    else if (this.region.kind !== 'main') this.takeLine(line);
    else {
      this.releaseCaption();
      this.begun = true;
      if (this.counting !== 'headings') this.above = [];
      this.openSection(level, line.text);
    }
  }

  private takeCaption(words: string, line: Line): void {
    this.releaseCaption();
    const { current } = this;
    if (current !== undefined && current.caption === '' && current.lines.length === 0) current.caption = words;
    else this.caption = { words, line };
  }

  /** The caption that waited for what it stands above. */
  private useCaption(): string {
    const words = this.caption?.words ?? '';
    this.caption = undefined;
    return words;
  }

  /** A caption above nothing that takes one is a line like others. */
  private releaseCaption(): undefined {
    const line = this.caption?.line;
    this.caption = undefined;
    if (line !== undefined) this.takeLine(line);
  }

  private takeLine(line: Line): void {
    const { region } = this;
    if (region.kind === 'supplement' && !this.hasArticles) this.takeSupplementLine(line, region);
    else this.takeArticleLine(line);
  }

  private takeArticleLine(line: Line): void {
    this.releaseCaption();
    const related = /^[（(]([^（）()]*関係)[）)]$/.exec(line.text)?.[1];
    if (!this.begun) this.front.push(line);
    else if (related !== undefined && this.current?.lines.length === 0 && this.current.caption === '') {
      this.current.caption = related;
    } else {
      if (this.current === undefined) this.openSection(9, this.above.at(-1)?.text ?? '本文');
      this.current?.lines.push(line);
    }
  }

  /** Each 項 of a 附則 is an entry of its own: 「附則第2項」. The number is its label then, not its text. */
  private takeSupplementLine(line: Line, { key, label }: Region): void {
    const mark = line.cells === undefined ? lineMark(line.text) : undefined;
    const entries = this.drafts.filter((draft) => draft.key.startsWith(`${key}-p`));
    const number = entries.length + 1;
    const isNext = mark?.style === 'arabic' && mark.value === number;
    if (!isNext && this.current !== undefined) {
      this.releaseCaption();
      this.current.lines.push(line);
      return;
    }
    const [first] = entries;
    if (first?.label === label) first.label = `${label}第1項`;
    this.open(`${key}-p${number}`, `${label}${isNext ? `第${number}項` : ''}`, this.useCaption(), 'rule');
    this.current?.lines.push(isNext ? { text: line.text.slice(mark.length) } : line);
  }
}
