import type { RuleDocument } from './document.ts';
import type { View } from './library.ts';

/** The documents that a view may see. */
export function seenDocuments(documents: readonly RuleDocument[], { departments }: View): RuleDocument[] {
  if (departments === 'all') return [...documents];
  const own = new Set(departments);
  return documents.filter(({ readers }) => readers === undefined || readers.some((reader) => own.has(reader)));
}
