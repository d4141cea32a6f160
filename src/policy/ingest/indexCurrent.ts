import type { Words } from '../../japanese/words.ts';
import type { RulesFolder } from './indexFolder.ts';
import { type OpenIndex, openIndex } from './indexOpen.ts';
import { keptFiles, withoutTaken } from './indexSource.ts';
import type { Skipped } from './ingest.ts';
import { hasRuleStore, openRuleStore } from './ruleStore.ts';

/** Where the rules of this process come from. */
export interface RulePlaces {
  readonly dataDir: string;
  readonly folder?: RulesFolder;
  /** Whether the folder counts where something was ingested; where nothing was, it does. */
  readonly folderCounts: 'beside-ingested' | 'unless-ingested';
  readonly onSkipped?: (skipped: Skipped) => void;
}

/**
 * The index over the rules as they are now; of a document that is both ingested and in the folder, the ingested one
 * counts. What did not change is not read.
 * @param previous what is open already
 * @returns `previous` itself where nothing changed
 * @throws KanameError `store_unavailable`, `not_found` where there is no such folder
 */
export async function currentIndex(places: RulePlaces, words: Words, previous?: OpenIndex): Promise<OpenIndex> {
  const { dataDir, folder, folderCounts, onSkipped } = places;
  const isIngested = hasRuleStore(dataDir);
  const counts = folder !== undefined && (!isIngested || folderCounts === 'beside-ingested');
  const beside = counts ? await folder.read() : { files: [], skipped: [] };
  for (const one of beside.skipped) onSkipped?.(one);
  if (!isIngested && folder !== undefined) return openIndex(beside.files, words, undefined, previous);
  const store = openRuleStore(dataDir);
  try {
    const kept = keptFiles(store);
    return await openIndex([...kept, ...withoutTaken(beside.files, kept)], words, { dataDir, store }, previous);
  } finally {
    store.close();
  }
}
