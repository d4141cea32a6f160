import { composeMeaning } from '../composeMeaning.ts';
import type { Config } from '../config.ts';
import { toKanameError } from '../errors.ts';
import { ingest } from '../policy/ingest/ingest.ts';
import { openLibrary } from '../policy/ingest/openLibrary.ts';
import { configFor, type DataDirOption } from './configFor.ts';
import { complain, printJson, printText, progressBar } from './output.ts';

/** For the questions whose mean the model's vectors are compared with; the first waits for the model to load. */
const QUESTION_MS = 30_000;
/** Failures in a row after which the rules are left to the search by words. */
const PATIENCE = 3;

/** `kaname ingest`: reads the named files and folders into the data directory and says what came of it. */
export async function ingestPaths(
  paths: readonly string[],
  options: DataDirOption & { readonly json?: boolean; readonly wait?: boolean },
): Promise<void> {
  const config = configFor(options);
  const { dataDir } = config;
  const progress = progressBar('読み込み');
  const read = await ingest(paths, dataDir, (done, total) => progress.update(done, total)).finally(progress.stop);
  const started = performance.now();
  const vectors = options.wait === false ? 0 : await makeVectors(config);
  const result = { ...read, vectors, ms: read.ms + Math.round(performance.now() - started) };
  for (const { path, reason } of result.skipped) complain(`${path}：${reason}`);
  if (options.json) printJson(result);
  else printText(`規程 ${result.documents}件（${result.articles}条、${result.clauses}の条項）を読み込みました。`);
}

/** Makes the vectors that the ingested clauses lack; gives how many clauses have one then. */
async function makeVectors(config: Config): Promise<number> {
  const progress = progressBar('ベクトル');
  const meaning = composeMeaning(config.embedding, {
    dataDir: config.dataDir,
    questionMs: QUESTION_MS,
    patience: PATIENCE,
    onProgress: ({ done, total }) => progress.update(done, total),
    onTrouble: () => {},
  });
  if (meaning.findMeaning === undefined) return 0;
  try {
    const { size } = await openLibrary(config.dataDir, { findMeaning: meaning.findMeaning });
    await meaning.made();
    return size.clauses;
  } catch (thrown) {
    complain(`ベクトルを作れませんでした。検索は言葉だけで行います。${toKanameError(thrown).sentence}`);
    return 0;
  } finally {
    progress.stop();
    await meaning.close();
  }
}
