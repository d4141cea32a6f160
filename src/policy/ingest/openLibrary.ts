import { buildLibrary } from '../buildLibrary.ts';
import type { RuleBook } from '../document.ts';
import type { RuleLibrary } from '../library.ts';
import type { FindMeaning } from '../meaning.ts';
import { hasRuleStore, openRuleStore } from './ruleStore.ts';

/** True where `ingest` has written into the data directory: then it holds exactly what was ingested. */
export function hasBeenIngested(dataDir: string): boolean {
  return hasRuleStore(dataDir);
}

/**
 * Opens the rules of a data directory for searching. The files they came from are not read.
 * @param parts.beside further books; of two with the same id the ingested one counts
 * @throws KanameError `store_unavailable` where the data directory cannot be read
 */
export async function openLibrary(
  dataDir: string,
  parts: { readonly findMeaning?: FindMeaning; readonly beside?: readonly RuleBook[] } = {},
): Promise<RuleLibrary> {
  const store = openRuleStore(dataDir);
  try {
    const { books, words } = store.books();
    const ids = new Set(books.map(({ document }) => document.id));
    const beside = (parts.beside ?? []).filter(({ document }) => !ids.has(document.id));
    return await buildLibrary([...books, ...beside], {
      keptWords: ({ id }) => words.get(id),
      ...(parts.findMeaning && { findMeaning: parts.findMeaning }),
    });
  } finally {
    store.close();
  }
}
