import '../contracts/againWhenBusy.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KanameError } from '../../src/errors.ts';
import { eachInParallel } from '../../src/jobs/eachInParallel.ts';
import type { JobHandler } from '../../src/jobs/jobHandler.ts';
import type { JobRunner } from '../../src/jobs/jobRunner.ts';
import type { JobStore } from '../../src/stores/jobs.ts';
import { bracketed, createWorks, newJob, ref, type Works } from './jobFixture.ts';

let works: Works;
beforeEach(() => {
  works = createWorks();
});
afterEach(() => works.stop());

/** A promise and what ends it. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
/** The store with other ways to do some of its calls. */
const changed = (calls: Partial<JobStore>): JobStore => ({ ...works.store, ...calls });
const until = async (condition: () => boolean | Promise<boolean>) => {
  while (!(await condition())) await pause(5);
};

describe('長い作業を進める', () => {
  it('この場で作った作業は、見に行く間隔を待たずに始まり、結果を1度だけ告げる', async () => {
    const runner = works.runner(bracketed(), { timings: { pollMs: 60_000 } });
    await pause(20);
    expect(await runner.submit(newJob())).toBe(true);
    const { job, result } = await works.ended();
    expect(result).toBe('「あ」「い」「う」「え」「お」');
    expect(job).toMatchObject({ ...ref, state: 'done', address: 'card', progress: { done: 5, total: 5 }, missing: [] });
    expect(await runner.submit(newJob({ input: '別' }))).toBe(false);
    await pause(50);
    expect(works.announced).toHaveLength(1);
    expect(await works.store.get(ref)).toMatchObject({ state: 'done', announced: true });
  });

  it('ほかのインスタンスが作った作業も、間隔ごとに見に行って進める', async () => {
    works.runner(bracketed());
    await pause(10);
    await works.store.create(newJob());
    expect((await works.ended()).result).toBe('「あ」「い」「う」「え」「お」');
  });

  it('何台で見ていても、作業も節も終わりも、1度ずつである', async () => {
    const done: string[] = [];
    const work = bracketed(async (character) => {
      done.push(character);
      await pause(5);
    });
    const runners = [1, 2, 3].map(() => works.runner(work));
    await Promise.all(runners.map((runner) => runner.submit(newJob())));
    for (let n = 2; n <= 6; n++) await works.store.create(newJob({ id: `${n}`, input: `${n}` }));
    await until(() => works.announced.length >= 6);
    await pause(60);
    expect(works.announced.map(({ job }) => job.id).sort()).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(done.sort()).toEqual([...'23456あいうえお']);
  });

  it('扱えない種類の作業には手を付けない', async () => {
    const runner = works.runner(bracketed());
    await runner.submit(newJob({ kind: 'survey' }));
    await runner.submit(newJob({ id: '2' }));
    expect((await works.ended()).job.id).toBe('2');
    expect(await works.store.get(ref)).toMatchObject({ state: 'queued', attempts: 0 });
  });

  it('同時に進む節は、作業がいくつあっても、決めた数までである', async () => {
    let now = 0;
    let most = 0;
    const work = bracketed(async () => {
      most = Math.max(most, ++now);
      await pause(5);
      now--;
    });
    const runner = works.runner(work, { limits: { partsAtOnce: 3, jobsAtOnce: 2 } });
    for (const id of ['1', '2', '3']) await runner.submit(newJob({ id, input: 'あ'.repeat(20) }));
    await until(() => works.announced.length === 3);
    expect(most).toBe(3);
  });

  it('40節を8つずつ進めると、理想の1.2倍までの時間で終わる', async () => {
    const ms = 150;
    const runner = works.runner(
      bracketed(() => pause(ms)),
      { timings: { pollMs: 60_000 } },
    );
    await pause(20);
    const began = performance.now();
    await runner.submit(newJob({ input: '議'.repeat(40) }));
    await works.ended();
    const took = performance.now() - began;
    expect(took).toBeGreaterThanOrEqual((ms - 1) * 5);
    expect(took).toBeLessThanOrEqual(ms * 5 * 1.2);
  });
});

