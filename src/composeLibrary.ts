import type { Config } from './config.ts';
import { KanameError, toKanameError } from './errors.ts';
import { buildLibrary } from './policy/buildLibrary.ts';
import { hasBeenIngested, openLibrary } from './policy/ingest/openLibrary.ts';
import { readFolder } from './policy/ingest/readFolder.ts';
import type { RuleLibrary } from './policy/library.ts';
import type { FindMeaning } from './policy/meaning.ts';

const FOLDER_MISSING =
  '環境変数 KANAME_POLICIES の設定を確認してください。指定された規程のフォルダーが見つからないか、読み取れません。';

export interface LibraryOptions {
  /**
   * `with-folder` (start, chat): a folder named by KANAME_POLICIES is read beside what was ingested; `unless-ingested`
   * (search, ask): only where the data directory was never ingested into.
   */
  readonly folder: 'with-folder' | 'unless-ingested';
  readonly onSkipped: (path: string, reason: string) => void;
  readonly findMeaning?: FindMeaning;
}

/**
 * The rules to answer from. The sample rules stand in only where nothing was ever ingested and no folder is named.
 * @throws KanameError `wrong_configuration` where KANAME_POLICIES names no folder that can be read
 */
export async function composeLibrary({ dataDir, policies }: Config, options: LibraryOptions): Promise<RuleLibrary> {
  const parts = { ...(options.findMeaning && { findMeaning: options.findMeaning }) };
  const ingested = hasBeenIngested(dataDir);
  if (ingested && (options.folder === 'unless-ingested' || !policies.chosen)) return openLibrary(dataDir, parts);
  const { books, skipped } = await readFolder(policies.folder).catch((thrown) => {
    if (!policies.chosen || toKanameError(thrown).code !== 'not_found') throw thrown;
    throw new KanameError('wrong_configuration', FOLDER_MISSING, thrown);
  });
  for (const { path, reason } of skipped) options.onSkipped(path, reason);
  return ingested ? openLibrary(dataDir, { ...parts, beside: books }) : buildLibrary(books, parts);
}
