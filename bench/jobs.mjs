// Long work: a day's record in 40 parts, a model that takes two seconds for each and eight at a time, against the ideal.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createHttpServer } from '@vercel/cosmosdb-server';
import { load, seconds } from './measure.mjs';
import { fromDist } from './paths.mjs';

const parts = 40;
const partMs = 2_000;
const partsAtOnce = 8;
const ideal = Math.ceil(parts / partsAtOnce) * partMs;
const retention = { days: 30, now: () => new Date() };
const record = '議長　次に、一般会計補正予算について質疑を行います。'.repeat(8_000).slice(0, 200_000);
const result = '補正予算は全会一致で可決した。'.repeat(60);

export async function benchJobs() {
  console.log(`## Long work: ${parts} parts of ${partMs / 1000} s, ${partsAtOnce} at a time, 200,000 characters\n`);
  console.log('| jobs kept in | ideal | goal | measured | times the ideal |\n|---|---|---|---|---|');
  for (const [name, measure] of [
    ['SQLite', inSqlite],
    ['Cosmos DB (stand-in, over HTTP)', inCosmos],
  ]) {
    const took = await measure();
    const times = (took / ideal).toFixed(3);
    console.log(`| ${name} | ${seconds(ideal)} | ≤ ${seconds(ideal * 1.2)} | ${seconds(took)} | ${times} |`);
  }
  console.log(`\nLoad at the end ${load()}.\n`);
}

async function inSqlite() {
  const { openSqliteJobs } = await fromDist('stores/sqliteJobs.js');
  const folder = mkdtempSync(join(tmpdir(), 'kaname-bench-jobs-'));
  try {
    return await timeOf(openSqliteJobs(folder, retention));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inCosmos() {
  const { createCosmosJobs } = await fromDist('stores/cosmosJobs.js');
  const server = createHttpServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${server.address().port}`;
  try {
    return await timeOf(createCosmosJobs({ endpoint, key: 'a2FuYW1l', database: 'bench' }, retention));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Milliseconds from the job's making to the announcement of its end. */
async function timeOf(store) {
  const { createJobRunner } = await fromDist('jobs/jobRunner.js');
  let ended = () => {};
  const end = new Promise((resolve) => {
    ended = resolve;
  });
  const summarize = {
    async work(_, tools) {
      const length = Math.ceil((await tools.input()).length / parts);
      const items = Array.from({ length: parts }, (_, n) => record.slice(n * length, (n + 1) * length));
      const outcomes = await tools.inParts('part', items, async (_text, signal) => {
        await pause(partMs, undefined, { signal });
        return result;
      });
      return outcomes.map((one) => one.result).join('\n');
    },
    onProgress: () => pause(100),
    announce: async (job) => ended(job),
  };
  const log = { info() {}, warn() {}, error() {} };
  const limits = { partsAtOnce };
  const runner = createJobRunner({ store, handlers: { summarize }, holder: 'bench', log, limits });
  runner.start();
  const began = performance.now();
  const address = '{}';
  await runner.submit({ id: '1', kind: 'summarize', conversation: 'c', sender: 's', address, input: record });
  const { state, missing } = await end;
  const took = performance.now() - began;
  await runner.stop();
  await store.close();
  if (state !== 'done' || missing.length > 0) throw new Error(`the job ended as ${state}`);
  return took;
}
