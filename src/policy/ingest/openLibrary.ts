import { buildLibrary } from '../buildLibrary.ts';
import type { RuleLibrary } from '../library.ts';
import { hasRuleStore, openRuleStore } from './ruleStore.ts';

/** True where `ingest` has written into the data directory: then it holds exactly what was ingested. */
export function hasBeenIngested(dataDir: string): boolean {
  return hasRuleStore(dataDir);
}

/**
 * Opens the rules of a data directory for searching. The files they came from are not read.
 * @throws KanameError `store_unavailable` where the data directory cannot be read
 */
export async function openLibrary(dataDir: string): Promise<RuleLibrary> {
  const store = openRuleStore(dataDir);
  try {
    const { books, words } = store.books();
    return await buildLibrary(books, { keptWords: ({ id }) => words.get(id) });
  } finally {
    store.close();
  }
}
