import type { Citation } from '../../answer.ts';
import { KanameError } from '../../errors.ts';
import type { LanguageModel } from '../../models/languageModel.ts';
import { parseAnswer } from '../../models/resultJson.ts';
import { type CheckedStatement, checkStatements, type DroppedStatement } from '../../policy/citations.ts';
import type { Hit, RuleLibrary } from '../../policy/library.ts';
import { chooseQuotes, heldIn } from '../../policy/quotes.ts';
import { writeText } from '../streamText.ts';
import { onAskedDay } from './askedDay.ts';
import { type Given, givenClauses } from './givenClauses.ts';
import { type RelatedQuote, relatedQuotes } from './relatedQuotes.ts';

const CLAUSES_SEARCHED = 30;
const NEAREST_SHOWN = 5;

export interface PolicyAnswer {
  readonly question: string;
  /** Empty when the rules do not answer. Every statement carries its checked citation. */
  readonly statements: readonly CheckedStatement[];
  readonly grounded: boolean;
  /** What the quotations refer to and the definitions of their terms. */
  readonly related: readonly RelatedQuote[];
  /** The clauses that came closest, one an article, best first, whether or not they answer. */
  readonly nearest: readonly Hit[];
  readonly dropped: readonly DroppedStatement[];
  /** The day for which the rules were asked (「令和6年度末（令和7年3月31日）時点」), where that is not today. */
  readonly asOf?: string;
  /** Why the clauses are quoted plainly although a model is connected. */
  readonly modelTrouble?: 'failed' | 'unchecked';
}

export interface AskTools {
  readonly library: RuleLibrary;
  /** Where it does not write, fails, or says nothing that can be checked, the clauses themselves are quoted. */
  readonly model: LanguageModel;
}

/**
 * Answers a question from the rules: find the clauses, let the model say what they say, keep what can be checked.
 * @param earlier earlier questions of the conversation, oldest first
 * @throws KanameError `cancelled` when the signal is aborted; a failing model does not throw
 */
export async function answerQuestion(
  { library: rules, model }: AskTools,
  written: string,
  earlier: readonly string[],
  signal: AbortSignal,
): Promise<PolicyAnswer> {
  const { library, question, searched, asOf } = onAskedDay(rules, written, earlier);
  const found = await library.search(searched, CLAUSES_SEARCHED);
  const nearest = oneAnArticle(found.hits).slice(0, NEAREST_SHOWN);
  const day = asOf === undefined ? {} : { asOf };
  const none = { question: written, statements: [], related: [], grounded: false, nearest, dropped: [], ...day };
  if (!(model.writes ? found.plausible : found.answerable)) return none;

  const held = await heldIn(question, found.hits);
  const grounded = (statements: readonly CheckedStatement[]) => ({
    ...none,
    statements,
    related: relatedQuotes(statements, library, held),
    grounded: statements.length > 0,
  });
  if (!model.writes) return grounded(await chooseQuotes(question, found.hits, library));
  const tried = await attempt(model, question, earlier, givenClauses(found.hits, library, held), signal);
  const { dropped, trouble } = tried;
  if (tried.statements.length > 0) return { ...grounded(tried.statements), dropped };
  if (trouble === undefined || !found.answerable) return { ...none, dropped };
  return { ...grounded(await chooseQuotes(question, found.hits, library)), dropped, modelTrouble: trouble };
}

interface Attempt {
  readonly statements: readonly CheckedStatement[];
  readonly dropped: readonly DroppedStatement[];
  /** Absent where the model itself says that the clauses do not answer. */
  readonly trouble?: 'failed' | 'unchecked';
}

async function attempt(
  model: LanguageModel,
  question: string,
  earlier: readonly string[],
  given: Given,
  signal: AbortSignal,
): Promise<Attempt> {
  const task = { kind: 'answer', question, earlier, clauses: given.clauses } as const;
  try {
    const { text } = await writeText(model, task, signal);
    const { kept, dropped } = checkStatements(parseAnswer(text, task), given.hits, question);
    return {
      statements: kept,
      dropped,
      ...(kept.length === 0 && dropped.length > 0 && { trouble: 'unchecked' as const }),
    };
  } catch (thrown) {
    if (signal.aborted || (thrown instanceof KanameError && thrown.code === 'cancelled')) throw thrown;
    return { statements: [], dropped: [], trouble: 'failed' };
  }
}

function oneAnArticle(hits: readonly Hit[]): readonly Hit[] {
  return hits.filter((hit, index) => hits.findIndex(({ article }) => article.id === hit.article.id) === index);
}

/** The distinct citations of an answer, in the order of its statements. */
export function citationsOf({ statements }: PolicyAnswer): readonly Citation[] {
  const seen = new Map<string, Citation>();
  for (const { citation } of statements) {
    const key = `${citation.article} ${citation.clause} ${citation.quote}`;
    if (!seen.has(key)) seen.set(key, citation);
  }
  return [...seen.values()];
}
