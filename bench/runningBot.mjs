import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './paths.mjs';

/** Starts the bot on a data directory and waits until it is ready. */
export async function startBot(dataDir, environment = {}) {
  const port = 30_000 + Math.floor(Math.random() * 20_000);
  const url = `http://127.0.0.1:${port}`;
  const startedAt = performance.now();
  const bot = spawn(process.execPath, [join(root, 'bin/kaname.mjs'), 'start'], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: String(port),
      KANAME_DATA_DIR: dataDir,
      KANAME_LOG_LEVEL: 'error',
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const gone = new Promise((resolve) => bot.once('exit', resolve));
  const isReady = () =>
    fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
  while (!(await isReady())) await new Promise((resume) => setTimeout(resume, 20));
  return {
    url,
    pid: bot.pid,
    readyMs: performance.now() - startedAt,
    stop: async () => {
      bot.kill('SIGTERM');
      await gone;
    },
  };
}
