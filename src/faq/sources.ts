import type { Citation } from '../answer.ts';
import { KanameError } from '../errors.ts';
import { citationOf } from '../policy/citations.ts';
import { clauseOf } from '../policy/citing/findQuote.ts';
import { shareHeld } from '../policy/citing/sameWords.ts';
import { squeeze } from '../policy/citing/squeeze.ts';
import type { Article } from '../policy/document.ts';
import type { Hit, RuleLibrary } from '../policy/library.ts';
import { plainNumbers } from '../policy/plainNumbers.ts';
import { quoteSlice } from '../policy/quoting/quoteSlice.ts';
import type { AnswerSource } from '../stores/openQuestions.ts';

const HITS_LOOKED_AT = 50;
/** A longer clause is quoted by the sentence that fits the question best. */
const LONGEST_CLAUSE = 300;

/**
 * The source that a person names: 「旅費規程 第5条第2項」; what is quoted of it is cut from the rule here.
 * @param question chooses the clause where only the article is named
 * @throws KanameError `not_found` where no such clause is in the rules, or several documents have it
 */
export async function namedSource(place: string, question: string, library: RuleLibrary): Promise<AnswerSource> {
  const { hits } = await library.search(`${place} ${question}`, HITS_LOOKED_AT);
  const meant = meantBy(place, hits);
  const [hit, ...others] = meant;
  const titles = [...new Set(meant.map(({ document }) => document.title))];
  if (hit === undefined) {
    const example = 'たとえば「旅費規程 第5条第2項」のように、規程の名前と条・項を書いてください。';
    throw new KanameError('not_found', `「${place}」に当たる条文が、読み込まれている規程にありません。${example}`);
  }
  if (others.some(({ document }) => document.id !== hit.document.id)) {
    const names = titles.slice(0, 3).map((title) => `「${title}」`);
    throw new KanameError(
      'not_found',
      `「${place}」に当たる規程が複数あります（${names.join('')}）。正式な名前で書いてください。`,
    );
  }
  return sourceOf(hit, question);
}

/** The hits of the named place, the named clause alone where there is one, those of the exact title where there are. */
function meantBy(place: string, hits: readonly Hit[]): readonly Hit[] {
  const wanted = plainNumbers(place).replaceAll(/[\s「」『』]/g, '');
  const fits = (tail: (hit: Hit) => string) =>
    hits.flatMap((hit) => {
      const label = plainNumbers(tail(hit)).replaceAll(/\s/g, '');
      if (label === '' || !wanted.endsWith(label)) return [];
      const name = wanted.slice(0, -label.length).replace(/の$/, '');
      const title = plainNumbers(hit.document.title).replaceAll(/\s/g, '');
      return name !== '' && title.includes(name) ? [{ hit, exact: title === name }] : [];
    });
  const named = fits(({ article, clause }) => (clause.label === '' ? '' : `${article.label}${clause.label}`));
  const found = named.length > 0 ? named : fits(({ article }) => article.label);
  const exact = found.filter((one) => one.exact);
  return (exact.length > 0 ? exact : found).map(({ hit }) => hit);
}

/** A clause as a source, with what is quoted of it. */
function sourceOf(hit: Hit, question: string): AnswerSource {
  const { article, clause } = hit;
  const slice =
    clause.end - clause.start <= LONGEST_CLAUSE
      ? clauseOf({ start: clause.start, end: clause.end }, article)
      : quoteSlice(article, clause, (text) => shareHeld(question, text));
  return sourceFrom(citationOf(hit, slice), hit.document.id);
}

/** A checked citation as a source to keep. */
export function sourceFrom(
  { article, clause, label, quote, document: title }: Citation,
  document: string,
): AnswerSource {
  return { document, article, clause, title, label, quote };
}

/**
 * The citation of a source as the rule stands now; undefined where this library does not show the document, or its
 * words are no longer there letter by letter.
 */
export async function citationNow(source: AnswerSource, library: RuleLibrary): Promise<Citation | undefined> {
  const article = currentArticle(source, library) ?? (await sameArticle(source, library));
  const document = article && library.document(article.document);
  const clause = article?.clauses.find(({ id }) => id === source.clause) ?? article?.clauses[0];
  if (!article || !document || !clause) return undefined;
  const text = squeeze(article.text);
  const quote = squeeze(source.quote).text;
  const at = quote === '' ? -1 : text.text.indexOf(quote);
  if (at < 0) return undefined;
  const slice = { start: text.original(at), end: text.original(at + quote.length - 1) + 1 };
  const standing = library.standing(document.id);
  return citationOf({ document, article, clause, score: 0, ...(standing && { standing }) }, slice);
}

/** The article itself, unless its version is no longer the one in force. */
function currentArticle({ article: id }: AnswerSource, library: RuleLibrary): Article | undefined {
  const article = library.article(id);
  return library.documents().some((document) => document.id === article?.document) ? article : undefined;
}

/** The article of the same title and number, where a file was renamed or a later version took its place. */
async function sameArticle({ title, label }: AnswerSource, library: RuleLibrary) {
  // Of rules that this view does not show nothing is searched: near questions may rest on many of them.
  if (!library.documents().some((document) => document.title === title)) return undefined;
  const { hits } = await library.search(`${title} ${label}`, HITS_LOOKED_AT);
  return hits.find(({ document, article }) => document.title === title && label.startsWith(article.label))?.article;
}
