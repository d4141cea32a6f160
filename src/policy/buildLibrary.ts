import { dayInJapan } from '../japanese/datesOfPeriods.ts';
import { loadWords, type Words } from '../japanese/words.ts';
import type { Article, RuleBook, RuleDocument } from './document.ts';
import type { Found, Hit, RuleLibrary, View } from './library.ts';
import type { FindMeaning, Meaning } from './meaning.ts';
import { mergeBooks } from './mergeBooks.ts';
import type { Reference } from './related/readReferences.ts';
import { type RelatedRules, relatedRules, seenRelated } from './related/relatedRules.ts';
import { ArticleRanking } from './search/articleRanking.ts';
import { type ArticleWords, wordsOf } from './search/articleWords.ts';
import { best } from './search/best.ts';
import { citationGraph } from './search/citationGraph.ts';
import { type Dictionary, loadDictionary } from './search/dictionary.ts';
import { featuresOf, type Judgement, judge } from './search/evidence.ts';
import { type FindPlaces, indexPlaces } from './search/namedPlaces.ts';
import { type ReadQuestion, readQuestion } from './search/readQuestion.ts';
import { indexOf, type Ranked, type RuleIndex } from './search/ruleIndex.ts';
import { segmentOf } from './search/segment.ts';
import { buildSegment } from './search/segmentBuild.ts';
import { type ArticleTable, deadClauses, type SegmentPart, tableOf } from './search/segmentTable.ts';
import { type SearchWeights, searchWeights } from './search/weights.ts';
import { withNamed } from './search/withNamed.ts';
import { seenDocuments } from './seenDocuments.ts';
import { type AskedOn, type RuleDay, type Standing, type Versions, versionsOf } from './versions.ts';

/** Characters of a question that are read; what is longer is a text to be summarized, not a question. */
const LONGEST_QUESTION = 3000;
/** Articles compared with the best one to see how far it leads. */
const COMPARED = 10;

export interface LibraryParts {
  /** Other numbers to rank by, to measure what each step brings. */
  readonly weights?: SearchWeights;
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
  const weights = parts.weights ?? searchWeights;
  const index = indexOf(segments, articles.firstClause, weights);
  return new IndexedLibrary({
    articles,
    index,
    ranking: new ArticleRanking({ articles, index, citations: citationGraph(segments, articles) }),
    weights,
    words: await loadWords(),
    dictionary: parts.dictionary ?? loadDictionary(),
    meaning: await parts.findMeaning?.(passages),
    placesIn: indexPlaces(articles),
    versions: versionsOf(articles.documents, (id) => articles.articlesOf(id)),
    related: relatedRules(articles),
  });
}

/** What every view of the library shares. */
interface Shared {
  readonly articles: ArticleTable;
  readonly index: RuleIndex;
  readonly ranking: ArticleRanking;
  readonly weights: SearchWeights;
  readonly words: Words;
  readonly dictionary: Dictionary;
  readonly meaning: Meaning | undefined;
  readonly placesIn: FindPlaces;
  readonly versions: Versions;
  readonly related: RelatedRules;
}

class IndexedLibrary implements RuleLibrary {
  readonly size: RuleLibrary['size'];
  readonly related: RelatedRules;
  readonly today?: string;
  readonly #shared: Shared;
  /** The documents that this view may see, whatever their version. */
  readonly #readable: ReadonlyMap<string, RuleDocument>;
  /** Those of them that count on the day of the view. */
  readonly #seen: ReadonlyMap<string, RuleDocument>;
  readonly #asked: AskedOn | undefined;

