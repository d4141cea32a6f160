// What the running bot costs and how fast it answers, measured from outside over the Teams protocol. No model, sample
// rules, a fresh data directory.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startConnector } from './connector.mjs';
import { linesOf } from './corpus.mjs';
import { memoryOf, quantile, seconds } from './measure.mjs';
import { root } from './paths.mjs';
import { startBot } from './runningBot.mjs';

const questions = linesOf(join(root, 'samples/questions.jsonl')).map(({ question }) => question);
const minutes = readFileSync(join(root, 'samples/minutes/総務文教委員会会議録.txt'), 'utf8');
const wish = '文案 11月30日午前9時から市役所前広場で実施する職員防災訓練の通知文を、総務部長から各課長宛てに書いて';
const works = [
  ['規程', questions.map((question) => `規程 ${question}`)],
  ['要約, a record of 8,500 characters', Array.from({ length: 10 }, () => `要約\n${minutes}`)],
  ['文案 from free words', Array.from({ length: 10 }, () => wish)],
];

export async function benchBot() {
  const dataDir = mkdtempSync(join(tmpdir(), 'kaname-bench-'));
  const connector = await startConnector();
  const bot = await startBot(dataDir);
  await new Promise((resume) => setTimeout(resume, 3000));
  const atRest = memoryOf(bot.pid).now;
  await timed('ヘルプ', bot, connector);
  const rows = [];
  for (const [name, texts] of works) rows.push(await series(name, texts, bot, connector));
  console.log('## The running bot\n');
  console.log(`- start to ready with the samples: ${seconds(bot.readyMs)}`);
  console.log(`- memory at rest: ${atRest} MB, after the run: ${memoryOf(bot.pid).now} MB\n`);
  console.log(
    '| command, without a model | POST accepted, ms, p50 / p95 | answer there, ms, p50 / p95 |\n|---|---|---|',
  );
  console.log(rows.join('\n'));
  await bot.stop();
  connector.close();
  rmSync(dataDir, { recursive: true, force: true });
}

let sent = 0;
/** Says something to the bot; gives when it was accepted and when answered, in milliseconds. */
async function timed(text, { url }, { serviceUrl, answered }) {
  const id = `bench-${++sent}`;
  const answer = answered(id);
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
  await answer;
  return { accepted, answered: performance.now() - from };
}

async function series(name, texts, bot, connector) {
  const times = [];
  for (const text of texts) times.push(await timed(text, bot, connector));
  const row = (key) => {
    const own = times.map((time) => time[key]);
    return `${Math.round(quantile(own, 0.5))} / ${Math.round(quantile(own, 0.95))}`;
  };
  return `| ${name} (${texts.length}) | ${row('accepted')} | ${row('answered')} |`;
}
