import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readSections, writeSections } from '../../src/policy/search/segmentFile.ts';
import { projectFile } from '../../src/projectFiles.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaname-killed-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes the file over and over, each time full of another number, until it is killed. */
const endless = (path: string) => `
  const { writeSections } = await import(${JSON.stringify(pathToFileURL(projectFile('dist/policy/search/segmentFile.js')))});
  for (let turn = 1; ; turn++) {
    await writeSections(${JSON.stringify(path)}, { turn }, { numbers: new Uint32Array(400_000).fill(turn) });
    process.stdout.write('.');
  }`;

describe('索引を書いている途中で終わったプロセス', () => {
  it('いつ終わらされても、前の索引か新しい索引のどちらかが全部残る', async () => {
    const path = join(folder, 'rules.index');
    for (let life = 0; life < 5; life++) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', endless(path)], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const gone = new Promise((resolve) => child.once('close', resolve));
      await new Promise((resolve) => child.stdout.once('data', resolve));
      await new Promise((resolve) => setTimeout(resolve, 3 + 7 * life));
      child.kill('SIGKILL');
      await gone;
      const read = await readSections(path);
      const turn = (read?.about as { turn: number } | undefined)?.turn;
      const numbers = read?.sections.numbers ?? new Uint32Array();
      expect(numbers).toHaveLength(400_000);
      expect(numbers.every((number) => number === turn)).toBe(true);
    }
  });

  it('書きかけで残ったものは、次に書くときに片付ける', async () => {
    const path = join(folder, 'rules.index');
    await writeSections(`${path}.999999999.tmp`, {}, {});
    await writeSections(path, {}, { numbers: Uint32Array.of(1) });
    expect(readdirSync(folder)).toEqual(['rules.index']);
  });
});
