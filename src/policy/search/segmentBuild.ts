import type { Article, RuleBook, RuleDocument } from '../document.ts';
import type { ArticleWords } from './articleWords.ts';
import { PostingsBuilder } from './buildPostings.ts';
import { citationSections } from './citationSections.ts';
import { grams } from './grams.ts';
import type { Segment } from './segment.ts';
import { ArticlePacker, PackedArticles } from './segmentArticles.ts';
import { jsonSection, type SegmentSections } from './segmentSections.ts';
import { TermCollector } from './segmentTerms.ts';
import { fieldWeights } from './weights.ts';

/** Where the base forms come from. */
export interface WordSource {
  readonly ofTitle: (document: RuleDocument) => readonly string[];
  readonly ofArticle: (article: Article) => ArticleWords;
}

/** Articles indexed before other work of the process gets a turn. */
const ARTICLES_AT_ONCE = 50;

/**
 * Indexes rule books: about 10,000 clauses a second where the base forms are known.
 * @param books each document once, each article once
 * @param beside the segment beside which this one is searched: field lengths are compared with its means
 */
export async function buildSegment(
  books: Iterable<RuleBook>,
  words: WordSource,
  beside?: Segment,
): Promise<SegmentSections> {
  const gramSide = new SideBuilder();
  const wordSide = new SideBuilder();
  const articles = new ArticlePacker();
  const documents: RuleDocument[] = [];
  const [ids, labels, documentOf, firstClause]: [string[], string[], number[], number[]] = [[], [], [], [0]];
  for (const book of books) {
    const titleGrams = grams(book.document.title);
    const titleWords = words.ofTitle(book.document);
    for (const article of book.articles) {
      const found = words.ofArticle(article);
      const heads = [titleGrams, grams(article.chapter.join(' ')), grams(article.caption)];
      gramSide.add(
        heads,
        article.clauses.map(({ text }) => grams(text)),
      );
      wordSide.add([titleWords, found.chapter, found.caption], found.clauses);
      articles.add(article);
      ids.push(article.id);
      labels.push(article.label);
      documentOf.push(documents.length);
      firstClause.push((firstClause.at(-1) ?? 0) + article.clauses.length);
      if (ids.length % ARTICLES_AT_ONCE === 0) await new Promise((resume) => setImmediate(resume));
    }
    documents.push(book.document);
  }
  const packed = articles.bytes();
  const own = new PackedArticles(packed);
  return {
    documents: jsonSection(documents),
    ids: jsonSection(ids),
    labels: jsonSection(labels),
    documentOf: Uint32Array.from(documentOf),
    firstClause: Uint32Array.from(firstClause),
    'articles.text': packed.text,
    'articles.starts': packed.starts,
    ...(await citationSections({ documents, documentOf, article: (at) => own.at(at) }, beside)),
    ...(await gramSide.sections('grams', beside)),
    ...(await wordSide.sections('words', beside)),
  };
}

/** One kind of terms: the fields of articles (title, chapter, caption, text) and of clauses (text). */
class SideBuilder {
  readonly #terms = new TermCollector();
  readonly #articles = new PostingsBuilder(fieldWeights.articles, fieldWeights.articleSaturation);
  readonly #clauses = new PostingsBuilder(fieldWeights.clauses, fieldWeights.clauseSaturation);

  add(heads: readonly (readonly string[])[], clauses: readonly (readonly string[])[]): void {
    const ofClauses = clauses.map((tokens) => this.#terms.idsOf(tokens));
    this.#articles.add([...heads.map((tokens) => this.#terms.idsOf(tokens)), joined(ofClauses)]);
    for (const ids of ofClauses) this.#clauses.add([ids]);
  }

  async sections<side extends 'grams' | 'words'>(side: side, beside: Segment | undefined) {
    const { units, starts, rank } = this.#terms.sorted();
    const articleMeans = beside?.sections[`${side}.articles.means`] ?? this.#articles.means();
    const clauseMeans = beside?.sections[`${side}.clauses.means`] ?? this.#clauses.means();
    const articles = await this.#articles.build(rank, articleMeans);
    const clauses = await this.#clauses.build(rank, clauseMeans);
    return {
      [`${side}.terms`]: units,
      [`${side}.termStarts`]: starts,
      [`${side}.articles.starts`]: articles.starts,
      [`${side}.articles.where`]: articles.where,
      [`${side}.articles.impacts`]: articles.impacts,
      [`${side}.articles.means`]: articleMeans,
      [`${side}.clauses.starts`]: clauses.starts,
      [`${side}.clauses.where`]: clauses.where,
      [`${side}.clauses.impacts`]: clauses.impacts,
      [`${side}.clauses.means`]: clauseMeans,
    } as Pick<SegmentSections, Extract<keyof SegmentSections, `${side}.${string}`>>;
  }
}

function joined(lists: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all;
}
