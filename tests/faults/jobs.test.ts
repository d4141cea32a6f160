import '../contracts/againWhenBusy.ts';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { projectFile } from '../../src/projectFiles.ts';
import type { JobStore } from '../../src/stores/jobs.ts';
import { openSqliteJobs } from '../../src/stores/sqliteJobs.ts';
import { newJob, ref } from '../unit/jobFixture.ts';

const retention = { days: 30, now: () => new Date() };
const parts = 24;
const atOnce = 3;

let folder: string;
let store: JobStore;
let children: ChildProcess[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kaname-killed-jobs-'));
  store = openSqliteJobs(folder, retention);
  children = [];
});
afterEach(async () => {
  for (const child of children) await killed(child);
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/**
 * An instance of its own: parts of 30 ms, each with the instance's name in its result; a line in `log` for each part that
 * it did and each end that it announced. It dies by itself at the call of the store that `diesAt` names.
 */
const instance = (name: string, diesAt = '') => {
  const module = (path: string) => JSON.stringify(pathToFileURL(projectFile(`dist/${path}`)));
  const script = `
    import { appendFileSync } from 'node:fs';
    const { createJobRunner } = await import(${module('jobs/jobRunner.js')});
    const { openSqliteJobs } = await import(${module('stores/sqliteJobs.js')});
    const say = (line) => appendFileSync(${JSON.stringify(join(folder, 'log'))}, line + '\\n');
    const jobs = openSqliteJobs(${JSON.stringify(folder)}, { days: 30, now: () => new Date() });
    const [moment, call] = ${JSON.stringify(diesAt)}.split(' ');
    const store = new Proxy(jobs, { get: (target, name) => name !== call ? target[name] : async (...given) => {
      if (moment === 'before') process.kill(process.pid, 'SIGKILL');
      await target[name](...given);
      process.kill(process.pid, 'SIGKILL');
    } });
    const work = async (job, tools) => {
      const outcomes = await tools.inParts('p', Array.from({ length: ${parts} }, (_, n) => n), async (n) => {
        await new Promise((done) => setTimeout(done, 30));
        say('did ' + n);
        return n + ' by ${name}';
      });
      return outcomes.map(({ result }) => result.split(' ')[0]).join();
    };
    const announce = async (job, result) => say('said ' + job.state + ' ' + result);
    createJobRunner({
      store, handlers: { summarize: { work, announce } }, holder: '${name}',
      log: { info() {}, warn() {}, error() {} },
      timings: { leaseSeconds: 0.4, renewMs: 100, pollMs: 20, storePauseMs: 5 }, limits: { partsAtOnce: ${atOnce} },
    }).start();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr?.on('data', (chunk) => {
    stderr += String(chunk);
  });
  child.once('exit', (code) => {
    if (code !== null) throw new Error(`the instance ended by itself: ${stderr}`);
  });
  children.push(child);
  return child;
};
const killed = async (child: ChildProcess) => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
};
const lines = () => {
  const log = join(folder, 'log');
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
};
const said = () => lines().filter((line) => line.startsWith('said'));
const did = () => lines().filter((line) => line.startsWith('did'));
const until = async (condition: () => boolean | Promise<boolean>) => {
  while (!(await condition())) await pause(10);
};
const whole = `said done ${Array.from({ length: parts }, (_, n) => n).join()}`;

describe('作業の途中で終わらされたプロセス', () => {
  it('何度終わらされても、次が続きから進め、残した結果は変わらず、終わりは1度だけ告げる', async () => {
    await store.create(newJob());
    let kept = new Map<string, string>();
    for (let life = 1; life <= 3; life++) {
      const child = instance(`life${life}`);
      const before = kept.size;
      await until(async () => (await store.parts(ref)).size >= before + 4);
      await killed(child);
      const now = new Map(await store.parts(ref));
      for (const [part, result] of kept) expect([part, now.get(part)]).toEqual([part, result]);
      kept = now;
      expect(await store.get(ref)).toMatchObject({ state: 'running', progress: { done: kept.size, total: parts } });
    }
    expect(kept.size).toBeLessThan(parts);
    const doneBefore = did().length;
    instance('last');
    await until(() => said().length > 0);
    await pause(500);
    expect(said()).toEqual([whole]);
    const end = await store.parts(ref);
    for (const [part, result] of kept) expect([part, end.get(part)]).toEqual([part, result]);
    expect(end.size).toBe(parts);
    // Only what was not kept was done by the last one, and of each earlier one at most what was in work when it ended.
    expect(did().length - doneBefore).toBe(parts - kept.size);
    expect(did().length).toBeLessThanOrEqual(parts + 3 * atOnce);
    expect(await store.get(ref)).toMatchObject({ state: 'done', announced: true, attempts: 0 });
  });

  it('2台のうち働いている1台が終わらされても、残りの1台が続け、同じ節を2台でしない', async () => {
    const [first, second] = [instance('a'), instance('b')];
    await store.create(newJob());
    await until(async () => (await store.parts(ref)).size >= 5);
    const holder = [...(await store.parts(ref)).values()][0]?.endsWith('a') ? first : second;
    await killed(holder);
    await until(() => said().length > 0);
    await pause(500);
    expect(said()).toEqual([whole]);
    expect(did().length).toBeLessThanOrEqual(parts + atOnce);
    const by = new Set([...(await store.parts(ref)).values()].map((result) => result.split(' by ')[1]));
    expect([...by].sort()).toEqual(['a', 'b']);
  });

  it.each([
    ['結果を残す直前に', 'before finish', parts],
    ['結果を残した直後に', 'after finish', parts],
    ['終わりを告げる直前に', 'before claimEnd', parts],
  ])('%s終わらされても、次が終わりを1度だけ告げ、節をやり直さない', async (_, diesAt, times) => {
    await store.create(newJob());
    const child = instance('dies', diesAt);
    await new Promise((resolve) => child.once('exit', resolve));
    expect(said()).toEqual([]);
    instance('next');
    await until(() => said().length > 0);
    await pause(500);
    expect(said()).toEqual([whole]);
    expect(did()).toHaveLength(times);
  });

  it('告げるのを引き受けた後に終わらされたら、告げたかもしれないので繰り返さず、結果は残る', async () => {
    await store.create(newJob());
    const child = instance('dies', 'after claimEnd');
    await new Promise((resolve) => child.once('exit', resolve));
    instance('next');
    await pause(900);
    expect(said()).toEqual([]);
    expect(await store.get(ref)).toMatchObject({ state: 'done', announced: true });
    expect(`said done ${await store.result(ref)}`).toBe(whole);
  });
});