describe('節が失敗したとき', () => {
  it('間を置いてやり直し、成功すれば何も欠けない', async () => {
    const tried = new Map<string, number[]>();
    const work = bracketed((character) => {
      const times = [...(tried.get(character) ?? []), performance.now()];
      tried.set(character, times);
      if (character === 'う' && times.length < 3) throw new KanameError('model_busy', '混み合っています。');
    });
    const runner = works.runner(work, { timings: { partPauseMs: 20 } });
    await runner.submit(newJob());
    expect(await works.ended()).toMatchObject({ result: '「あ」「い」「う」「え」「お」', job: { missing: [] } });
    const [first = 0, second = 0, third = 0] = tried.get('う') ?? [];
    expect(second - first).toBeGreaterThanOrEqual(14);
    expect(third - second).toBeGreaterThanOrEqual(29);
    expect(tried.get('え')).toHaveLength(1);
  });

  it('3度目も失敗した節は欠けたものとして名前を残し、作業は終わる', async () => {
    let tries = 0;
    const work = bracketed((character) => {
      if (character === 'う') throw new Error(`秘密 ${++tries}`);
    });
    await works.runner(work).submit(newJob());
    const { job, result } = await works.ended();
    expect(result).toBe('「あ」「い」×unexpected「え」「お」');
    expect(job).toMatchObject({ state: 'done', progress: { done: 5, total: 5 } });
    expect(job.missing).toEqual([{ part: 'char/2', code: 'unexpected', sentence: expect.stringMatching(/。$/) }]);
    expect(JSON.stringify(job)).not.toContain('秘密');
    expect(tries).toBe(3);
  });

  it('やり直しても変わらない失敗は、やり直さない', async () => {
    let tries = 0;
    const work = bracketed(() => {
      tries++;
      throw new KanameError('model_refused', '回答できません。');
    });
    await works.runner(work).submit(newJob({ input: 'あ' }));
    expect((await works.ended()).result).toBe('×model_refused');
    expect(tries).toBe(1);
  });

  it('終わらない節は、時間で打ち切る', async () => {
    const aborted: string[] = [];
    const work = bracketed((character, signal) => {
      signal.addEventListener('abort', () => aborted.push(character));
      return character === 'い' ? new Promise(() => {}) : undefined;
    });
    await works.runner(work, { timings: { partMs: 30 }, limits: { partTries: 2 } }).submit(newJob());
    expect((await works.ended()).result).toBe('「あ」×model_timeout「う」「え」「お」');
    expect(aborted).toEqual(['い', 'い']);
  });

  it('長すぎる結果の節は、欠けたものになる', async () => {
    const long = 'x'.repeat(1024 * 1024 + 1);
    const runner = works.runner(async (_, { inParts }) => {
      const outcomes = await inParts('p', [long, '短'], async (text) => text);
      return outcomes.map(({ state }) => state).join();
    });
    await runner.submit(newJob());
    expect(await works.ended()).toMatchObject({
      result: 'missing,done',
      job: { missing: [{ part: 'p/0', code: 'input_too_long' }], progress: { done: 2, total: 2 } },
    });
  });

  it('作業そのものが失敗したら、その文とともに告げる', async () => {
    const runner = works.runner(async () => {
      throw new KanameError('input_too_short', '短すぎます。');
    });
    await runner.submit(newJob());
    expect(await works.ended()).toMatchObject({
      result: undefined,
      job: { state: 'failed', failure: { code: 'input_too_short', sentence: '短すぎます。' } },
    });
  });
});

