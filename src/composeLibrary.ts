import type { Config } from './config.ts';
import { KanameError, toKanameError } from './errors.ts';
import { loadWords } from './japanese/words.ts';
import type { RulePlaces } from './policy/ingest/indexCurrent.ts';
import { openFolder } from './policy/ingest/indexFolder.ts';
import { type LiveLibrary, type LiveOptions, openLiveLibrary } from './policy/ingest/indexLive.ts';
import { openLibrary } from './policy/ingest/openLibrary.ts';
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
export async function composeLibrary(config: Config, options: LibraryOptions): Promise<RuleLibrary> {
  const { findMeaning } = options;
  try {
    return await openLibrary(config.dataDir, { ...rulePlaces(config, options), ...(findMeaning && { findMeaning }) });
  } catch (thrown) {
    throw toldAsSetting(config, thrown);
  }
}

/**
 * The same for a process that goes on running: what is ingested, or changes in the folder, is found within seconds or a
 * minute.
 * @throws KanameError as `composeLibrary`
 */
export async function composeLiveLibrary(
  config: Config,
  options: LibraryOptions & Pick<LiveOptions, 'onTrouble' | 'onChange'>,
): Promise<LiveLibrary> {
  try {
    return await openLiveLibrary(rulePlaces(config, options), options);
  } catch (thrown) {
    throw toldAsSetting(config, thrown);
  }
}

function rulePlaces({ dataDir, policies }: Config, { folder, onSkipped }: LibraryOptions): RulePlaces {
  return {
    dataDir,
    folder: openFolder(policies.folder, loadWords),
    folderCounts: folder === 'with-folder' && policies.chosen ? 'beside-ingested' : 'unless-ingested',
    onSkipped: ({ path, reason }) => onSkipped(path, reason),
  };
}

function toldAsSetting({ policies }: Config, thrown: unknown): unknown {
  if (!policies.chosen || toKanameError(thrown).code !== 'not_found') return thrown;
  return new KanameError('wrong_configuration', FOLDER_MISSING, thrown);
}
