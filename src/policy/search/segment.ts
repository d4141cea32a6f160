import type { Article, RuleDocument } from '../document.ts';
import { type Passages, passageOf } from '../meaning.ts';
import { PostingLists } from './postings.ts';
import { PackedArticles } from './segmentArticles.ts';
import { readJsonSection, type SegmentSections } from './segmentSections.ts';
import { TermTable } from './segmentTerms.ts';

/** The postings of articles and of clauses over one kind of terms. */
export interface SegmentSide {
  readonly articles: PostingLists;
  readonly clauses: PostingLists;
}

/** An indexed set of rule books: the whole of them, or those that came since. Positions count from 0 within it. */
export interface Segment {
  readonly sections: SegmentSections;
  readonly documents: readonly RuleDocument[];
  /** Ids and labels of the articles. */
  readonly ids: readonly string[];
  readonly labels: readonly string[];
  /** Of each article, the position of its document among `documents`. */
  readonly documentOf: Uint32Array;
  /** Position of each article's first clause, and the end. */
  readonly firstClause: Uint32Array;
  readonly grams: SegmentSide;
  readonly words: SegmentSide;
  article(position: number): Article | undefined;
  /** The clauses as passages to embed, by their position. */
  readonly passages: Passages;
}

/** A segment over arrays that were just built or read from a file; nothing is copied. */
export function segmentOf(sections: SegmentSections): Segment {
  const articles = new PackedArticles({ text: sections['articles.text'], starts: sections['articles.starts'] });
  const clauses = sections.firstClause.at(-1) ?? 0;
  const side = (name: 'grams' | 'words'): SegmentSide => {
    const terms = new TermTable(sections[`${name}.terms`], sections[`${name}.termStarts`]);
    const lists = (units: number, level: 'articles' | 'clauses') =>
      new PostingLists(units, terms, {
        starts: sections[`${name}.${level}.starts`],
        where: sections[`${name}.${level}.where`],
        impacts: sections[`${name}.${level}.impacts`],
      });
    return { articles: lists(articles.size, 'articles'), clauses: lists(clauses, 'clauses') };
  };
  const documents = readJsonSection<RuleDocument[]>(sections.documents);
  return {
    sections,
    documents,
    ids: readJsonSection<string[]>(sections.ids),
    labels: readJsonSection<string[]>(sections.labels),
    documentOf: sections.documentOf,
    firstClause: sections.firstClause,
    grams: side('grams'),
    words: side('words'),
    article: (position) => articles.at(position),
    passages: {
      length: clauses,
      at: (position) => {
        const at = articleOfClause(sections.firstClause, position);
        const article = articles.at(at);
        const document = documents[sections.documentOf[at] ?? -1];
        const clause = article?.clauses[position - (sections.firstClause[at] ?? 0)];
        return article && document && clause && passageOf(document, article, clause);
      },
    },
  };
}

/** The last article that begins at or before a clause's position. */
function articleOfClause(firstClause: Uint32Array, clause: number): number {
  let low = 0;
  let high = firstClause.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((firstClause[middle] ?? 0) <= clause) low = middle;
    else high = middle - 1;
  }
  return low;
}
