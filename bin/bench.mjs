// `npm run bench`: what the running bot costs and how fast it answers, measured from outside over the Teams protocol.
// No model, sample rules, a fresh data directory. Prints a Markdown table; docs/figures.md keeps the last one.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lines = (file) => readFileSync(join(root, file), 'utf8').trim().split('\n');
const questions = lines('samples/questions.jsonl').map((line) => JSON.parse(line).question);
const minutes = readFileSync(join(root, 'samples/minutes/総務文教委員会会議録.txt'), 'utf8');
const wish = '文案 11月30日午前9時から市役所前広場で実施する職員防災訓練の通知文を、総務部長から各課長宛てに書いて';

/** A connector that tells when the final message of a conversation has arrived. */
const waiting = new Map();
let activities = 0;
const connector = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: `a${++activities}` }));
  const activity = body === '' ? {} : JSON.parse(body);
  if (activity.type === 'message' && activity.attachments?.length > 0) {
    const conversation = decodeURIComponent(request.url.split('/conversations/')[1].split('/')[0]);
    waiting.get(conversation)?.();
  }
});
await new Promise((ready) => connector.listen(0, '127.0.0.1', ready));
const serviceUrl = `http://127.0.0.1:${connector.address().port}/`;

await build();
const dataDir = mkdtempSync(join(tmpdir(), 'kaname-bench-'));
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
  },
  stdio: ['ignore', 'ignore', 'inherit'],
});
const isReady = () =>
  fetch(`${url}/readyz`).then(
    (r) => r.ok,
    () => false,
  );
while (!(await isReady())) await new Promise((resume) => setTimeout(resume, 20));
const readyMs = performance.now() - startedAt;

const residentMb = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${bot.pid}/status`, 'utf8'))?.[1]) / 1024;
await new Promise((resume) => setTimeout(resume, 3000));
const atRest = residentMb();

let sent = 0;
async function timed(text) {
  const id = `bench-${++sent}`;
  const answered = new Promise((resolve) => waiting.set(id, resolve));
  const from = performance.now();
  const response = await fetch(`${url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'message',
      id: `m${sent}`,
      channelId: 'msteams',
      serviceUrl,
      text,
      timestamp: new Date().toISOString(),
      from: { id: 'user' },
      recipient: { id: 'bot' },
      conversation: { id, conversationType: 'groupChat', isGroup: true },
      entities: [{ type: 'mention', text: '<at>Kaname</at>', mentioned: { id: 'bot', name: 'Kaname' } }],
    }),
  });
  const accepted = performance.now() - from;
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  await answered;
  return { accepted, answered: performance.now() - from };
}
const quantile = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
async function series(name, texts) {
  const times = [];
  for (const text of texts) times.push(await timed(text));
  const row = (key) =>
    `${Math.round(
      quantile(
        times.map((t) => t[key]),
        0.5,
      ),
    )} / ${Math.round(
      quantile(
        times.map((t) => t[key]),
        0.95,
      ),
    )}`;
  return `| ${name} (${texts.length}) | ${row('accepted')} | ${row('answered')} |`;
}

await timed('ヘルプ');
const rows = [
  await series(
    '規程',
    questions.map((question) => `規程 ${question}`),
  ),
  await series(
    '要約, a record of 8,500 characters',
    Array.from({ length: 10 }, () => `要約\n${minutes}`),
  ),
  await series(
    '文案 from free words',
    Array.from({ length: 10 }, () => wish),
  ),
];
console.log(`Node ${process.version}, ${cpus().length} cores, ${new Date().toISOString().slice(0, 10)}\n`);
console.log(`- start to ready with the samples: ${(readyMs / 1000).toFixed(1)} s`);
console.log(`- memory at rest: ${Math.round(atRest)} MB, after the run: ${Math.round(residentMb())} MB\n`);
console.log('| command, without a model | POST accepted, ms, p50 / p95 | answer there, ms, p50 / p95 |\n|---|---|---|');
console.log(rows.join('\n'));

bot.kill('SIGTERM');
await new Promise((resolve) => bot.once('exit', resolve));
connector.close();
rmSync(dataDir, { recursive: true, force: true });