  constructor(shared: Shared, readable: readonly RuleDocument[] = shared.articles.documents, asked?: AskedOn) {
    const documents = asked === undefined ? readable : shared.versions.inForce(readable, asked);
    this.#shared = shared;
    this.#asked = asked;
    if (asked !== undefined) this.today = asked.today;
    this.#readable = new Map(readable.map((document) => [document.id, document]));
    this.#seen = new Map(documents.map((document) => [document.id, document]));
    this.related = seenRelated(
      shared.related,
      (document) => this.#seen.has(document),
      (reference) => this.#inForce(reference),
    );
    let [articles, clauses] = [0, 0];
    for (let at = 0; at < shared.articles.length; at++) {
      if (!this.#sees(at)) continue;
      articles += 1;
      clauses += shared.articles.clausesAt(at);
    }
    this.size = { documents: documents.length, articles, clauses };
  }

  seenBy(view: View): RuleLibrary {
    const readable = seenDocuments([...this.#readable.values()], view);
    return new IndexedLibrary(this.#shared, readable, { on: view.on, today: view.on });
  }

  on(day: RuleDay): RuleLibrary {
    const today = this.today ?? dayInJapan(new Date());
    return new IndexedLibrary(this.#shared, [...this.#readable.values()], { on: day, today });
  }

  async search(asked: string, limit: number): Promise<Found> {
    const question = asked.slice(0, LONGEST_QUESTION);
    const { index, ranking, weights, words, dictionary, placesIn } = this.#shared;
    const read = readQuestion(question, words, dictionary, weights);
    const cosines = await this.#cosines(read);
    const mix = weights.ranking[read.kind];
    const { scores, nearness } = ranking.rank(read, cosines, mix, (position) => this.#sees(position));
    const judged = this.#judge(read, scores, nearness);
    const named = placesIn(question, (position) => this.#sees(position));
    const ranked = index.rank(read, scores, limit, cosines && { cosines, weight: mix.meaning });
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
    const document = this.#shared.articles.documentAt(position);
    return document && this.#readable.has(document.id) ? this.#shared.articles.at(position) : undefined;
  }

  document(id: string): RuleDocument | undefined {
    return this.#readable.get(id);
  }

  documents(): readonly RuleDocument[] {
    return [...this.#seen.values()];
  }

  standing(id: string): Standing | undefined {
    const document = this.#readable.get(id);
    return this.#asked && document && this.#shared.versions.standing(document, this.#asked);
  }

  /** The place of a reference in the version of its rule that counts on the day of the view. */
  #inForce(reference: Reference): Reference | undefined {
    const { articles, versions } = this.#shared;
    const position = articles.positionOf(reference.article);
    const document = versions.ofSameRule(reference.document).find((id) => this.#seen.has(id));
    if (position === undefined || document === undefined) return undefined;
    const label = articles.labelAt(position);
    const article = articles.articlesOf(document).find((one) => one.label === label);
    if (article === undefined) return undefined;
    const { clause, start, end } = reference;
    const isThere = article.clauses.some(({ id }) => id === clause);
    return { document, article: article.id, ...(clause && isThere && { clause }), start, end };
  }

  /** @param position of an article; one that was replaced is not seen */
  #sees(position: number): boolean {
    const document = this.#shared.articles.documentAt(position);
    return document !== undefined && this.#seen.has(document.id);
  }

  /** The question as it was asked, and once more with the official words for what staff say (副業 → 営利企業). */
  async #cosines({ asked, related }: ReadQuestion): Promise<Float32Array | undefined> {
    const { meaning, weights } = this.#shared;
    const said = related.filter((one) => one.said).map(({ term }) => term);
    const official = said.slice(0, weights.officialMeaning);
    return meaning?.cosines(official.length === 0 ? [asked] : [asked, `${asked} ${official.join(' ')}`]);
  }

  #judge(question: ReadQuestion, scores: Float64Array, nearness: Float32Array | undefined): Judgement {
    const ranked = best(scores, COMPARED);
    const { articles, dictionary, index } = this.#shared;
    const article = articles.at(ranked[0] ?? -1);
    if (article === undefined) return { evidence: 0, answerable: false, plausible: false };
    const title = this.#seen.get(article.document)?.title ?? '';
    return judge(featuresOf(question, dictionary, index, scores, ranked, { article, title }, nearness), question.kind);
  }

  #hit({ article: position, clause: at, score, named }: Ranked): Hit[] {
    const article = this.#shared.articles.at(position);
    const clause = article?.clauses[at];
    const document = article && this.#seen.get(article.document);
    if (!article || !clause || !document) return [];
    const standing = this.standing(document.id);
    return [{ document, article, clause, score, ...(named && { named }), ...(standing && { standing }) }];
  }
}
