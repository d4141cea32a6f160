import { loadWords, type Words } from '../japanese/words.ts';
import type { Article, RuleBook, RuleDocument } from './document.ts';
import type { Found, Hit, RuleLibrary } from './library.ts';
import { mergeBooks } from './mergeBooks.ts';
import { type ArticleWords, wordsOf } from './search/articleWords.ts';
import { best } from './search/best.ts';
import { type Dictionary, loadDictionary } from './search/dictionary.ts';
import { evidenceOf, featuresOf, isAnswerable } from './search/evidence.ts';
import { indexPlaces, type NamedPlace } from './search/namedPlaces.ts';
import { type ReadQuestion, readQuestion } from './search/readQuestion.ts';
import { indexRules, type Ranked, type RuleIndex } from './search/ruleIndex.ts';
import { withNamed } from './search/withNamed.ts';

/** Characters of a question that are read; what is longer is a text to be summarized, not a question. */
const LONGEST_QUESTION = 3000;
/** Articles compared with the best one to see how far it leads. */
const COMPARED = 10;

export interface LibraryParts {
  /** Base forms that were kept since the articles were read; found anew where it gives none. */
  readonly keptWords?: (article: Article) => ArticleWords | undefined;
  readonly dictionary?: Dictionary;
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
  return new IndexedLibrary(books, articles, index, words, dictionary);
}

class IndexedLibrary implements RuleLibrary {
  readonly size: RuleLibrary['size'];
  readonly #documents: ReadonlyMap<string, RuleDocument>;
  readonly #articles: readonly Article[];
  readonly #byId: ReadonlyMap<string, Article>;
  readonly #index: RuleIndex;
  readonly #words: Words;
  readonly #dictionary: Dictionary;
  readonly #placesIn: (question: string) => NamedPlace[];

  constructor(
    books: readonly RuleBook[],
    articles: readonly Article[],
    index: RuleIndex,
    words: Words,
    dictionary: Dictionary,
  ) {
    this.#documents = new Map(books.map(({ document }) => [document.id, document]));
    this.#articles = articles;
    this.#byId = new Map(articles.map((article) => [article.id, article]));
    this.#index = index;
    this.#words = words;
    this.#dictionary = dictionary;
    this.#placesIn = indexPlaces(books);
    const clauses = articles.reduce((sum, article) => sum + article.clauses.length, 0);
    this.size = { documents: books.length, articles: articles.length, clauses };
  }

  async search(asked: string, limit: number): Promise<Found> {
    const question = asked.slice(0, LONGEST_QUESTION);
    const read = readQuestion(question, this.#words, this.#dictionary);
    const scores = this.#index.scoreArticles(read);
    const evidence = this.#evidence(read, scores);
    const named = this.#placesIn(question);
    const ranked = this.#index.rank(read, scores, limit);
    const hits = withNamed(ranked, named, limit).flatMap((place) => this.#hit(place));
    const told = named.some(({ sure }) => sure);
    return { hits, evidence: told ? 1 : evidence, answerable: hits.length > 0 && (told || isAnswerable(evidence)) };
  }

  article(id: string): Article | undefined {
    return this.#byId.get(id);
  }

  document(id: string): RuleDocument | undefined {
    return this.#documents.get(id);
  }

  documents(): readonly RuleDocument[] {
    return [...this.#documents.values()];
  }

  #evidence(question: ReadQuestion, scores: Float64Array): number {
    const ranked = best(scores, COMPARED);
    const article = this.#articles[ranked[0] ?? -1];
    if (article === undefined) return 0;
    const title = this.#documents.get(article.document)?.title ?? '';
    return evidenceOf(featuresOf(question, this.#dictionary, this.#index, scores, ranked, { article, title }));
  }

  #hit({ article: position, clause: at, score }: Ranked): Hit[] {
    const article = this.#articles[position];
    const clause = article?.clauses[at];
    const document = article && this.#documents.get(article.document);
    return article && clause && document ? [{ document, article, clause, score }] : [];
  }
}
