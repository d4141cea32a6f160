import { loadEnvFile } from '../config/envFile.ts';
import type { Environment } from '../config/reader.ts';
import { type Config, readConfig } from '../config.ts';
import { KanameError, toKanameError } from '../errors.ts';
import { type Finding, good, wrong } from './doctor/check.ts';
import { configuredChecks, machineChecks } from './doctor/checks.ts';
import { complain, printJson, printText } from './output.ts';

export interface DoctorOptions {
  readonly json?: boolean;
  /** Only the chat may be outside the office's own network. */
  readonly lgwan?: boolean;
  readonly dataDir?: string;
}

const VERDICTS = { good: '良好', note: '注意', wrong: '異常' } as const;
const CONFIGURATION = { id: 'configuration', title: '設定' };

/**
 * `kaname doctor`: looks at everything that Kaname stands on, and says in Japanese what is wrong and how to mend it.
 * With `json` one object a line: `{"check","title","verdict":"good|note|wrong","message","mend"?,"details"?}`.
 * @throws KanameError `wrong_configuration` where something is wrong, after all was told
 */
export async function doctor({ json = false, lgwan = false, dataDir }: DoctorOptions): Promise<void> {
  const counts = { good: 0, note: 0, wrong: 0 };
  const tell = ({ id, title }: { id: string; title: string }, findings: readonly Finding[]) => {
    for (const { verdict, sentence, mend, details } of findings) {
      counts[verdict] += 1;
      if (json) printJson({ check: id, title, verdict, message: sentence, mend, details });
      else printText(`${VERDICTS[verdict]}　${title}：${sentence}${mend === undefined ? '' : `\n　　　→ ${mend}`}`);
    }
  };
  const { config, environment, finding } = readConfiguration(dataDir);
  tell(CONFIGURATION, [finding]);
  for (const check of machineChecks) tell(check, await runSafely(() => check.run()));
  if (config !== undefined) {
    for (const check of configuredChecks) {
      tell(check, await runSafely(() => check.run({ config, environment, lgwan })));
    }
  }
  const summary = `良好${counts.good}件、注意${counts.note}件、異常${counts.wrong}件`;
  if (json) complain(summary);
  else printText(`\n${summary}`);
  if (counts.wrong === 0) return;
  throw new KanameError(
    'wrong_configuration',
    '異常があります。それぞれの → に従って直してから、もう一度診断してください。',
  );
}

/** What `start` would read: the environment, and `.env` below it. */
function readConfiguration(dataDir: string | undefined): {
  readonly config?: Config;
  readonly environment: Environment;
  readonly finding: Finding;
} {
  try {
    loadEnvFile();
    const environment = { ...process.env, ...(dataDir !== undefined && { KANAME_DATA_DIR: dataDir }) };
    return { config: readConfig(environment), environment, finding: good('環境変数と .env を読み取りました。') };
  } catch (thrown) {
    const mend = '.env または環境変数を直してください。書き方は .env.example にあります。';
    return { environment: process.env, finding: wrong(toKanameError(thrown).sentence, mend) };
  }
}

/** A check that fails in a way it did not foresee is told as one that failed, and the others go on. */
async function runSafely(run: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await run();
  } catch (thrown) {
    const { code, sentence } = toKanameError(thrown);
    const told = code === 'unexpected' ? '確認の途中で問題が起きました。' : sentence;
    return [wrong(told, 'もう一度実行し、続くときは、この表示を添えてお知らせください。', { code })];
  }
}
