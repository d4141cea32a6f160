import { composeLibrary, type LibraryOptions } from '../composeLibrary.ts';
import { composeMeaning, type MeaningSide } from '../composeMeaning.ts';
import type { Config } from '../config.ts';
import { toKanameError } from '../errors.ts';
import { dayInJapan } from '../japanese/datesOfPeriods.ts';
import type { RuleLibrary } from '../policy/library.ts';
import { complain } from './output.ts';

/** At the command line a question may wait for the model to load; in the chat it may not. */
const QUESTION_MS = 15_000;

/** The rules for one call of the command line, searched by words and meaning. Vectors that are missing are made meanwhile. */
export async function openRules(
  config: Config,
  folder: LibraryOptions['folder'],
): Promise<{ readonly library: RuleLibrary; readonly meaning: MeaningSide }> {
  let told = false;
  const meaning = composeMeaning(config.embedding, {
    dataDir: config.dataDir,
    questionMs: QUESTION_MS,
    patience: 1,
    onTrouble: (thrown) => {
      const { code, sentence } = toKanameError(thrown);
      if (told || code === 'cancelled') return;
      told = true;
      complain(`意味による検索を使えないため、言葉だけで検索します。${sentence}`);
    },
  });
  const library = await composeLibrary(config, {
    folder,
    onSkipped: (path, reason) => complain(`${path}：${reason}`),
    ...(meaning.findMeaning && { findMeaning: meaning.findMeaning }),
  });
  const today = dayInJapan(new Date());
  return { library: library.seenBy({ readers: 'all', on: today }), meaning };
}
