import { loadWords, type Words } from '../japanese/words.ts';
import type { Article, RuleBook, RuleDocument } from './document.ts';
import type { Found, Hit, RuleLibrary, View } from './library.ts';
import { type FindMeaning, type Meaning, passagesOf } from './meaning.ts';
import { mergeBooks } from './mergeBooks.ts';
import { type ArticleWords, wordsOf } from './search/articleWords.ts';
import { best } from './search/best.ts';
import { type Dictionary, loadDictionary } from './search/dictionary.ts';
import { featuresOf, type Judgement, judge } from './search/evidence.ts';
import { meaningWeight } from './search/meaningWeight.ts';
import { mixScores } from './search/mixScores.ts';
import { indexPlaces, type NamedPlace } from './search/namedPlaces.ts';
import { type ReadQuestion, readQuestion } from './search/readQuestion.ts';
import { indexRules, type Ranked, type RuleIndex } from './search/ruleIndex.ts';
import { withNamed } from './search/withNamed.ts';
import { seenDocuments } from './seenDocuments.ts';

/** Characters of a question that are read; what is longer is a text to be summarized, not a question. */
const LONGEST_QUESTION = 3000;
/** Articles compared with the best one to see how far it leads. */
const COMPARED = 10;

export interface LibraryParts {
  /** Base forms that were kept since the articles were read; found anew where it gives none. */
  readonly keptWords?: (article: Article) => ArticleWords | undefined;
  readonly dictionary?: Dictionary;
  /** Finds clauses by meaning as well; without it words alone decide. */
  readonly findMeaning?: FindMeaning;
}

/**
 * Indexes rule books in memory and searches them by their words (character tokens and base forms, BM25F). About 10,000
 * clauses a second with kept words, 1,500 without.
 * @throws KanameError `wrong_configuration` where the dictionary of terms cannot be read
 */
export async function buildLibrary(given: readonly RuleBook[], parts: LibraryParts = {}): Promise<RuleLibrary> {
  const books = mergeBooks(given);
  const words = await loadWords();
  const dictionary = parts.dictionary ?? loadDictionary();
  const articles = books.flatMap((book) => book.articles);
  const index = await indexRules(
    books,
    (book) => words.contentWords(book.document.title),
    (position) => {
      const article = articles[position];
      if (article === undefined) return { chapter: [], caption: [], clauses: [] };
      return parts.keptWords?.(article) ?? wordsOf(article, words);
    },
  );
  const meaning = await parts.findMeaning?.(passagesOf(books));
  return new IndexedLibrary({
    documents: books.map(({ document }) => document),
    articles,
    byId: new Map(articles.map((article) => [article.id, article])),
    index,
    words,
    dictionary,
    meaning,
    placesIn: indexPlaces(books),
  });
}

/** What every view of the library shares. */
interface Shared {
  readonly documents: readonly RuleDocument[];
  readonly articles: readonly Article[];
  readonly byId: ReadonlyMap<string, Article>;
  readonly index: RuleIndex;
  readonly words: Words;
  readonly dictionary: Dictionary;
  readonly meaning: Meaning | undefined;
  readonly placesIn: (question: string) => NamedPlace[];
}

class IndexedLibrary implements RuleLibrary {
  readonly size: RuleLibrary['size'];
  readonly #shared: Shared;
  /** The documents that this view may see. */
  readonly #seen: ReadonlyMap<string, RuleDocument>;

  constructor(shared: Shared, documents: readonly RuleDocument[] = shared.documents) {
    this.#shared = shared;
    this.#seen = new Map(documents.map((document) => [document.id, document]));
    const articles = shared.articles.filter((article) => this.#sees(article));
    const clauses = articles.reduce((sum, article) => sum + article.clauses.length, 0);
    this.size = { documents: documents.length, articles: articles.length, clauses };
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
    const named = placesIn(question).filter(({ article }) => this.#sees(this.#shared.articles[article]));
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
    const article = this.#shared.byId.get(id);
    return this.#sees(article) ? article : undefined;
  }

  document(id: string): RuleDocument | undefined {
    return this.#seen.get(id);
  }

  documents(): readonly RuleDocument[] {
    return [...this.#seen.values()];
  }

  #sees(article: Article | undefined): boolean {
    return article !== undefined && this.#seen.has(article.document);
  }

  /** Takes what this view does not see out of the scores, by position of the article. */
  #seenOnly<T extends Float64Array | Float32Array>(scores: T, unseen: number): T {
    if (this.#seen.size === this.#shared.documents.length) return scores;
    for (const [at, article] of this.#shared.articles.entries()) if (!this.#sees(article)) scores[at] = unseen;
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
    const article = articles[ranked[0] ?? -1];
    if (article === undefined) return { evidence: 0, answerable: false, plausible: false };
    const title = this.#seen.get(article.document)?.title ?? '';
    return judge(featuresOf(question, dictionary, index, scores, ranked, { article, title }, nearness));
  }

  #hit({ article: position, clause: at, score }: Ranked): Hit[] {
    const article = this.#shared.articles[position];
    const clause = article?.clauses[at];
    const document = article && this.#seen.get(article.document);
    return article && clause && document ? [{ document, article, clause, score }] : [];
  }
}