describe('進み具合', () => {
  it('節が保存されるたびに進み、戻らず、終わりの後には届かない', async () => {
    const runner = works.runner(async (_, { inParts, expect: plan }) => {
      plan(6);
      const outcomes = await inParts('first', [1, 2, 3, 4, 5], async (n) => {
        await pause(n * 8);
        return String(n);
      });
      const [merged] = await inParts('merge', [outcomes], async (all) => `${all.length}節`);
      return merged?.state === 'done' ? merged.result : '';
    });
    await runner.submit(newJob());
    expect((await works.ended()).result).toBe('5節');
    const seen = works.progress.length;
    await pause(30);
    expect(works.progress).toHaveLength(seen);
    const steps = works.progress.map(({ progress }) => progress);
    expect(steps[0]).toEqual({ done: 0, total: 6 });
    expect(steps.length).toBeGreaterThan(3);
    expect(steps.every(({ done, total }, n) => total === 6 && done >= (steps[n - 1]?.done ?? 0))).toBe(true);
    expect(await works.store.get(ref)).toMatchObject({ progress: { done: 6, total: 6 } });
  });

  it('知らせに時間がかかっても、終わりは最後の知らせが届いてから告げる', async () => {
    const events: string[] = [];
    const handler: Partial<JobHandler> = {
      onProgress: async ({ progress }) => {
        events.push(`begins ${progress.done}`);
        await pause(40);
        events.push('ends');
      },
      announce: async () => void events.push('announced'),
    };
    await works.runner(bracketed(), { handler }).submit(newJob());
    await until(() => events.includes('announced'));
    await pause(100);
    expect(events).toEqual(['begins 0', 'ends', 'announced']);
  });

  it('届かない知らせは、作業も終わりも止めない', async () => {
    const handler = { onProgress: () => Promise.reject(new Error('no')) };
    await works.runner(bracketed(), { handler }).submit(newJob());
    expect((await works.ended()).job.state).toBe('done');
    const never = { onProgress: () => new Promise<void>(() => {}) };
    const slow = createWorks();
    await slow.runner(bracketed(), { handler: never, timings: { announceMs: 50 } }).submit(newJob());
    expect((await slow.ended()).job.state).toBe('done');
    await slow.stop();
  });
});

describe('中止', () => {
  it.each([
    ['この場で中止すると、すぐに', 60_000, (here: JobRunner) => here],
    ['ほかのインスタンスで中止しても', 50, () => works.runner(bracketed(), { limits: { jobsAtOnce: 0 } })],
  ])('%s節は止まり、中止だけが1度告げられる', async (_, renewMs, from) => {
    const stopped: string[] = [];
    const { opened, open } = gate();
    const work = bracketed((character, signal) => {
      if (character === 'あ') return;
      open();
      return new Promise((__, reject) => {
        signal.addEventListener('abort', () => {
          stopped.push(character);
          reject(new Error('stopped'));
        });
      });
    });
    const runner = works.runner(work, { limits: { partsAtOnce: 2 }, timings: { renewMs, leaseSeconds: 60 } });
    await runner.submit(newJob());
    await opened;
    await until(async () => (await works.store.get(ref))?.progress.done === 1);
    const canceller = from(runner);
    expect(await canceller.cancel(ref)).toBe(true);
    const { job, result } = await works.ended();
    expect(job).toMatchObject({ state: 'cancelled', progress: { done: 1, total: 5 } });
    expect(result).toBeUndefined();
    await pause(60);
    expect(works.announced).toHaveLength(1);
    expect(stopped.sort()).toEqual(['い', 'う']);
    expect(await canceller.cancel(ref)).toBe(false);
  });

  it('中止を聞かない作業も待たず、後からの結果は捨てる', async () => {
    const { opened, open } = gate();
    const late = gate();
    const runner = works.runner(async () => {
      open();
      await late.opened;
      return '遅い結果';
    });
    await runner.submit(newJob());
    await opened;
    await runner.cancel(ref);
    expect((await works.ended()).job.state).toBe('cancelled');
    late.open();
    await pause(30);
    expect(await works.store.result(ref)).toBeUndefined();
    expect(works.announced).toHaveLength(1);
  });

  it('始まる前に中止した作業は、始まらずに中止が告げられる', async () => {
    await works.store.create(newJob());
    await works.store.cancel(ref);
    let begun = false;
    works.runner(async () => {
      begun = true;
      return '';
    });
    expect((await works.ended()).job.state).toBe('cancelled');
    expect(begun).toBe(false);
  });

  it('会話を消すと、作業は止まり、何も告げない', async () => {
    const { opened, open } = gate();
    let aborted = false;
    const work = bracketed((_, signal) => {
      open();
      return new Promise((__, reject) => {
        signal.addEventListener('abort', () => {
          aborted = true;
          reject(new Error('stopped'));
        });
      });
    });
    await works.runner(work).submit(newJob());
    await opened;
    await works.store.clear(ref.conversation);
    await until(() => aborted);
    await pause(60);
    expect(works.announced).toEqual([]);
    expect(await works.store.list(ref.conversation)).toEqual([]);
  });
});

