import { loadWords } from '../../japanese/words.ts';
import { libraryOver } from '../buildLibrary.ts';
import type { RuleLibrary } from '../library.ts';
import type { FindMeaning } from '../meaning.ts';
import { currentIndex, type RulePlaces } from './indexCurrent.ts';

/**
 * Opens the rules of a data directory for searching. The files they came from are not read; the index is that of the
 * last time with what changed since, or is built and kept.
 * @param places a folder beside it, where one is to be searched too
 * @throws KanameError `store_unavailable` where the data directory cannot be read
 */
export async function openLibrary(
  dataDir: string,
  { findMeaning, ...places }: { readonly findMeaning?: FindMeaning } & Partial<RulePlaces> = {},
): Promise<RuleLibrary> {
  const { parts } = await currentIndex({ folderCounts: 'unless-ingested', ...places, dataDir }, await loadWords());
  return libraryOver(parts, { ...(findMeaning && { findMeaning }) });
}
