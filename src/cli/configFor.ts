import { type Config, readConfig } from '../config.ts';

export interface DataDirOption {
  readonly dataDir?: string;
}

/** The configuration of the environment, with the folder of `--data-dir` in place of its own. */
export function configFor({ dataDir }: DataDirOption): Config {
  return readConfig(dataDir === undefined ? process.env : { ...process.env, KANAME_DATA_DIR: dataDir });
}
