import { figuresOf } from './figures.ts';
import { plainCharacters } from './plainCharacters.ts';
import type { AnswerResult, AnswerTask } from './task.ts';

type Statement = AnswerResult['statements'][number];
type Clause = AnswerTask['clauses'][number];

/**
 * Mends what small models do to an answer, as far as the task itself tells what was meant: a clause named by its label
 * or brackets instead of its id, its heading copied into the quotation, a quotation under the wrong clause. Drops what
 * says nothing: the question repeated, a statement made twice, a clause that was not given. A statement that
 * is the copy of another clause stands on that one. One with a figure that the clause does not have, without the figure
 * that was asked for, or of no more than 「はい。」 is said in the clause's own words.
 */
export function mendAnswer(result: AnswerResult, task: AnswerTask): AnswerResult {
  const said = new Set(['', plainCharacters(task.question)]);
  const statements = result.statements.flatMap((statement) => {
    const mended = mendStatement(statement, task);
    const plain = plainCharacters(mended?.text ?? '');
    if (!mended || said.has(plain) || said.has(plainCharacters(statement.text))) return [];
    said.add(plain);
    return [mended];
  });
  return { statements };
}

function mendStatement(statement: Statement, { clauses, question }: AnswerTask): Statement | undefined {
  const clause = clauseMeant(statement, clauses);
  if (!clause) return undefined;
  const source = clauseCopied(statement.text, clauses) ?? clause;
  if (source !== clause) return { text: statement.text, clause: source.id, quote: statement.text };
  const quote = withoutHeading(statement.quote, clause);
  const text = standsOn(statement.text, quote, clause, question) ? statement.text : quote;
  return { text, clause: clause.id, quote };
}

/** True where the words answer, and every figure in them is one of the clause's or the question's. */
function standsOn(text: string, quote: string, clause: Clause, question: string): boolean {
  if (/^(?:はい|いいえ)[、。]?$/.test(text)) return false;
  const figures = figuresOf(text, 'strict');
  if (asksFigure.test(question) && figures.size === 0 && figuresOf(quote, 'strict').size > 0) return false;
  const known = figuresOf(`${clause.label} ${clause.caption} ${clause.text} ${question}`, 'lenient');
  return [...figures].every((figure) => known.has(figure));
}

const asksFigure = /いくら|いくつ|いつ|何(?:日|回|年|か月|週|時|分|人|件|社|者|円|歳|割|パーセント|%)/;

/** The clause of which a statement is a copy, word by word. */
function clauseCopied(text: string, clauses: readonly Clause[]): Clause | undefined {
  const plain = plainCharacters(text);
  return plain.length < 10 ? undefined : clauses.find((clause) => plainCharacters(clause.text).includes(plain));
}

/** The clause in which the quotation stands; where it stands in none, the one that was named. */
function clauseMeant({ clause, quote }: Statement, clauses: readonly Clause[]): Clause | undefined {
  const named = clauseNamed(clause, clauses);
  const holds = (candidate: Clause) => {
    const words = plainCharacters(withoutHeading(quote, candidate));
    return words !== '' && plainCharacters(candidate.text).includes(words);
  };
  if (named && holds(named)) return named;
  return clauses.find(holds) ?? named;
}

function clauseNamed(name: string, clauses: readonly Clause[]): Clause | undefined {
  const plain = plainCharacters(name);
  if (plain === '') return undefined;
  return (
    clauses.find(({ id }) => plainCharacters(id) === plain) ??
    clauses.find(({ id }) => plain.match(/c\d+/)?.[0] === plainCharacters(id)) ??
    only(clauses.filter(({ label }) => label !== '' && plain.endsWith(plainCharacters(label)))) ??
    only(clauses.filter(({ id }) => plainCharacters(id) === `c${plain}`))
  );
}

function only<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}

/** The quotation without quotation marks around it and without `[C1] 規程 第15条（見出し）` before it. */
function withoutHeading(quote: string, { id, document, label, caption, text }: Clause): string {
  let rest = quote.replace(/^[「『"“]+(?=[^」』]*[」』"”]?$)|[」』"”]+$/gu, '').trim();
  for (const part of [`[${id}]`, id, document, label, `（${caption}）`, `(${caption})`, caption]) {
    if (text.includes(rest)) return rest;
    if (part !== '' && rest.startsWith(part)) rest = rest.slice(part.length).replace(/^[\s:：、]+/, '');
  }
  return rest === '' ? quote : rest;
}
