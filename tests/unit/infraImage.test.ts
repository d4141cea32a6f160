import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { createServer } from '../../src/channels/server.ts';
import { projectFile } from '../../src/projectFiles.ts';
import { settings } from '../../src/settings.ts';

const dockerfile = readFileSync(projectFile('Dockerfile'), 'utf8').replaceAll('\\\n', '');
const lines = dockerfile.split('\n').filter((line) => /^[A-Z]+ /.test(line));
const finalStage = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
const argumentsOf = (line: string) => line.split(' ').slice(1);
const copied = (from: readonly string[]) =>
  from.filter((line) => /^COPY (?!--from)/.test(line)).flatMap((line) => argumentsOf(line).slice(0, -1));
const allowed = readFileSync(projectFile('.dockerignore'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .map((line) => line.slice(1));

/** The files and folders the bot reads, as far as they are written out. The command line's `evaluate` is for developers. */
function filesRead(folder = projectFile('src')): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'cli' ? [] : filesRead(path);
    if (!entry.name.endsWith('.ts')) return [];
    const code = readFileSync(path, 'utf8').replace(/^\s*(?:\*|\/\*\*|\/\/).*$/gm, '');
    return [...code.matchAll(/projectFile\(\s*['`]([^'`$]+)/g)].map(([, name]) => name ?? '');
  });
}

describe('Dockerfile', () => {
  it('環境変数は、settings.ts にあるものだけを、秘密でないものだけ決める', () => {
    const names = lines
      .filter((line) => line.startsWith('ENV '))
      .flatMap(argumentsOf)
      .map((pair) => pair.split('=')[0] ?? '');
    expect(names).toEqual(['PORT', 'KANAME_DATA_DIR']);
    const known = Object.entries(settings).filter(([, { secret }]) => !secret);
    expect(known.map(([name]) => name)).toEqual(expect.arrayContaining(names));
    expect(dockerfile).toContain(`PORT=${settings.PORT.fallback} `);
    expect(lines).toContain(`EXPOSE ${settings.PORT.fallback}`);
  });

  it('写すものは、すべてあり、.dockerignore が通すものと過不足なく同じである', () => {
    expect(copied(lines).filter((path) => !existsSync(projectFile(path)))).toEqual([]);
    expect([...new Set(copied(lines))].sort()).toEqual([...allowed].sort());
  });

  it('動くときに読むファイルは、すべてイメージに入る', () => {
    const inside = [...copied(finalStage), 'src', 'dist'];
    const read = filesRead();
    expect(read).toEqual(expect.arrayContaining(['samples/policies', 'adaptive-cards/', 'src/prompts/']));
    const missing = read.filter((path) => !inside.some((root) => path === root || path.startsWith(`${root}/`)));
    expect(missing).toEqual([]);
  });

  it('パッケージのスクリプトを禁じる .npmrc を、取り込みの前に写す', () => {
    const npmrc = lines.findIndex((line) => line.startsWith('COPY ') && line.includes('.npmrc'));
    expect(npmrc).toBeGreaterThan(0);
    expect(npmrc).toBeLessThan(lines.indexOf('RUN npm ci --omit=dev'));
    expect(readFileSync(projectFile('.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
  });

  it('管理者でない利用者として、要のコマンドを動かす', () => {
    expect(finalStage).toContain('USER node');
    expect(finalStage.indexOf('USER node')).toBeLessThan(finalStage.findIndex((line) => line.startsWith('ENTRYPOINT')));
    expect(finalStage.at(-2)).toBe('ENTRYPOINT ["node", "bin/kaname.mjs"]');
    expect(finalStage.at(-1)).toBe('CMD ["start"]');
  });

  it('生存の確認は、動いているときだけ成功する', async () => {
    const line = finalStage.find((one) => one.startsWith('HEALTHCHECK ')) ?? '';
    const [, ...command]: string[] = JSON.parse(line.slice(line.indexOf('[')));
    const quiet = () => undefined;
    const server = createServer({
      log: { info: quiet, warn: quiet, error: quiet },
      ready: async () => ({ ready: true, details: {} }),
      metrics: async () => '',
    });
    const { port } = await server.listen(0, '127.0.0.1');
    const check = () => promisify(execFile)(process.execPath, command, { env: { PORT: String(port) }, timeout: 5_000 });
    await expect(check()).resolves.toBeDefined();
    await server.close(0);
    await expect(check()).rejects.toMatchObject({ code: 1 });
  });
});