describe('終わりを告げる', () => {
  it('告げられなかったら、後でもう1度告げ、成功したら繰り返さない', async () => {
    let tries = 0;
    const states: string[] = [];
    const handler = {
      announce: async ({ state }: { readonly state: string }) => {
        if (++tries < 3) throw new KanameError('unreachable', '送れません。');
        states.push(state);
      },
    };
    await works.runner(bracketed(), { handler }).submit(newJob());
    await until(() => states.length > 0);
    await pause(250);
    expect([tries, states]).toEqual([3, ['done']]);
  });

  it('いつまでも告げられなければ、あきらめるが、結果は残る', async () => {
    let tries = 0;
    const handler = {
      announce: async () => {
        tries++;
        throw new Error('no');
      },
    };
    const timings = { announceAgainSeconds: 0.001, pollMs: 5 };
    await works.runner(bracketed(), { handler, timings }).submit(newJob());
    await until(() => tries === 6);
    await pause(150);
    expect(tries).toBe(6);
    expect(await works.store.get(ref)).toMatchObject({ announced: true });
    expect(await works.store.result(ref)).toContain('「あ」');
  });

  it('時間内に終わらなかった知らせは、届いたかもしれないので、繰り返さない', async () => {
    let tries = 0;
    const handler = {
      announce: () => {
        tries++;
        return new Promise<void>(() => {});
      },
    };
    await works.runner(bracketed(), { handler, timings: { announceMs: 20 } }).submit(newJob());
    await until(async () => (await works.store.get(ref))?.announced === true);
    await pause(150);
    expect(tries).toBe(1);
  });
});

describe('止める、倒れる、引き継ぐ', () => {
  it('止めると、終わった節を残して返し、別のインスタンスが期限を待たずに続きから進める', async () => {
    const first: string[] = [];
    const { opened, open } = gate();
    const runner = works.runner(
      bracketed((character) => {
        first.push(character);
        if (first.length < 4) return;
        open();
        return new Promise(() => {});
      }),
      { limits: { partsAtOnce: 1 }, timings: { leaseSeconds: 3600 } },
    );
    await runner.submit(newJob());
    await opened;
    await runner.stop();
    expect(await works.store.get(ref)).toMatchObject({ state: 'queued', progress: { done: 3, total: 5 }, attempts: 0 });
    const second: string[] = [];
    works.runner(bracketed((character) => void second.push(character)));
    expect((await works.ended()).result).toBe('「あ」「い」「う」「え」「お」');
    expect(second).toEqual(['え', 'お']);
  });

  it('止めたときに書きかけの節は、書き終えてから返す', async () => {
    const { opened, open } = gate();
    const store = changed({
      savePart: async (...given) => {
        open();
        await pause(60);
        return works.store.savePart(...given);
      },
    });
    const runner = works.runner(bracketed(), { store, limits: { partsAtOnce: 1 } });
    await runner.submit(newJob({ input: 'あい' }));
    await opened;
    await runner.stop();
    const { state, progress } = (await works.store.get(ref)) ?? {};
    expect(state === 'done' || (state === 'queued' && (progress?.done ?? 0) > 0)).toBe(true);
    expect((await works.store.parts(ref)).get('char/0')).toBe('「あ」');
  });

  it('終わりを告げる前に期限を失ったら、告げるのは引き継いだほうだけである', async () => {
    const { opened, open } = gate();
    const store = changed({
      get: async (job) => {
        open();
        await pause(150);
        return works.store.get(job);
      },
    });
    const runner = works.runner(bracketed(), { store, timings: { leaseSeconds: 0.05, pollMs: 60_000 } });
    await runner.submit(newJob());
    await opened;
    works.runner(bracketed());
    await works.ended();
    await pause(250);
    expect(works.announced).toHaveLength(1);
  });

  it('引き継いだほうは、欠けた節もそのままにし、進み具合を引き継ぐ', async () => {
    await works.store.create(newJob());
    const taken = await works.store.lease(['summarize'], 'dead', 0);
    if (!taken) throw new Error('nothing to take');
    await works.store.savePart(taken.lease, 'char/0', '前');
    await works.store.missPart(taken.lease, 'char/1', { code: 'model_busy', sentence: '混み合っています。' });
    const done: string[] = [];
    works.runner(bracketed((character) => void done.push(character)));
    const { job, result } = await works.ended();
    expect(result).toBe('前×model_busy「う」「え」「お」');
    expect(job).toMatchObject({ missing: [{ part: 'char/1' }], progress: { done: 5, total: 5 } });
    expect(done.sort()).toEqual(['う', 'え', 'お']);
    expect(works.progress[0]?.progress).toEqual({ done: 2, total: 5 });
  });

  it('何度取っても何も進まない作業は、取りやめて知らせる', async () => {
    await works.store.create(newJob());
    for (let n = 0; n < 3; n++) await works.store.lease(['summarize'], 'dies', 0);
    let begun = false;
    works.runner(async () => {
      begun = true;
      return '';
    });
    const { job } = await works.ended();
    expect(job).toMatchObject({ state: 'failed', failure: { sentence: expect.stringContaining('取りやめました') } });
    expect(begun).toBe(false);
  });

  it('期限を失った持ち主は、書くことも告げることもできず、止まる', async () => {
    let aborted = false;
    const { opened, open } = gate();
    const slow = bracketed((_, signal) => {
      open();
      signal.addEventListener('abort', () => {
        aborted = true;
      });
      return new Promise(() => {});
    });
    // Its renewals come too late.
    const runner = works.runner(slow, { timings: { leaseSeconds: 0.05, renewMs: 300, pollMs: 60_000 } });
    await runner.submit(newJob());
    await opened;
    works.runner(bracketed());
    expect((await works.ended()).result).toBe('「あ」「い」「う」「え」「お」');
    await until(() => aborted);
    await pause(30);
    expect(works.announced).toHaveLength(1);
  });
});

