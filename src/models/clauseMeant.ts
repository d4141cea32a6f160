import { plainCharacters } from './plainCharacters.ts';
import type { AnswerResult, AnswerTask } from './task.ts';

type Statement = AnswerResult['statements'][number];
export type Clause = AnswerTask['clauses'][number];

/** The clause in which the quotation stands, letter by letter; where it stands in none, the one that was named. */
export function clauseMeant({ clause, quote }: Statement, clauses: readonly Clause[]): Clause | undefined {
  const named = clauseNamed(clause, clauses);
  const holds = (candidate: Clause) => {
    const words = plainCharacters(withoutHeading(quote, candidate));
    return words !== '' && plainCharacters(candidate.text).includes(words);
  };
  if (named && holds(named)) return named;
  return clauses.find(holds) ?? named;
}

/** The clause of which a statement is a copy. */
export function clauseCopied(text: string, clauses: readonly Clause[]): Clause | undefined {
  const plain = plainCharacters(text);
  return plain.length < 10 ? undefined : clauses.find((clause) => plainCharacters(clause.text).includes(plain));
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
export function withoutHeading(quote: string, { id, document, label, caption, text }: Clause): string {
  let rest = quote.replace(/^[「『"“]+(?=[^」』]*[」』"”]?$)|[」』"”]+$/gu, '').trim();
  for (const part of [`[${id}]`, id, document, label, `（${caption}）`, `(${caption})`, caption]) {
    if (text.includes(rest)) return rest;
    if (part !== '' && rest.startsWith(part)) rest = rest.slice(part.length).replace(/^[\s:：、]+/, '');
  }
  return rest === '' ? quote : rest;
}
