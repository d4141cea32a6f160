import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { KanameError } from '../errors.ts';

const UNREADABLE =
  '設定のファイル .env を読み取れませんでした。このプログラムを動かす利用者に、読み取りの権限を与えてください。';

/**
 * Adds the settings of `.env` in the working directory to the environment, which wins where both name one.
 * @throws KanameError `wrong_configuration` where the file is there but cannot be read
 */
export function loadEnvFile(): void {
  const file = resolve('.env');
  if (!existsSync(file)) return;
  try {
    process.loadEnvFile(file);
  } catch (cause) {
    throw new KanameError('wrong_configuration', UNREADABLE, cause);
  }
}
