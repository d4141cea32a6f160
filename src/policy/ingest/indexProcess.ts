import { KanameError } from '../../errors.ts';
import { buildBase } from './indexBuild.ts';
import { writeIndex } from './indexFile.ts';
import { keptFiles } from './indexSource.ts';
import { openRuleStore } from './ruleStore.ts';

/** What the process that builds an index is told. */
export interface IndexTask {
  readonly dataDir: string;
  /** Base forms of the titles: the dictionary to find them is not loaded a second time. */
  readonly titles: ReadonlyMap<string, readonly string[]>;
}

/** Builds the index of a data directory and writes it. */
async function buildIndex({ dataDir, titles }: IndexTask): Promise<void> {
  const contentWords = (text: string): string[] => {
    const words = titles.get(text);
    if (words === undefined) throw new KanameError('unexpected', '規程が索引を作る間に変わりました。');
    return [...words];
  };
  const store = openRuleStore(dataDir);
  try {
    await writeIndex(dataDir, await buildBase(keptFiles(store), { contentWords }));
  } finally {
    store.close();
  }
}

process.once('message', (task: IndexTask) => {
  buildIndex(task).then(
    () => process.exit(0),
    () => process.exit(1),
  );
});
// Nobody waits for the index any more.
process.once('disconnect', () => process.exit(1));
