import { loadWords, type Words } from '../japanese/words.ts';
import type { Article, RuleBook, RuleDocument } from './document.ts';
import type { Found, Hit, RuleLibrary, View } from './library.ts';
import type { FindMeaning, Meaning } from './meaning.ts';
import { mergeBooks } from './mergeBooks.ts';
import { type RelatedRules, relatedRules, seenRelated } from './related/relatedRules.ts';
import { type ArticleWords, wordsOf } from './search/articleWords.ts';
import { best } from './search/best.ts';
import { type Dictionary, loadDictionary } from './search/dictionary.ts';
import { featuresOf, type Judgement, judge } from './search/evidence.ts';
import { meaningWeight } from './search/meaningWeight.ts';
import { mixScores } from './search/mixScores.ts';
import { indexPlaces, type NamedPlace } from './search/namedPlaces.ts';
import { type ReadQuestion, readQuestion } from './search/readQuestion.ts';
import { indexOf, type Ranked, type RuleIndex } from './search/ruleIndex.ts';
import { segmentOf } from './search/segment.ts';
import { buildSegment } from './search/segmentBuild.ts';
import { type ArticleTable, deadClauses, type SegmentPart, tableOf } from './search/segmentTable.ts';
import { withNamed } from './search/withNamed.ts';
import { seenDocuments } from './seenDocuments.ts';

/** Characters of a question that are read; what is longer is a text to be summarized, not a question. */
const LONGEST_QUESTION = 3000;
/** Articles compared with the best one to see how far it leads. */
const COMPARED = 10;

export interface LibraryParts {
  readonly dictionary?: Dictionary;
  /** Finds clauses by meaning as well; without it words alone decide. */
  readonly findMeaning?: FindMeaning;
}

export interface BuildParts extends LibraryParts {
  /** Base forms that were kept since the articles were read; found anew where it gives none. */
  readonly keptWords?: (article: Article) => ArticleWords | undefined;
}

/**
 * Indexes rule books in memory and searches them by their words (character tokens and base forms, BM25F). About 10,000
 * clauses a second with kept words, 1,500 without.
 * @throws KanameError `wrong_configuration` where the dictionary of terms cannot be read
 */
export async function buildLibrary(given: readonly RuleBook[], parts: BuildParts = {}): Promise<RuleLibrary> {
  const words = await loadWords();
  const sections = await buildSegment(mergeBooks(given), {
    ofTitle: ({ title }) => words.contentWords(title),
    ofArticle: (article) => parts.keptWords?.(article) ?? wordsOf(article, words),
  });
  return libraryOver([{ segment: segmentOf(sections) }], parts);
}

/**
 * Searches segments that were built or read before as one library, with what of each was replaced since.
 * @throws KanameError as `buildLibrary`
 */
export async function libraryOver(segments: readonly SegmentPart[], parts: LibraryParts = {}): Promise<RuleLibrary> {
  const articles = tableOf(segments);
  const passages = segments.map((part) => {
    const isDead = deadClauses(part);
    return { passages: part.segment.passages, ...(isDead && { isDead }) };
  });
  return new IndexedLibrary({
    articles,
    index: indexOf(segments, articles.firstClause),
    words: await loadWords(),
    dictionary: parts.dictionary ?? loadDictionary(),
    meaning: await parts.findMeaning?.(passages),
    placesIn: indexPlaces(articles),
    related: relatedRules(articles),
  });
}

/** What every view of the library shares. */
interface Shared {
  readonly articles: ArticleTable;
  readonly index: RuleIndex;
  readonly words: Words;
  readonly dictionary: Dictionary;
  readonly meaning: Meaning | undefined;
  readonly placesIn: (question: string) => NamedPlace[];
  readonly related: RelatedRules;
}

class IndexedLibrary implements RuleLibrary {
  readonly size: RuleLibrary['size'];
  readonly related: RelatedRules;
  readonly #shared: Shared;
  /** The documents that this view may see. */
  readonly #seen: ReadonlyMap<string, RuleDocument>;

