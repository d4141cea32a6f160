import type { Citation } from '../../answer.ts';
import { KanameError } from '../../errors.ts';
import type { LanguageModel } from '../../models/languageModel.ts';
import { parseAnswer } from '../../models/resultJson.ts';
import { type CheckedStatement, checkStatements, type DroppedStatement } from '../../policy/citations.ts';
import type { Hit, RuleLibrary } from '../../policy/library.ts';
import { chooseQuotes, heldIn } from '../../policy/quotes.ts';
import { writeText } from '../streamText.ts';
import { onAskedDay } from './askedDay.ts';
import { placesOf, wholeArticleOf } from './askedOfAnswer.ts';
import { type EarlierTurn, hitsAt } from './earlierTurns.ts';
import { findClauses } from './findClauses.ts';
import { readFollowUp } from './followUp.ts';
import { type Given, givenClauses } from './givenClauses.ts';
import { type RelatedQuote, relatedQuotes } from './relatedQuotes.ts';

const NEAREST_SHOWN = 5;
/** Characters of a question by which quotations are chosen, as many as are searched for. */
const WEIGHED = 3_000;
export interface PolicyAnswer {
  readonly question: string;
  /** The question in full, where it goes on with the one before. */
  readonly whole: string;
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
 * Answers a question from the rules: find the clauses, let the model say what they say, keep what can be checked. What
 * is asked of the answer before (「それは何条？」) is answered from the places it cited.
 * @param earlier earlier questions about the rules in the conversation, oldest first
 * @throws KanameError `cancelled` when the signal is aborted; a failing model does not throw
 */
export async function answerQuestion(
  { library: rules, model }: AskTools,
  written: string,
  earlier: readonly EarlierTurn[],
  signal: AbortSignal,
): Promise<PolicyAnswer> {
  const before = earlier.at(-1);
  const questions = earlier.map(({ question }) => question);
  const followUp = readFollowUp(written, before?.question);
  const { kind } = followUp;
  const { library, searched, asOf } = onAskedDay(rules, written, questions);
  const empty = { statements: [], related: [], grounded: false, nearest: [], dropped: [] };
  const asked = { question: written, whole: followUp.question, ...empty, ...(asOf !== undefined && { asOf }) };

  const cited = kind === 'alone' ? [] : hitsAt(before?.cited ?? [], library);
  if ((kind === 'place' || kind === 'more') && cited.length > 0) {
    const statements = kind === 'place' ? placesOf(cited) : wholeArticleOf(cited);
    const related = relatedQuotes(statements, library, await heldIn(followUp.question, cited));
    return { ...asked, statements, related, grounded: true, nearest: cited };
  }

  const carried = kind === 'near' ? followUp.carried : undefined;
  // What the answer before cited has another version by now, or may no longer be read: its question is asked anew.
  const isStale = (kind === 'place' || kind === 'more') && before !== undefined && before.cited.length > 0;
  const sought = isStale ? followUp.question : searched;
  const { hits, whole, answerable, plausible } = await findClauses(library, sought, cited, carried);
  const nearest = oneAnArticle(hits).slice(0, NEAREST_SHOWN);
  const none = { ...asked, ...(whole === carried && { whole }), nearest };
  if (!(model.writes ? plausible : answerable)) return none;

  const weighed = whole.slice(0, WEIGHED);
  const held = await heldIn(weighed, hits);
  const grounded = (statements: readonly CheckedStatement[]) => ({
    ...none,
    statements,
    related: relatedQuotes(statements, library, held),
    grounded: statements.length > 0,
  });
  if (!model.writes) return grounded(await chooseQuotes(weighed, hits, library));
  // What is carried over stands in the question itself; a small model loses itself in more of the conversation.
  const context = kind === 'near' ? questions.slice(-1) : [];
  const tried = await attempt(model, whole, context, givenClauses(hits, library, held), signal);
  const { dropped, trouble } = tried;
  if (tried.statements.length > 0) return { ...grounded(tried.statements), dropped };
  if (trouble === undefined || !answerable) return { ...none, dropped };
  return { ...grounded(await chooseQuotes(weighed, hits, library)), dropped, modelTrouble: trouble };
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
