import type { Citation } from '../answer.ts';
import { lineMark } from '../japanese/lineMarks.ts';
import type { AnswerResult } from '../models/task.ts';
import { clauseMeant, type GivenClause } from './citing/clauseMeant.ts';
import { figuresStandIn } from './citing/figures.ts';
import { clauseAt, clauseOf, findQuote, type Slice, sentenceOf } from './citing/findQuote.ts';
import { plainWords, shareHeld } from './citing/sameWords.ts';
import { withoutEcho } from './citing/withoutEcho.ts';
import type { Article } from './document.ts';
import type { Hit } from './library.ts';
import { tableOf } from './tables.ts';

export type { GivenClause } from './citing/clauseMeant.ts';

/** A statement with the words it stands on, found again in the source. */
export interface CheckedStatement {
  readonly text: string;
  readonly citation: Citation;
}

export type DropReason =
  | 'unknown_clause'
  | 'quote_not_found'
  | 'number_mismatch'
  | 'repeats_question'
  | 'far_off'
  | 'duplicate'
  | 'empty';

export interface DroppedStatement {
  readonly text: string;
  readonly reason: DropReason;
}

/**
 * A clause of an article that the search puts so far below the best is taken for a look-alike. A model of 1.5 B cited 33
 * articles in its answers to 29 staff questions: five of the 14 that were wrong lay below, and none of the right ones.
 */
const FAR_OFF = 0.82;
/** A statement of which so much stands in the question, or in an earlier one on the same words, adds nothing. */
const REPEATED = 0.9;
const asks = /(?:か|の|っけ)?[?？]$|(?:です|ます|でしょう)か[。]?$/u;

/**
 * Proves every statement of a model: the clause is one of those given, the quotation stands in it (or its article)
 * letter by letter, and every number, date and amount of the statement stands in the quotation. What is shown is cut
 * from the source, never the model's copy. What fails is dropped with its reason; each kept statement has one citation.
 */
export function checkStatements(
  result: AnswerResult,
  given: readonly GivenClause[],
  question: string,
): { kept: CheckedStatement[]; dropped: DroppedStatement[] } {
  const kept: CheckedStatement[] = [];
  const dropped: DroppedStatement[] = [];
  for (const statement of result.statements) {
    const text = tidy(statement.text);
    const checked = check({ ...statement, text }, given, question);
    if (typeof checked === 'string') dropped.push({ text, reason: checked });
    else if (kept.some((earlier) => saysTheSame(earlier, checked))) dropped.push({ text, reason: 'duplicate' });
    else kept.push(checked);
  }
  return { kept, dropped };
}

function check(
  { text, clause: name, quote }: AnswerResult['statements'][number],
  given: readonly GivenClause[],
  question: string,
): CheckedStatement | DropReason {
  // A remark in another language (「Note: based on C1.」) tells staff nothing.
  if (!/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(text)) return 'empty';
  if (shareHeld(text, question) >= (asks.test(text) ? 0.6 : REPEATED)) return 'repeats_question';
  const meant = clauseMeant(name, quote, given);
  if (meant === undefined) return 'unknown_clause';
  if (quote.trim() === '') return 'empty';
  const { hit } = meant;
  if (isFarOff(hit, given)) return 'far_off';
  const found = withoutEcho(quote, meant.id, hit)
    .map((version) => findQuote(version, hit.article, hit.clause))
    .find((slice) => slice !== undefined);
  if (found === undefined) return 'quote_not_found';
  const slice = holdingFigures(text, found, hit.article);
  return slice === undefined ? 'number_mismatch' : { text, citation: citationOf(hit, slice) };
}

/** Articles of definitions share few words with a question that needs them. */
const definitions = /^(?:定義|用語)/u;

/** What comes along with a clause found, and what stands beside a place that the question names, is not far off. */
function isFarOff({ article, score }: Hit, given: readonly GivenClause[]): boolean {
  if (score === 0 || definitions.test(article.caption) || given.some(({ hit }) => hit.named)) return false;
  const most = Math.max(...given.map(({ hit }) => hit.score));
  const own = given.filter(({ hit }) => hit.article.id === article.id).map(({ hit }) => hit.score);
  return Math.max(...own) < most * FAR_OFF;
}

/** The quotation, or its sentence or its clause where only that holds the statement's numbers. */
function holdingFigures(text: string, found: Slice, article: Article): Slice | undefined {
  const statement = withoutPlaces(text, article, found);
  return [found, sentenceOf(found, article), clauseOf(found, article)].find(({ start, end }) =>
    figuresStandIn(statement, article.text.slice(start, end)),
  );
}

/** The statement without the label of the very place it cites: 「第14条により」 is no amount. */
function withoutPlaces(text: string, article: Article, slice: Slice): string {
  const clause = clauseAt(slice, article)?.label ?? '';
  return [`${article.label}${clause}`, article.label].reduce((rest, label) => rest.replaceAll(label, ''), text);
}

/** The citation of a slice of the article that a hit is of. */
export function citationOf({ document, article, clause: found, standing }: Hit, slice: Slice): Citation {
  // A row is quoted with the row that names its columns, and is what is cited all the same.
  const isRow = slice.end === found.end && tableOf(article, found) !== undefined;
  const clause = isRow ? found : (clauseAt(slice, article) ?? found);
  return {
    article: article.id,
    clause: clause.id,
    document: document.title,
    label: `${article.label}${clause.label}`,
    ...(article.caption !== '' && { caption: article.caption }),
    quote: article.text.slice(slice.start, slice.end),
    articleText: article.text,
    ...(document.version !== undefined && { version: document.version }),
    ...(document.effective !== undefined && { effective: document.effective }),
    ...(document.owner !== undefined && { owner: document.owner }),
    ...(standing !== undefined && standing !== 'current' && { standing }),
  };
}

/** Without the ids of the task, the number of a 項 and asides in another language, which mean nothing to the reader. */
function tidy(text: string): string {
  return text
    .slice(lineMark(text)?.length ?? 0)
    .replace(/[[［(（【]\s*C\d+(?:\s*[,、]\s*C\d+)*\s*[\])］）】]/giu, '')
    .replace(/[(（][\x20-\x7e]{12,}[)）]/gu, '')
    .trim();
}

function saysTheSame(one: CheckedStatement, other: CheckedStatement): boolean {
  if (plainWords(one.text) === plainWords(other.text)) return true;
  const sameWords = one.citation.article === other.citation.article && one.citation.quote === other.citation.quote;
  return sameWords && shareHeld(other.text, one.text) >= REPEATED;
}
