// `npm run playground`: the bot and the Agents Playground (a local page that looks like Teams) side by side.
// Both stay on this machine. PORT and PLAYGROUND_PORT choose other ports. The playground's own BOT_ENDPOINT and
// M365_AGENTS_PLAYGROUND_SERVICE_URL put something between the two that listens to what they say.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const port = process.env.PORT || '3978';
const playgroundPort = process.env.PLAYGROUND_PORT || '56150';
const playground = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/cli.js');
const STARTS_WITHIN_MS = 60_000;

const children = [];
const start = (args, env = {}) => {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  children.push(child);
  child.on('exit', (code) => stop(code ?? 1));
};
const stop = (code) => {
  for (const child of children) child.kill('SIGTERM');
  process.exitCode ??= code;
};
const answers = async (url) => {
  const until = Date.now() + STARTS_WITHIN_MS;
  while (Date.now() < until) {
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return true;
    await new Promise((resume) => setTimeout(resume, 200));
  }
  return false;
};

process.once('SIGINT', () => stop(0));
process.once('SIGTERM', () => stop(0));

start([join(root, 'bin', 'kaname.mjs'), 'start'], { PORT: port });
if (await answers(`http://127.0.0.1:${port}/healthz`)) {
  const endpoint = process.env.BOT_ENDPOINT || `http://127.0.0.1:${port}/api/messages`;
  start([playground, 'start', '-e', endpoint, '-c', 'msteams', '-p', playgroundPort, '--disable-telemetry'], {
    BROWSER: 'none',
  });
  if (await answers(`http://127.0.0.1:${playgroundPort}/`)) {
    console.log(`\nブラウザーで http://127.0.0.1:${playgroundPort}/ を開いて、話しかけてください。（終了は Ctrl+C）`);
  }
}
