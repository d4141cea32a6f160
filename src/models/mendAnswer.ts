import { clauseCopied, clauseMeant, withoutHeading } from './clauseMeant.ts';
import { plainCharacters } from './plainCharacters.ts';
import { overlooks, withProviso } from './proviso.ts';
import { isSupported } from './statementSupport.ts';
import type { AnswerResult, AnswerTask } from './task.ts';

type Statement = AnswerResult['statements'][number];

/**
 * Mends what small models do to an answer, as far as the task itself tells what was meant: a clause named by its label
 * or brackets instead of its id, its heading copied into the quotation, a quotation under the wrong clause, a rule
 * quoted without its proviso. Drops what says nothing: the question repeated, a statement made twice, a clause that was
 * not given. A statement that is the copy of another clause stands on that one; one that its clause cannot support is
 * said in the clause's own words.
 */
export function mendAnswer(result: AnswerResult, task: AnswerTask): AnswerResult {
  const said = new Set(['', plainCharacters(task.question)]);
  const statements = result.statements.flatMap((statement) => {
    const mended = mendStatement(statement, task);
    const plain = plainCharacters(mended?.text ?? '');
    if (!mended || said.has(plain)) return [];
    said.add(plain);
    return [mended];
  });
  return { statements };
}

function mendStatement(statement: Statement, { clauses, question }: AnswerTask): Statement | undefined {
  const named = clauseMeant(statement, clauses);
  const text = withoutQuestion(statement.text, question);
  if (!named || text === '') return undefined;
  const copied = clauseCopied(text, clauses);
  const clause = copied ?? named;
  const quote = copied && copied !== named ? text : withoutHeading(statement.quote, clause);
  const whole = withProviso(quote, clause);
  const others = clauses.filter((other) => other !== clause);
  const holds = isSupported(text, quote, clause, question, others) && !overlooks(text, quote, whole);
  return { text: holds ? text : whole, clause: clause.id, quote: whole };
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
