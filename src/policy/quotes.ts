import { lineMark } from '../japanese/lineMarks.ts';
import { loadWords } from '../japanese/words.ts';
import { type CheckedStatement, citationOf } from './citations.ts';
import type { Slice } from './citing/findQuote.ts';
import type { Hit, RuleLibrary } from './library.ts';
import { givesWhatIsAsked } from './quoting/answerKinds.ts';
import { namedText } from './quoting/namedText.ts';
import { questionWeight } from './quoting/questionWeight.ts';
import { quoteSlice } from './quoting/quoteSlice.ts';
import { companionsOf } from './related/companions.ts';
import { loadDictionary } from './search/dictionary.ts';
import { partHead } from './structure/partHeads.ts';
import { isHeader, readRow, tableOf } from './tables.ts';

/** Clauses looked at, and clauses quoted at most. */
const LOOKED_AT = 20;
const MOST_QUOTED = 3;
/** A further clause is quoted where it is nearly as good as the first. */
const NEARLY = 0.84;
/** … and where it completes the first one, from so much on: a rule that is quoted by its special case misleads. */
const SAME_ARTICLE = 0.5;
/**
 * Shares of the search's own score, of the question's words held, of giving what is asked for: with .45, .35 and .2 the
 * first quotation was of an official article in 88 of 140 staff questions, with these in 99.
 */
const SHARES = { found: 0.75, held: 0.15, gives: 0.1 };
/** Articles that say what a rule is about answer few questions. */
const opening = /^(?:目的|趣旨|定義|適用範囲|用語|委任|補則)/;
const OPENING_COUNTS = 0.75;
/** Of the tables that a quotation refers to (「別表第1のとおり」), the row that holds the question's words. */
const ROWS = { each: 1, all: 1, characters: 600, depth: 1 } as const;

/**
 * Answers from the clauses themselves, without a model: of the clauses found, the one to three that hold the question's
 * words (or the official words for them) and give what it asks for, each with the sentences to quote.
 * @param hits best first, as the library found them
 * @param library where 別表 are looked up that a quotation refers to
 */
export async function chooseQuotes(
  question: string,
  hits: readonly Hit[],
  library?: RuleLibrary,
): Promise<CheckedStatement[]> {
  const named = namedText(question, hits);
  const looked = (named?.hits ?? hits).filter(saysSomething).slice(0, LOOKED_AT);
  const top = looked[0]?.score ?? 0;
  if (top <= 0) return [];
  const held = await heldIn(question, looked);
  const value = (hit: Hit): number =>
    SHARES.found * (hit.score / top) +
    SHARES.held * (0.7 * held(`${hit.article.caption}\n${hit.clause.text}`) + 0.3 * held(wholeText(hit))) +
    SHARES.gives * givesWhatIsAsked(question, hit.clause.text);
  const ranked = looked
    .map((hit) => ({ hit, value: value(hit) * (opening.test(hit.article.caption) ? OPENING_COUNTS : 1) }))
    .sort((one, other) => (named?.asIs ? 0 : other.value - one.value));
  const best = ranked[0]?.value ?? 0;
  /** The first paragraph of the article that is quoted by a later one, where it gives what is asked for too. */
  const completes = (hit: Hit, first: Hit | undefined): boolean =>
    hit.article.id === first?.article.id &&
    hit.clause.id === 'p1' &&
    /^p\d+$/.test(first.clause.id) &&
    givesWhatIsAsked(question, hit.clause.text) === 1;
  const statements: CheckedStatement[] = [];
  for (const { hit, value: worth } of ranked) {
    if (statements.length === MOST_QUOTED) break;
    if (worth < best * (completes(hit, ranked[0]?.hit) ? SAME_ARTICLE : NEARLY) && !named?.asIs) continue;
    const slice = quoteSlice(
      hit.article,
      hit.clause,
      (text) => held(text) + SHARES.gives * givesWhatIsAsked(question, text),
    );
    add(statements, hit, slice);
    const rows = library === undefined ? [] : companionsOf([{ hit, slice }], library, held, ROWS);
    for (const row of rows) {
      if (row.kind === 'row' && statements.length < MOST_QUOTED)
        add(statements, row.hit, quoteSlice(row.hit.article, row.hit.clause, held));
    }
  }
  return statements;
}

/** False for the names of columns, and for the heading of a chapter that stands behind the article before it. */
function saysSomething({ article, clause }: Hit): boolean {
  return !isHeader(article, clause) && partHead(clause.text) === undefined;
}

function add(statements: CheckedStatement[], hit: Hit, slice: Slice): void {
  const citation = citationOf(hit, slice);
  if (statements.some((earlier) => overlaps(earlier, citation))) return;
  const table = tableOf(hit.article, hit.clause);
  statements.push({ text: table ? readRow(table, hit.clause) : plain(citation.quote), citation });
}

/** How much of a question a text holds, 0 to 1; what few of the clauses found hold weighs more. */
export async function heldIn(question: string, hits: readonly Hit[]): Promise<(text: string) => number> {
  return questionWeight(question, hits.slice(0, LOOKED_AT).map(wholeText), await loadWords(), loadDictionary());
}

function wholeText({ document, article, clause }: Hit): string {
  return [document.title, ...article.chapter, article.caption, clause.text].join('\n');
}

function overlaps({ citation }: CheckedStatement, other: CheckedStatement['citation']): boolean {
  return (
    citation.article === other.article && (citation.quote.includes(other.quote) || other.quote.includes(citation.quote))
  );
}

/** The quotation as a statement on one line; the marks of its lines stay where there are several 号 to tell apart. */
function plain(quote: string): string {
  const lines = quote.split('\n');
  if (lines.length > 2) return lines.map((line) => line.trim()).join('　');
  return lines.map((line) => line.slice(lineMark(line)?.length ?? 0).trim()).join('');
}
