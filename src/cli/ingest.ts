import { ingest } from '../policy/ingest/ingest.ts';
import { configFor, type DataDirOption } from './configFor.ts';
import { complain, printJson, printText, progressBar } from './output.ts';

/** `kaname ingest`: reads the named files and folders into the data directory and says what came of it. */
export async function ingestPaths(
  paths: readonly string[],
  options: DataDirOption & { readonly json?: boolean },
): Promise<void> {
  const { dataDir } = configFor(options);
  const progress = progressBar('読み込み');
  const result = await ingest(paths, dataDir, (done, total) => progress.update(done, total)).finally(progress.stop);
  for (const { path, reason } of result.skipped) complain(`${path}：${reason}`);
  if (options.json) printJson(result);
  else printText(`規程 ${result.documents}件（${result.articles}条、${result.clauses}の条項）を読み込みました。`);
}
