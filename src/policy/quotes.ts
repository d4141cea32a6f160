import { lineMark } from '../japanese/lineMarks.ts';
import { loadWords } from '../japanese/words.ts';
import { type CheckedStatement, citationOf } from './citations.ts';
import type { Hit } from './library.ts';
import { givesWhatIsAsked } from './quoting/answerKinds.ts';
import { namedText } from './quoting/namedText.ts';
import { questionWeight } from './quoting/questionWeight.ts';
import { quoteSlice } from './quoting/quoteSlice.ts';
import { loadDictionary } from './search/dictionary.ts';

/** Clauses looked at, and clauses quoted at most. */
const LOOKED_AT = 20;
const MOST_QUOTED = 3;
/** A further clause is quoted where it is nearly as good as the first. */
const NEARLY = 0.88;
/** Shares of the search's own score, of the question's words held, of giving what is asked for. */
const SHARES = { found: 0.45, held: 0.35, gives: 0.2 };
/** Articles that say what a rule is about answer few questions. */
const opening = /^(?:目的|趣旨|定義|適用範囲|用語|委任|補則)/;
const OPENING_COUNTS = 0.75;

/**
 * Answers from the clauses themselves, without a model: of the clauses found, the one to three that hold the question's
 * words (or the official words for them) and give what it asks for, each with the sentences to quote.
 * @param hits best first, as the library found them
 */
export async function chooseQuotes(question: string, hits: readonly Hit[]): Promise<CheckedStatement[]> {
  const named = namedText(question, hits);
  const looked = (named?.hits ?? hits).slice(0, LOOKED_AT);
  const top = looked[0]?.score ?? 0;
  if (top <= 0) return [];
  const held = questionWeight(question, looked.map(wholeText), await loadWords(), loadDictionary());
  const value = (hit: Hit): number =>
    SHARES.found * (hit.score / top) +
    SHARES.held * (0.7 * held(`${hit.article.caption}\n${hit.clause.text}`) + 0.3 * held(wholeText(hit))) +
    SHARES.gives * givesWhatIsAsked(question, hit.clause.text);
  const ranked = looked
    .map((hit) => ({ hit, value: value(hit) * (opening.test(hit.article.caption) ? OPENING_COUNTS : 1) }))
    .sort((one, other) => (named?.asIs ? 0 : other.value - one.value));
  const best = ranked[0]?.value ?? 0;
  const statements: CheckedStatement[] = [];
  for (const { hit, value: worth } of ranked) {
    if ((worth < best * NEARLY && !named?.asIs) || statements.length === MOST_QUOTED) break;
    const slice = quoteSlice(
      hit.article,
      hit.clause,
      (text) => held(text) + SHARES.gives * givesWhatIsAsked(question, text),
    );
    const citation = citationOf(hit, slice);
    if (!statements.some((earlier) => overlaps(earlier, citation)))
      statements.push({ text: plain(citation.quote), citation });
  }
  return statements;
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
