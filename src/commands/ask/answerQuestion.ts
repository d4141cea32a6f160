import type { Citation } from '../../answer.ts';
import { KanameError } from '../../errors.ts';
import type { LanguageModel } from '../../models/languageModel.ts';
import { parseAnswer } from '../../models/resultJson.ts';
import type { AnswerTask } from '../../models/task.ts';
import { type CheckedStatement, checkStatements, type DroppedStatement } from '../../policy/citations.ts';
import type { Hit, RuleLibrary } from '../../policy/library.ts';
import { chooseQuotes } from '../../policy/quotes.ts';
import { writeText } from '../streamText.ts';
import { withContext } from './followUp.ts';

/** Clauses shown to the model; a small model loses itself in more. */
const CLAUSES_GIVEN = 6;
const CLAUSES_SEARCHED = 30;
const NEAREST_SHOWN = 5;

export interface PolicyAnswer {
  readonly question: string;
  /** Empty when the rules do not answer. Every statement carries its checked citation. */
  readonly statements: readonly CheckedStatement[];
  readonly grounded: boolean;
  /** The clauses that came closest, one an article, best first, whether or not they answer. */
  readonly nearest: readonly Hit[];
  readonly dropped: readonly DroppedStatement[];
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
  { library, model }: AskTools,
  question: string,
  earlier: readonly string[],
  signal: AbortSignal,
): Promise<PolicyAnswer> {
  const found = await library.search(withContext(question, earlier), CLAUSES_SEARCHED);
  const nearest = oneAnArticle(found.hits).slice(0, NEAREST_SHOWN);
  const none = { question, statements: [], grounded: false, nearest, dropped: [] };
  if (!(model.writes ? found.plausible : found.answerable)) return none;

  if (!model.writes) return quoted(none, question, found.hits);
  const tried = await attempt(model, question, earlier, found.hits.slice(0, CLAUSES_GIVEN), signal);
  if (tried.statements.length > 0) return { ...none, ...tried, grounded: true };
  if (tried.trouble === undefined || !found.answerable) return { ...none, dropped: tried.dropped };
  return { ...(await quoted(none, question, found.hits)), dropped: tried.dropped, modelTrouble: tried.trouble };
}

/** The answer made of the clauses themselves. */
async function quoted(none: PolicyAnswer, question: string, hits: readonly Hit[]): Promise<PolicyAnswer> {
  const statements = await chooseQuotes(question, hits);
  return { ...none, statements, grounded: statements.length > 0 };
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
  given: readonly Hit[],
  signal: AbortSignal,
): Promise<Attempt> {
  const task = taskOf(question, earlier, given);
  try {
    const { text } = await writeText(model, task, signal);
    const { kept, dropped } = checkStatements(
      parseAnswer(text, task),
      task.clauses.map(({ id }, index) => ({ id, hit: given[index] as Hit })),
      question,
    );
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

function taskOf(question: string, earlier: readonly string[], given: readonly Hit[]): AnswerTask {
  return {
    kind: 'answer',
    question,
    earlier,
    clauses: given.map(({ document, article, clause }, index) => ({
      id: `C${index + 1}`,
      document: document.title,
      label: `${article.label}${clause.label}`,
      caption: article.caption,
      text: clause.text,
    })),
  };
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
