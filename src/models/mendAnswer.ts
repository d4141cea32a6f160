import { plainCharacters } from './plainCharacters.ts';
import { overlooks, withProviso } from './proviso.ts';
import { answersInOwnWords } from './statementWords.ts';
import type { AnswerResult, AnswerTask } from './task.ts';

type Statement = AnswerResult['statements'][number];
type Clause = AnswerTask['clauses'][number];

/**
 * Mends what small models do to an answer, as far as the task itself tells what was meant: a quotation under the wrong
 * clause is led to the clause it stands in, a copy of a clause without any quotation to that clause, and a rule is
 * quoted with its proviso. A statement that its clause plainly does not support is said in the clause's own
 * words. Whether a statement may be shown at all is decided later, where its quotation is proved (src/policy).
 */
export function mendAnswer(result: AnswerResult, task: AnswerTask): AnswerResult {
  return { statements: result.statements.filter(claims).map((statement) => mendStatement(statement, task)) };
}

const saysNothing =
  /(?:書かれて|定められて|定めて|記載されて|規定されて)(?:いない|いません|おりません)|(?:記載|規定|定め)(?:は|が)?(?:ない|ありません|ございません)|わかりません|分かりません|お答えできません/;

/** False for 「条文に記載がありません」 without a quotation: that is what an empty answer says. */
function claims({ text, quote }: Statement): boolean {
  return quote !== '' || !saysNothing.test(text);
}

function mendStatement(statement: Statement, { clauses, question }: AnswerTask): Statement {
  const text = withoutQuestion(statement.text, question) || statement.text;
  const clause = clauseWith(statement.quote, byName(statement.clause, clauses));
  if (!clause) {
    const copied = clauseWith(text, clauses);
    return copied ? { text, clause: copied.id, quote: text } : { ...statement, text };
  }
  const quote = withProviso(statement.quote, clause);
  const others = clauses.filter((other) => other !== clause);
  const holds =
    !clauseWith(text, others) &&
    answersInOwnWords(text, statement.quote, clause, question, others) &&
    !overlooks(text, statement.quote, quote);
  return { text: holds ? text : quote, clause: clause.id, quote };
}

/** The first clause in which words stand, if they are more than a few characters. */
function clauseWith(words: string, clauses: readonly Clause[]): Clause | undefined {
  const plain = plainCharacters(words);
  return plain.length < 10 ? undefined : clauses.find(({ text }) => plainCharacters(text).includes(plain));
}

/** The clauses, the named one first: the same words may stand in several. */
function byName(name: string, clauses: readonly Clause[]): Clause[] {
  return [...clauses.filter(({ id }) => id === name), ...clauses.filter(({ id }) => id !== name)];
}

/** The statement without its sentences that are, or end in, words of the question. 「使えます」 answers 「使えますか」. */
function withoutQuestion(text: string, question: string): string {
  const asked = plainCharacters(question);
  const isAsked = (part: string) => {
    const plain = plainCharacters(part);
    const at = plain.length < 6 ? -1 : asked.indexOf(plain);
    return at >= 0 && asked[at + plain.length] !== 'か';
  };
  const sentences = text.match(/[^。！？]+[。！？]?/g) ?? [];
  return sentences.filter((sentence) => !isAsked(sentence.split('、').at(-1) ?? '')).join('');
}
