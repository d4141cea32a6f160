import { execFile } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { transform } from '@swc/core';
import type { PastTurn } from '../../src/stores/history.ts';
import { openSqliteHistory } from '../../src/stores/sqliteHistory.ts';

const folder = mkdtempSync(join(tmpdir(), 'kaname-sqlite-'));
afterAll(() => rmSync(folder, { recursive: true }));

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(folder, 'data-'));
});
const start = new Date('2026-11-22T09:00:00Z');
const forever = { days: 30, now: () => start };
const turn = (changes: Partial<PastTurn> = {}): PastTurn => ({
  id: '1',
  conversation: 'c',
  sender: 's',
  at: start,
  command: 'ask',
  asked: '質問',
  answered: '答え',
  memory: {},
  ...changes,
});
/** Everything SQLite has on disk: the file, its log and its shared memory. */
const onDisk = () => Buffer.concat(readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name))));

/** The stores as plain JavaScript, so that other processes can run them on every supported version of Node. */
async function compileStores(): Promise<string> {
  const target = mkdtempSync(join(folder, 'compiled-'));
  const sources = readdirSync('src/stores').filter((name) => !name.startsWith('cosmos'));
  for (const path of ['src/errors.ts', ...sources.map((name) => `src/stores/${name}`)]) {
    const options = { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } } as const;
    const { code } = await transform(readFileSync(path, 'utf8'), options);
    const compiled = join(target, path.replace(/ts$/, 'mjs'));
    mkdirSync(dirname(compiled), { recursive: true });
    writeFileSync(compiled, code.replace(/(from ['"]\..*?)\.ts(['"])/g, '$1.mjs$2'));
  }
  symlinkSync(join(process.cwd(), 'node_modules'), join(target, 'node_modules'));
  return target;
}

describe('SQLite file of the history', () => {
  it('二つの保存先が開いたファイルを、ほかのプロセスが開いて閉じても、その後の往復を失わない', async () => {
    const history = openSqliteHistory(dataDir, forever);
    const second = openSqliteHistory(dataDir, forever);
    await history.append(turn({ id: '1' }));
    const count = `const { default: Database } = await import('libsql');
      const file = new Database(${JSON.stringify(join(dataDir, 'kaname.sqlite'))});
      process.stdout.write(String(file.prepare('SELECT count(*) FROM turns').raw().get()[0]));
      file.close();`;
    const read = async () => (await promisify(execFile)(process.execPath, ['--input-type=module', '-e', count])).stdout;
    expect(await read()).toBe('1');
    await history.append(turn({ id: '2' }));
    expect(await read()).toBe('2');
    await second.close();
    await history.close();
  });

  it('別々のプロセスが同じファイルを同時に開いても、往復を失わず、引き受けは1つだけ', async () => {
    const compiled = await compileStores();
    const script = join(compiled, 'writer.mjs');
    writeFileSync(
      script,
      `import { openSqliteHistory } from './src/stores/sqliteHistory.mjs';
       const [dataDir, me] = process.argv.slice(2);
       const store = openSqliteHistory(dataDir, { days: 30, now: () => new Date() });
       const won = [];
       for (let n = 0; n < 60; n++) {
         if (await store.claim('c', 'message ' + n, 600)) won.push(n);
         const id = String(n).padStart(3, '0') + '-' + me;
         await store.append({ id, conversation: 'c', sender: me, at: new Date(), command: 'ask', asked: 'あ', answered: 'い', memory: {} });
       }
       await store.close();
       process.stdout.write(JSON.stringify(won));`,
    );
    const run = (me: string) => promisify(execFile)(process.execPath, [script, dataDir, me]);
    const outputs = await Promise.all(['a', 'b', 'c'].map(run));
    const won = outputs.flatMap(({ stdout }) => JSON.parse(stdout) as number[]);
    expect(won.sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, n) => n));
    const store = openSqliteHistory(dataDir, { days: 30, now: () => new Date() });
    expect((await store.page('c', 1000)).turns).toHaveLength(180);
    await store.close();
  });

  it('再起動しても履歴が残る', async () => {
    const before = openSqliteHistory(dataDir, forever);
    await before.append(turn());
    await before.close();
    const after = openSqliteHistory(dataDir, forever);
    expect((await after.page('c', 5)).turns).toEqual([turn()]);
    await after.close();
  });

  it('消去した文は、ファイルのどこにも残らない', async () => {
    const store = openSqliteHistory(dataDir, forever);
    await store.append(turn({ asked: '秘密の相談'.repeat(3000) }));
    expect(onDisk().includes('秘密の相談')).toBe(true);
    await store.clear('c');
    expect(onDisk().includes('秘密の相談')).toBe(false);
    await store.close();
  });

  it('保存期間を過ぎた往復を、開いたときにも動いている間にも、ファイルから消す', async () => {
    let time = start.getTime();
    const retention = { days: 1, now: () => new Date(time) };
    const first = openSqliteHistory(dataDir, retention);
    await first.append(turn({ asked: '古い相談' }));
    await first.close();
    time += 86_400_000;
    const second = openSqliteHistory(dataDir, retention);
    expect(onDisk().includes('古い相談')).toBe(false);
    await second.append(turn({ at: new Date(time), asked: '次の相談' }));
    time += 86_400_000;
    await second.check();
    expect(onDisk().includes('次の相談')).toBe(false);
    await second.close();
  });

  it('ファイルはほかの利用者から読めない', async () => {
    const store = openSqliteHistory(join(dataDir, '新しい', 'フォルダー'), forever);
    const mode = (path: string) => statSync(join(dataDir, '新しい', path)).mode & 0o777;
    expect(mode('フォルダー')).toBe(0o700);
    expect(mode('フォルダー/kaname.sqlite')).toBe(0o600);
    // What was said stands in the log first, and a data directory that was there before may be open to all.
    expect(mode('フォルダー/kaname.sqlite-wal')).toBe(0o600);
    expect(mode('フォルダー/kaname.sqlite-shm')).toBe(0o600);
    await store.close();
    // As versions before left it.
    chmodSync(join(dataDir, '新しい', 'フォルダー/kaname.sqlite-wal'), 0o644);
    const again = openSqliteHistory(join(dataDir, '新しい', 'フォルダー'), forever);
    expect(mode('フォルダー/kaname.sqlite-wal')).toBe(0o600);
    await again.close();
  });
});
