import '../contracts/againWhenBusy.ts';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { type EmbeddedModel, type EmbeddedOptions, embeddedModel } from '../../src/embedding/embedded/embeddedModel.ts';
import { KanameError } from '../../src/errors.ts';
import { projectFile } from '../../src/projectFiles.ts';

const folder = mkdtempSync(join(tmpdir(), 'kaname-embedding-'));
const never = new AbortController().signal;
let model: EmbeddedModel | undefined;
afterEach(() => model?.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A worker that answers with the text's length after `ms`, and does what some texts tell it. */
const worker = join(folder, 'worker.mjs');
writeFileSync(
  worker,
  `const count = [];
  process.on('disconnect', () => process.exit());
  process.on('message', ({ id, text }) => {
    if (text.includes('毒')) process.exit(7);
    if (text.includes('沈黙')) return;
    if (text.includes('拒否')) return process.send({ kind: 'failed', id, reason: 'no' });
    const until = Date.now() + 15;
    while (Date.now() < until);
    count.push(text);
    process.send({ kind: 'vector', id, vector: Float32Array.of(count.length) });
  });
  process.send({ kind: 'ready', memoryBytes: 1, dimensions: 1 });`,
);
const stillborn = join(folder, 'stillborn.mjs');
writeFileSync(stillborn, 'process.exit(9);');

function start(options: EmbeddedOptions = {}): EmbeddedModel {
  model = embeddedModel({ workerFile: worker, questionMs: 10_000, ...options });
  return model;
}

async function failureOf(work: Promise<unknown>): Promise<KanameError> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof KanameError)) throw new Error(`not a KanameError: ${String(thrown)}`);
  expect(thrown.sentence).toMatch(/。$/);
  expect(thrown.sentence).not.toMatch(/\/tmp|Error|exit|毒/);
  return thrown;
}

describe('埋め込みモデルの作業プロセス', () => {
  it('文章が並んでいても、質問を先に済ませる', async () => {
    const embedder = start();
    const passages = embedder.embedPassages(
      Array.from({ length: 40 }, (_, at) => `${at}`),
      never,
    );
    await embedder.embedQuestion('最初の質問', never);
    const [place = 99] = await embedder.embedQuestion('次の質問', never);
    expect(place).toBeLessThan(8);
    expect(await passages).toHaveLength(40);
  });

  it('落ちたら起動し直し、待っていた文章を続ける', async () => {
    const embedder = start();
    const poison = failureOf(embedder.embedPassages(['毒'], never));
    const others = embedder.embedPassages(['甲', '乙'], never);
    expect((await poison).code).toBe('model_refused');
    expect(await others).toHaveLength(2);
    expect(embedder.status().restarts).toBe(2);
  });

  it('何度も落ちるときは、しばらく起動をやめ、時間がたてばまた試す', async () => {
    let now = 0;
    const embedder = start({ workerFile: stillborn, now: () => now });
    expect((await failureOf(embedder.embedQuestion('質問', never))).code).toBe('model_unavailable');
    expect(embedder.status().restarts).toBe(3);
    expect((await failureOf(embedder.embedQuestion('質問', never))).code).toBe('model_unavailable');
    expect(embedder.status().restarts).toBe(3);
    now = 600_001;
    await failureOf(embedder.embedQuestion('質問', never));
    expect(embedder.status().restarts).toBe(6);
  });

  it('黙り込んだら終わらせて起動し直し、質問は期限で諦める', async () => {
    let now = 0;
    const embedder = start({ silentMs: 250, questionMs: 150, now: () => now });
    await embedder.embedPassages(['甲'], never);
    expect((await failureOf(embedder.embedQuestion('沈黙', never))).code).toBe('model_timeout');
    expect((await failureOf(embedder.embedPassages(['沈黙'], never))).code).toBe('model_refused');
    expect(embedder.status().restarts).toBe(3);
    now = 600_001;
    expect(await embedder.embedPassages(['甲'], never)).toHaveLength(1);
  });

  it('1つの文章が拒まれても、ほかの文章は済む', async () => {
    const embedder = start();
    const refused = failureOf(embedder.embedPassages(['拒否'], never));
    expect(await embedder.embedPassages(['甲'], never)).toHaveLength(1);
    expect((await refused).code).toBe('model_refused');
  });

  it.each([
    [
      '1バイト違う',
      (path: string) =>
        writeFileSync(join(path, 'tokenizer.json'), `${readFileSync(join(path, 'tokenizer.json'), 'utf8')} `),
    ],
    ['ない', (path: string) => rmSync(join(path, 'model.onnx'))],
    ['照合表がない', (path: string) => rmSync(join(path, 'SHA256SUMS'))],
  ])('モデルのファイルが%sとき、読み込まずに wrong_configuration とする', async (_case, damage) => {
    const copy = mkdtempSync(join(folder, 'model-'));
    cpSync(projectFile('assets/e5-small-ja'), copy, { recursive: true });
    damage(copy);
    model = embeddedModel({ folder: copy, questionMs: 15_000 });
    const failure = await failureOf(model.embedQuestion('質問', never));
    expect(failure.code).toBe('wrong_configuration');
    expect(failure.sentence).toContain('assets/e5-small-ja');
    expect((await failureOf(model.embedPassages(['甲'], never))).code).toBe('wrong_configuration');
  });
});

/** Runs a script in a Node of its own, with the built embedded model as `model`. */
function run(script: string): ChildProcess {
  const built = projectFile('dist/embedding/embedded/embeddedModel.js');
  const code = `import { embeddedModel } from ${JSON.stringify(built)};
    const model = embeddedModel({ questionMs: 15000 }); const never = new AbortController().signal; ${script}`;
  return spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'pipe'] });
}

describe('埋め込みモデルと主プロセスの終わり方', () => {
  const long = "'職員は、あらかじめ所属長の承認を受けなければならない。'.repeat(30)";

  it('ベクトルを作っている最中に主プロセスが終わっても、終了コードは変わらない', async () => {
    const main = run(`await model.embedQuestion('質問', never); void model.embedPassages(Array(9).fill(${long}), never);
      setTimeout(() => process.exit(3), 60);`);
    const [code] = await once(main, 'exit');
    expect(code).toBe(3);
  });

  it('することがなくなれば、閉じなくても主プロセスを引き止めない', async () => {
    const main = run(`await model.embedQuestion('質問', never);`);
    const [code] = await once(main, 'exit');
    expect(code).toBe(0);
  });

  it('主プロセスが強制終了されても、作業プロセスは残らない', async () => {
    const main = run(`await model.embedQuestion('質問', never); console.log(model.status().loaded.pid);
      await model.embedPassages(Array(99).fill(${long}), never);`);
    if (!main.stdout) throw new Error('no output');
    const [line] = await once(main.stdout, 'data');
    const pid = Number(String(line));
    expect(pid).toBeGreaterThan(1);
    main.kill('SIGKILL');
    for (let tries = 0; isAlive(pid); tries++) {
      if (tries > 300) throw new Error('it is still there');
      await new Promise((soon) => setTimeout(soon, 20));
    }
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A process that ended but was not fetched by its new parent yet is a zombie.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
