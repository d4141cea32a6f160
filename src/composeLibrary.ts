import type { Config } from './config.ts';
import { buildLibrary } from './policy/buildLibrary.ts';
import { hasBeenIngested, openLibrary } from './policy/ingest/openLibrary.ts';
import { readFolder } from './policy/ingest/readFolder.ts';
import type { RuleLibrary } from './policy/library.ts';
import type { FindMeaning } from './policy/meaning.ts';

export interface LibraryOptions {
  /**
   * `with-folder` (start, chat): a folder named by KANAME_POLICIES is read beside what was ingested; `unless-ingested`
   * (search, ask): only where the data directory was never ingested into.
   */
  readonly folder: 'with-folder' | 'unless-ingested';
  readonly onSkipped: (path: string, reason: string) => void;
  readonly findMeaning?: FindMeaning;
}

/** The rules to answer from. The sample rules stand in only where nothing was ever ingested and no folder is named. */
export async function composeLibrary({ dataDir, policies }: Config, options: LibraryOptions): Promise<RuleLibrary> {
  const parts = { ...(options.findMeaning && { findMeaning: options.findMeaning }) };
  const ingested = hasBeenIngested(dataDir);
  if (ingested && (options.folder === 'unless-ingested' || !policies.chosen)) return openLibrary(dataDir, parts);
  const { books, skipped } = await readFolder(policies.folder);
  for (const { path, reason } of skipped) options.onSkipped(path, reason);
  return ingested ? openLibrary(dataDir, { ...parts, beside: books }) : buildLibrary(books, parts);
}
