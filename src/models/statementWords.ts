import type { AnswerTask } from './task.ts';

type Clause = AnswerTask['clauses'][number];

const asksFigure = /いくら|いくつ|いつ|何(?:日|回|年|か月|週|時|分|人|件|社|者|円|歳|割|パーセント|%)/;
const figure = /[\d０-９]|[一二三四五六七八九十百千](?=年|月|日|時間|週|か月|箇月|人|回|件|円|割)/;

/**
 * Whether the model's own words for a clause are worth showing. Not, where they are no more than 「はい。」, lack the figure
 * that was asked for and that the quotation has, hold a figure that stands neither in the clause nor in the question as
 * it is written (a change of its unit is a change of the rule), or borrow a term from another clause.
 *
 * @param others the other clauses of the task
 */
export function answersInOwnWords(
  text: string,
  quote: string,
  clause: Clause,
  question: string,
  others: readonly Clause[],
): boolean {
  if (/^(?:はい|いいえ)[、。]?$/.test(text)) return false;
  if (asksFigure.test(question) && !figure.test(text) && figure.test(quote)) return false;
  const given = `${clause.document} ${clause.label} ${clause.caption} ${clause.text} ${question}`;
  const known = narrow(given);
  if (!(narrow(text).match(amount) ?? []).every((one) => known.includes(one))) return false;
  const elsewhere = others.map((other) => `${other.caption} ${other.text}`).join('\n');
  return !terms(text).some((term) => !given.includes(term) && elsewhere.includes(term));
}

/** A number with the first character of what it counts. */
const amount = /\d+(?:\.\d+)?[\p{sc=Han}\p{sc=Katakana}%]?/gu;

function narrow(text: string): string {
  return text.normalize('NFKC').replace(/(\d),(?=\d{3})/g, '$1');
}

/** Words of three and more Chinese characters or katakana: in rules these name things. */
function terms(text: string): string[] {
  return text.match(/[\p{sc=Han}]{3,}|[\p{sc=Katakana}ー]{3,}/gu) ?? [];
}
