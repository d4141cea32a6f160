import type { Clause } from './clauseMeant.ts';
import { figuresOf } from './figures.ts';

const asksFigure = /いくら|いくつ|いつ|何(?:日|回|年|か月|週|時|分|人|件|社|者|円|歳|割|パーセント|%)/;

/**
 * Whether a statement may be said of a clause in the model's own words. Not, where it says no more than 「はい。」, has a
 * figure that neither the clause nor the question has, lacks the figure that was asked for, or borrows a term from
 * another clause. This cannot prove a statement; it stops what is plainly not in the clause.
 *
 * @param others the other clauses of the task
 */
export function isSupported(
  text: string,
  quote: string,
  clause: Clause,
  question: string,
  others: readonly Clause[],
): boolean {
  if (/^(?:はい|いいえ)[、。]?$/.test(text)) return false;
  const figures = figuresOf(text, 'strict');
  if (asksFigure.test(question) && figures.size === 0 && figuresOf(quote, 'strict').size > 0) return false;
  const given = `${clause.document} ${clause.label} ${clause.caption} ${clause.text} ${question}`;
  const known = figuresOf(given, 'lenient');
  if (![...figures].every((figure) => known.has(figure))) return false;
  const elsewhere = others.map((other) => `${other.caption} ${other.text}`).join('\n');
  return !terms(text).some((term) => !given.includes(term) && elsewhere.includes(term));
}

/** Words of three and more Chinese characters or katakana: in rules these name things. */
function terms(text: string): string[] {
  return text.match(/[\p{sc=Han}]{3,}|[\p{sc=Katakana}ー]{3,}/gu) ?? [];
}
