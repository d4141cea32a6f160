import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { projectFile } from '../../src/projectFiles.ts';

const folder = mkdtempSync(join(tmpdir(), 'kaname-exit-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('コマンドの終わり方', () => {
  it('終わりかけのプロセスを待つ間に、途中で打ち切られない', () => {
    const source = readFileSync(projectFile('src/cli/stayUntil.ts'), 'utf8');
    const module = join(folder, 'stayUntil.mjs');
    const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
    writeFileSync(module, ts.transpileModule(source, { compilerOptions: options }).outputText);
    const waiting = 'new Promise((done) => setTimeout(() => done(0), 100).unref())';
    const exitOf = (work: string): number | null =>
      spawnSync(process.execPath, [
        '--input-type=module',
        '-e',
        `import { stayUntil } from ${JSON.stringify(pathToFileURL(module).href)}; process.exitCode = await ${work};`,
      ]).status;
    expect(exitOf(waiting)).toBe(13);
    expect(exitOf(`stayUntil(${waiting})`)).toBe(0);
  });
});
