import type { Config } from './config.ts';
import { loadFolder } from './policy/ingest/loadFolder.ts';
import { hasBeenIngested, openLibrary } from './policy/ingest/openLibrary.ts';
import type { RuleLibrary } from './policy/library.ts';

export type OnSkipped = (path: string, reason: string) => void;

/**
 * The rules to answer from. What was ingested comes first; the samples stand in only where nothing ever was.
 * @param folder `with-folder` (start, chat): a folder named by KANAME_POLICIES is read as well; `unless-ingested`
 * (search, ask): the folder is read only where the data directory was never ingested into
 */
export async function composeLibrary(
  { dataDir, policies }: Config,
  folder: 'with-folder' | 'unless-ingested',
  onSkipped: OnSkipped,
): Promise<RuleLibrary> {
  if (hasBeenIngested(dataDir) && (folder === 'unless-ingested' || !policies.chosen)) return openLibrary(dataDir);
  const { library, skipped } = await loadFolder(policies.folder);
  for (const { path, reason } of skipped) onSkipped(path, reason);
  return library;
}
