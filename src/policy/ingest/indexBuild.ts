import type { Words } from '../../japanese/words.ts';
import type { Article } from '../document.ts';
import { mergeBooks } from '../mergeBooks.ts';
import { type ArticleWords, wordsOf } from '../search/articleWords.ts';
import { type Segment, segmentOf } from '../search/segment.ts';
import { buildSegment } from '../search/segmentBuild.ts';
import type { SegmentPart } from '../search/segmentTable.ts';
import type { IndexBase } from './indexChanges.ts';
import { printsOf, type SourceFile } from './indexSource.ts';

/** Base forms of texts that no store keeps: of titles, and of articles that were only just read. */
export type FindWords = Pick<Words, 'contentWords'>;

/** Indexes all that the files hold, in this process. */
export async function buildBase(files: readonly SourceFile[], words: FindWords): Promise<IndexBase> {
  const all = new Set(files.flatMap(({ documents }) => documents));
  return {
    segment: await segmentFrom(files, all, words),
    files: printsOf(files),
  };
}

/**
 * Indexes these documents from the files that hold them.
 * @param beside the base beside which they will be searched, without what they replace
 */
export async function segmentFrom(
  files: readonly SourceFile[],
  documents: ReadonlySet<string>,
  words: FindWords,
  beside?: SegmentPart,
): Promise<Segment> {
  const read = files.flatMap((file) => file.read(documents));
  // By the clauses, which an article keeps where merging gives it another id.
  const known = new Map<Article['clauses'], ArticleWords>();
  for (const { articles } of read)
    for (const { article, words: own } of articles) if (own) known.set(article.clauses, own);
  const books = read.map(({ document, articles }) => ({ document, articles: articles.map(({ article }) => article) }));
  const sections = await buildSegment(
    mergeBooks(books, beside && articleOwners(beside)),
    {
      ofTitle: ({ title }) => words.contentWords(title),
      ofArticle: (article) => known.get(article.clauses) ?? wordsOf(article, words),
    },
    beside?.segment,
  );
  return segmentOf(sections);
}

/** The articles of a segment that were not replaced: the id of each with its document's. */
function articleOwners({ segment, deadDocuments }: SegmentPart): Map<string, string> {
  const owners = new Map<string, string>();
  for (const [at, document] of segment.documentOf.entries())
    if (!deadDocuments?.has(document)) owners.set(segment.ids[at] ?? '', segment.documents[document]?.id ?? '');
  return owners;
}
