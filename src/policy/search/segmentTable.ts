import type { Article, RuleDocument } from '../document.ts';
import type { Segment } from './segment.ts';

/** A segment as it is searched: with what of it was replaced since. */
export interface SegmentPart {
  readonly segment: Segment;
  /** Positions of the documents that another segment replaces, or that are gone. */
  readonly deadDocuments?: ReadonlySet<number>;
}

/** The articles of all segments by one numbering, those of replaced documents among them. */
export interface ArticleTable {
  /** Documents that are in force, in the order of their articles. */
  readonly documents: readonly RuleDocument[];
  /** Positions, those of replaced articles among them. */
  readonly length: number;
  /** Position of each article's first clause, and the end. */
  readonly firstClause: Uint32Array;
  /** The document of an article, without opening the article; undefined where it was replaced. */
  documentAt(position: number): RuleDocument | undefined;
  labelAt(position: number): string;
  clausesAt(position: number): number;
  /** Undefined where it was replaced. */
  at(position: number): Article | undefined;
  positionOf(id: string): number | undefined;
  /** The articles of a document in their order; all of them are opened. */
  articlesOf(documentId: string): Article[];
}

/** @param parts the segments in the order in which their articles are counted */
export function tableOf(parts: readonly SegmentPart[]): ArticleTable {
  return new SegmentTable(parts);
}

/** 1 for each article of a replaced document; undefined where none was replaced. */
export function deadArticles({ segment, deadDocuments }: SegmentPart): Uint8Array | undefined {
  if (deadDocuments === undefined || deadDocuments.size === 0) return undefined;
  return Uint8Array.from(segment.documentOf, (document) => (deadDocuments.has(document) ? 1 : 0));
}

/** 1 for each clause of a replaced document; undefined where none was replaced. */
export function deadClauses(part: SegmentPart): Uint8Array | undefined {
  const articles = deadArticles(part);
  if (articles === undefined) return undefined;
  const { firstClause } = part.segment;
  const clauses = new Uint8Array(firstClause.at(-1) ?? 0);
  for (const [at, dead] of articles.entries()) clauses.fill(dead, firstClause[at], firstClause[at + 1]);
  return clauses;
}

class SegmentTable implements ArticleTable {
  readonly documents: readonly RuleDocument[];
  readonly length: number;
  readonly firstClause: Uint32Array;
  readonly #parts: readonly { readonly segment: Segment; readonly first: number }[];
  readonly #documentAt: (RuleDocument | undefined)[] = [];
  readonly #byId = new Map<string, number>();
  /** Of each document the position of its first article, and behind its last. */
  readonly #ranges = new Map<string, { readonly from: number; to: number }>();

  constructor(given: readonly SegmentPart[]) {
    const parts: { segment: Segment; first: number }[] = [];
    const documents: RuleDocument[] = [];
    const firstClause: number[] = [0];
    for (const { segment, deadDocuments } of given) {
      const first = this.#documentAt.length;
      const clause = firstClause.at(-1) ?? 0;
      parts.push({ segment, first });
      const alive = segment.documents.map((document, at) => (deadDocuments?.has(at) ? undefined : document));
      for (const document of alive) if (document !== undefined) documents.push(document);
      for (const [at, document] of segment.documentOf.entries()) {
        this.#documentAt.push(alive[document]);
        firstClause.push(clause + (segment.firstClause[at + 1] ?? 0));
        this.#enter(alive[document], segment.ids[at] ?? '', first + at);
      }
    }
    this.#parts = parts;
    this.documents = documents;
    this.length = this.#documentAt.length;
    this.firstClause = Uint32Array.from(firstClause);
  }

  documentAt(position: number): RuleDocument | undefined {
    return this.#documentAt[position];
  }

  labelAt(position: number): string {
    const [segment, at] = this.#place(position);
    return segment?.labels[at] ?? '';
  }

  clausesAt(position: number): number {
    return (this.firstClause[position + 1] ?? 0) - (this.firstClause[position] ?? 0);
  }

  at(position: number): Article | undefined {
    if (this.#documentAt[position] === undefined) return undefined;
    const [segment, at] = this.#place(position);
    return segment?.article(at);
  }

  positionOf(id: string): number | undefined {
    return this.#byId.get(id);
  }

  articlesOf(documentId: string): Article[] {
    const { from, to } = this.#ranges.get(documentId) ?? { from: 0, to: 0 };
    return Array.from({ length: to - from }, (_, at) => this.at(from + at)).filter((one) => one !== undefined);
  }

  #enter(document: RuleDocument | undefined, id: string, position: number): void {
    if (document === undefined) return;
    if (!this.#byId.has(id)) this.#byId.set(id, position);
    const range = this.#ranges.get(document.id);
    if (range === undefined) this.#ranges.set(document.id, { from: position, to: position + 1 });
    else range.to = position + 1;
  }

  #place(position: number): [Segment | undefined, number] {
    const part = this.#parts.findLast(({ first }) => position >= first);
    return [part?.segment, position - (part?.first ?? 0)];
  }
}