describe('保存する場所が失敗したとき', () => {
  /** The store, whose calls of these names fail while `fails` says so. */
  const failing = (names: readonly string[], fails: () => boolean): JobStore =>
    new Proxy(works.store, {
      get: (target, name: keyof JobStore) =>
        names.includes(name)
          ? (...given: never[]) =>
              fails()
                ? Promise.reject(new KanameError('store_unavailable', '接続できません。'))
                : (target[name] as (...all: never[]) => unknown)(...given)
          : target[name],
    });

  it('少しの間なら、待って書き直し、何も失わない', async () => {
    let failures = 0;
    const store = failing(['savePart', 'plan', 'finish'], () => ++failures % 3 !== 0);
    await works.runner(bracketed(), { store }).submit(newJob());
    expect(await works.ended()).toMatchObject({ result: '「あ」「い」「う」「え」「お」', job: { missing: [] } });
    expect(failures).toBeGreaterThan(10);
  });

  it('続くなら手を離し、直った後に続きから進め、終わりは1度だけ告げる', async () => {
    let down = false;
    const done: string[] = [];
    const store = failing(['savePart', 'renew', 'lease', 'missPart', 'get'], () => down);
    const work = bracketed(async (character) => {
      await pause(20);
      done.push(character);
      if (done.length === 3) down = true;
    });
    const input = 'あいうえおかきくけこさしすせそ';
    await works.runner(work, { store, limits: { partsAtOnce: 1, storeTries: 2 } }).submit(newJob({ input }));
    await until(() => done.length >= 3);
    await pause(200);
    expect(works.announced).toEqual([]);
    expect(done.length).toBeLessThan(10);
    down = false;
    expect((await works.ended()).result).toBe([...input].map((character) => `「${character}」`).join(''));
    expect(done.filter((character) => character === 'あ' || character === 'い')).toEqual(['あ', 'い']);
    await pause(60);
    expect(works.announced).toHaveLength(1);
  });
});

describe('eachInParallel', () => {
  it('順序を保ち、数を守り、失敗したら新しく始めない', async () => {
    let now = 0;
    let most = 0;
    const results = await eachInParallel([5, 1, 4, 2, 3], 2, async (n, index) => {
      most = Math.max(most, ++now);
      await pause(n);
      now--;
      return `${index}:${n}`;
    });
    expect([results, most]).toEqual([['0:5', '1:1', '2:4', '3:2', '4:3'], 2]);
    expect(await eachInParallel([], 8, async () => 1)).toEqual([]);
    const begun: number[] = [];
    const failed = eachInParallel([1, 2, 3, 4], 2, async (n) => {
      begun.push(n);
      await pause(n);
      throw new Error(String(n));
    });
    await expect(failed).rejects.toThrow('1');
    await pause(10);
    expect(begun).toEqual([1, 2]);
  });
});