  constructor(shared: Shared, documents: readonly RuleDocument[] = shared.articles.documents) {
    this.#shared = shared;
    this.#seen = new Map(documents.map((document) => [document.id, document]));
    this.related = seenRelated(shared.related, (document) => this.#seen.has(document));
    let [articles, clauses] = [0, 0];
    for (let at = 0; at < shared.articles.length; at++) {
      if (!this.#sees(at)) continue;
      articles += 1;
      clauses += shared.articles.clausesAt(at);
    }
    this.size = { documents: documents.length, articles, clauses };
  }

  seenBy(view: View): RuleLibrary {
    return new IndexedLibrary(this.#shared, seenDocuments([...this.#seen.values()], view));
  }

  async search(asked: string, limit: number): Promise<Found> {
    const question = asked.slice(0, LONGEST_QUESTION);
    const { index, words, dictionary, placesIn } = this.#shared;
    const read = readQuestion(question, words, dictionary);
    const cosines = await this.#cosines(read);
    const meaning = cosines && { cosines, weight: meaningWeight(question) };
    const ofWords = this.#seenOnly(index.scoreArticles(read), 0);
    const nearness = meaning && this.#seenOnly(index.nearnessOfArticles(meaning.cosines), Number.NaN);
    const scores = nearness ? mixScores(ofWords, nearness, meaning.weight) : ofWords;
    const judged = this.#judge(read, scores, nearness);
    const named = placesIn(question).filter(({ article }) => this.#sees(article));
    const ranked = index.rank(read, scores, limit, meaning);
    const hits = withNamed(ranked, named, limit).flatMap((place) => this.#hit(place));
    const told = named.some(({ sure }) => sure);
    const enough = (judgement: boolean) => hits.length > 0 && (told || judgement);
    return {
      hits,
      evidence: told ? 1 : judged.evidence,
      answerable: enough(judged.answerable),
      plausible: enough(judged.plausible),
    };
  }

  article(id: string): Article | undefined {
    const position = this.#shared.articles.positionOf(id) ?? -1;
    return this.#sees(position) ? this.#shared.articles.at(position) : undefined;
  }

  document(id: string): RuleDocument | undefined {
    return this.#seen.get(id);
  }

  documents(): readonly RuleDocument[] {
    return [...this.#seen.values()];
  }

  /** @param position of an article; one that was replaced is not seen */
  #sees(position: number): boolean {
    const document = this.#shared.articles.documentAt(position);
    return document !== undefined && this.#seen.has(document.id);
  }

  /** Takes what this view does not see out of the scores, by position of the article. */
  #seenOnly<T extends Float64Array | Float32Array>(scores: T, unseen: number): T {
    const { articles } = this.#shared;
    if (this.#seen.size === articles.documents.length) return scores;
    for (let at = 0; at < articles.length; at++) if (!this.#sees(at)) scores[at] = unseen;
    return scores;
  }

  /** The question as it was asked, and once more with the official words for what staff say (副業 → 営利企業). */
  async #cosines({ asked, related }: ReadQuestion): Promise<Float32Array | undefined> {
    const official = related.filter(({ said }) => said).map(({ term }) => term);
    const own = await this.#shared.meaning?.cosines(asked);
    if (own === undefined || official.length === 0) return own;
    const both = await this.#shared.meaning?.cosines(`${asked} ${official.join(' ')}`);
    return both === undefined ? own : own.map((cosine, at) => (cosine + (both[at] ?? cosine)) / 2);
  }

  #judge(question: ReadQuestion, scores: Float64Array, nearness: Float32Array | undefined): Judgement {
    const ranked = best(scores, COMPARED);
    const { articles, dictionary, index } = this.#shared;
    const article = articles.at(ranked[0] ?? -1);
    if (article === undefined) return { evidence: 0, answerable: false, plausible: false };
    const title = this.#seen.get(article.document)?.title ?? '';
    return judge(featuresOf(question, dictionary, index, scores, ranked, { article, title }, nearness));
  }

  #hit({ article: position, clause: at, score }: Ranked): Hit[] {
    const article = this.#shared.articles.at(position);
    const clause = article?.clauses[at];
    const document = article && this.#seen.get(article.document);
    return article && clause && document ? [{ document, article, clause, score }] : [];
  }
}
