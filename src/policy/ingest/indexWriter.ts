import { fork } from 'node:child_process';
import type { Words } from '../../japanese/words.ts';
import { projectFile } from '../../projectFiles.ts';
import type { IndexTask } from './indexProcess.ts';
import type { RuleStore } from './ruleStore.ts';

/** The compiled file, also where the sources are run as they are: Node by itself cannot load TypeScript. */
const compiled = projectFile('dist/policy/ingest/indexProcess.js');
/** The only variables that the process sees; keys are none of its business. */
const ENVIRONMENT = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot', 'TMPDIR', 'TEMP'];
const LONGEST_MS = 15 * 60_000;

/**
 * Builds and writes the index of the ingested rules in a process of its own, so that questions are answered meanwhile
 * and the memory it takes is given back.
 * @returns false where that did not come about: the directory cannot be written, or the rules changed meanwhile
 */
export async function writeIndexAside(dataDir: string, store: RuleStore, words: Words): Promise<boolean> {
  const titles = new Map(store.titles().map((title) => [title, words.contentWords(title)]));
  const child = fork(compiled, [], {
    execArgv: [],
    env: Object.fromEntries(ENVIRONMENT.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  const tooLong = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
  try {
    return await new Promise<boolean>((resolve) => {
      child.once('error', () => resolve(false));
      child.once('exit', (code) => resolve(code === 0));
      child.send({ dataDir, titles } satisfies IndexTask, (failure) => failure && resolve(false));
    });
  } finally {
    clearTimeout(tooLong);
  }
}
