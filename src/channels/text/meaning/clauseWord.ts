import type { Opened, Shown } from '../state/shown.ts';
import { plain } from './optionPages.ts';

const AND_SEE = '(?:の?全文)?(?:を?(?:見る|見せて|見たい|読む|表示|開く|教えて)(?:ください|下さい)?)?';
const CLAUSE = new RegExp(`^(?:条文|根拠|引用)(?:の|[\\[(【])?(\\d{0,2})[\\])】]?番?${AND_SEE}$`, 'u');
const CLAUSE_AFTER = new RegExp(`^[\\[(【]?(\\d{1,2})[\\])】]?番?の(?:条文|根拠|引用|全文)${AND_SEE}$`, 'u');
const SOURCES = new RegExp(`^(?:出典|出典の文)${AND_SEE}$`, 'u');

/** What a typed text asks to read of the answer that was shown, or the sentence why it cannot be; else undefined. */
export function askedToRead(text: string, shown: Shown): Opened | string | undefined {
  const typed = plain(text);
  if (shown.sources !== undefined && SOURCES.test(typed)) return shown.sources;
  const word = CLAUSE.exec(typed) ?? CLAUSE_AFTER.exec(typed);
  return word === null || shown.clauses.length === 0 ? undefined : clauseAt(shown, word[1] ?? '');
}

/** A clause by its number as it was typed; the only one needs none. */
export function clauseAt({ clauses }: Shown, number: string): Opened | string {
  const at = number === '' && clauses.length === 1 ? 1 : Number(number);
  const clause = clauses[at - 1];
  if (clause !== undefined) return clause;
  if (clauses.length === 1) return 'この回答の条文は一つです。「条文1」と送ると、お読みいただけます。';
  return `この回答の条文は、1から${clauses.length}までです。「条文1」のように送ってください。`;
}
