import type { RuleDocument } from './document.ts';
import type { View } from './library.ts';

/** The documents that a view may see: the public ones, and those that everyone looking may read. Nobody is not everyone. */
export function seenDocuments(documents: readonly RuleDocument[], { readers }: View): RuleDocument[] {
  if (readers === 'all') return [...documents];
  const people = readers.map((departments) => new Set(departments.map(keyOf)));
  const mayRead = (allowed: readonly string[]) => {
    const keys = allowed.map(keyOf);
    return people.length > 0 && people.every((own) => keys.some((key) => own.has(key)));
  };
  return documents.filter(({ readers: allowed }) => allowed === undefined || mayRead(allowed));
}

/** 「ＩＴ推進課」 in the rules and 「IT 推進課」 in the list of people are one department. */
function keyOf(department: string): string {
  return department.normalize('NFKC').replaceAll(/\s+/g, '');
}
