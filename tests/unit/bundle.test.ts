import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { checkFiles } from '../../src/cli/doctor/bundleFiles.ts';
import { projectFile } from '../../src/projectFiles.ts';

interface Platform {
  readonly os: string;
  readonly cpu: string;
  readonly libc: 'glibc' | 'musl' | undefined;
}
interface Locked {
  readonly version?: string;
  readonly [field: string]: unknown;
}
const { projectContents, isPrivate }: ProjectContents = await import(projectFile('bin/bundle/projectContents.mjs'));
const packages: PackageContents = await import(projectFile('bin/bundle/packageContents.mjs'));
const { writeArchive }: Archive = await import(projectFile('bin/bundle/archive.mjs'));
const { copyItems, entriesOf, settle, writeChecksums }: Stage = await import(projectFile('bin/bundle/stage.mjs'));
interface ProjectContents {
  projectContents(root: string): string[];
  isPrivate(name: string): boolean;
}
interface PackageContents {
  packagesToTake(
    locked: Readonly<Record<string, Locked>>,
    platform: Platform,
    installed: (path: string) => string | undefined,
  ): string[];
  filesOfPackage(root: string, path: string, platform: Platform): string[];
  isNeeded(path: string, inner: string, platform: Platform): boolean;
}
interface Archive {
  writeArchive(parent: string, names: readonly string[], file: string): Promise<void>;
}
interface Stage {
  copyItems(stage: string, items: readonly { from: string; to: string; executable?: boolean }[], time: Date): void;
  entriesOf(stage: string): string[];
  settle(stage: string, time: Date, isExecutable: (path: string) => boolean): void;
  writeChecksums(stage: string): Promise<number>;
}

const linux: Platform = { os: 'linux', cpu: 'x64', libc: 'glibc' };
const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (path: string, content = path) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
};

describe('導入一式に入れる、プロジェクトのファイル', () => {
  const contents = projectContents(projectFile('.'));

  it('動かし、確かめ、直すのに要るものが、すべて入る', () => {
    expect(contents).toEqual(
      expect.arrayContaining([
        'package.json',
        'package-lock.json',
        'LICENSE',
        'README.ja.md',
        '.env.example',
        'bin/kaname.mjs',
        'bin/build.mjs',
        'tsconfig.json',
        'src/index.ts',
        'src/prompts/answer.md',
        'appPackage/manifest.json',
        'assets/e5-small-ja/model.onnx',
        'samples/policies/旅費規程.xlsx',
        'docs/architecture.md',
        'infra/main.bicep',
      ]),
    );
  });

  it('試験、開発だけの道具、データ、設定、gitの記録は、一つも入らない', () => {
    const roots = new Set(contents.map((path) => path.split('/')[0]));
    for (const name of ['tests', 'bench', 'data', '.git', '.ci', 'node_modules', 'dist', 'devTools', '.env']) {
      expect({ name, taken: roots.has(name) }).toEqual({ name, taken: false });
    }
    expect(contents.filter((path) => path.startsWith('bin/'))).toEqual(['bin/build.mjs', 'bin/kaname.mjs']);
    expect(contents.filter((path) => path.startsWith('/') || path.includes('..') || path.includes('\\'))).toEqual([]);
  });

  it.each([
    '.env',
    '.env.production',
    'data',
    'kaname.sqlite',
    'kaname.sqlite-wal',
    'server.key',
    'server.pem',
    'debug.log',
    'main.parameters.json',
    '.git',
  ])('どこに置かれていても、%s は持ち出さない', (name) => {
    expect(isPrivate(name)).toBe(true);
  });

  it('見本や設定のひな型は、秘密ではない', () => {
    const shared = ['.env.example', '.npmrc', 'main.parameters.example.json', 'dataTable.ts', 'data.md'];
    expect(shared.filter(isPrivate)).toEqual([]);
  });

  it('リンクは、外のファイルを指すことがあるため、断る', () => {
    for (const name of ['src', 'assets', 'adaptive-cards', 'appPackage', 'samples', 'docs', 'infra'])
      write(`linked/${name}/file`);
    symlinkSync('/etc/passwd', join(folder, 'linked/docs/passwd'));
    expect(() => projectContents(join(folder, 'linked'))).toThrow('docs/passwd');
  });
});

describe('導入一式に入れる、依存パッケージ', () => {
  const locked = {
    '': { version: '1.0.0' },
    'node_modules/needed': { version: '1.0.0' },
    'node_modules/needed/node_modules/inner': { version: '2.0.0' },
    'node_modules/tester': { version: '1.0.0', dev: true },
    'node_modules/either': { version: '1.0.0', devOptional: true },
    'node_modules/@native/linux-x64-gnu': { version: '1.0.0', optional: true, os: ['linux'], cpu: ['x64'] },
    'node_modules/@native/linux-x64-musl': { version: '1.0.0', optional: true, os: ['linux'], cpu: ['x64'] },
    'node_modules/@native/win32-x64-msvc': { version: '1.0.0', optional: true, os: ['win32'], cpu: ['x64'] },
    'node_modules/extra': { version: '1.0.0', optional: true },
  };
  const installedAll = (path: string) => locked[path as keyof typeof locked]?.version;

  it('動かすのに要るものと、この機種の部品だけを取る', () => {
    expect(packages.packagesToTake(locked, linux, installedAll)).toEqual([
      'node_modules/needed',
      'node_modules/needed/node_modules/inner',
      'node_modules/either',
      'node_modules/@native/linux-x64-gnu',
      'node_modules/extra',
    ]);
    const windows = { os: 'win32', cpu: 'x64', libc: undefined };
    expect(packages.packagesToTake(locked, windows, installedAll)).toContain('node_modules/@native/win32-x64-msvc');
    expect(packages.packagesToTake(locked, { ...linux, libc: 'musl' }, installedAll)).not.toContain(
      'node_modules/@native/linux-x64-gnu',
    );
  });

  it('要るものが欠けるか、版が違えば、作らずに「npm ci」を求める', () => {
    const without = (name: string) => (path: string) => (path.endsWith(name) ? undefined : installedAll(path));
    expect(() => packages.packagesToTake(locked, linux, without('needed'))).toThrow(/needed.*npm ci/);
    expect(() =>
      packages.packagesToTake(locked, linux, (path) => (path.endsWith('inner') ? '9.9.9' : installedAll(path))),
    ).toThrow(/inner.*npm ci/);
    expect(packages.packagesToTake(locked, linux, without('extra'))).not.toContain('node_modules/extra');
  });

  it('実際の package-lock.json でも、開発用のパッケージを取らない', () => {
    const lock = JSON.parse(readFileSync(projectFile('package-lock.json'), 'utf8'));
    const { devDependencies, dependencies } = JSON.parse(readFileSync(projectFile('package.json'), 'utf8'));
    const taken = packages.packagesToTake(lock.packages, linux, (path) => lock.packages[path].version);
    expect(taken).toEqual(expect.arrayContaining(Object.keys(dependencies).map((name) => `node_modules/${name}`)));
    const development = Object.keys(devDependencies).filter((name) => lock.packages[`node_modules/${name}`].dev);
    expect(development.length).toBeGreaterThan(10);
    expect(development.filter((name) => taken.includes(`node_modules/${name}`))).toEqual([]);
  });

  it('パッケージの中からは、ほかの機種の部品、型、対応表、内側のパッケージ、リンクを除く', () => {
    for (const file of ['index.js', 'index.js.map', 'index.d.ts', 'LICENSE', 'node_modules/inner/index.js'])
      write(`node_modules/pack/${file}`);
    symlinkSync('index.js', join(folder, 'node_modules/pack/link.js'));
    expect(packages.filesOfPackage(folder, 'node_modules/pack', linux).sort()).toEqual([
      'node_modules/pack/LICENSE',
      'node_modules/pack/index.js',
    ]);
    const onnx = (file: string) => packages.isNeeded('node_modules/onnxruntime-node', `bin/napi-v6/${file}`, linux);
    expect(['linux/x64/a.so', 'linux/arm64/a.so', 'win32/x64/a.dll', 'darwin/arm64/a.dylib'].map(onnx)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(packages.isNeeded('node_modules/typescript', 'lib/lib.es2023.d.ts', linux)).toBe(true);
  });
});

describe('導入一式を固める', () => {
  const time = new Date('2026-01-01T00:00:00Z');
  const stageAt = async (name: string) => {
    const stage = join(folder, name, 'kaname');
    write('source/規程.txt', '第1条');
    write('source/start', '#!/bin/sh');
    copyItems(
      stage,
      [
        { from: join(folder, 'source/start'), to: 'start', executable: true },
        { from: join(folder, 'source/規程.txt'), to: 'samples/規程.txt' },
      ],
      time,
    );
    await writeChecksums(stage);
    settle(stage, time, (path) => path === 'start');
    const names = ['kaname/', ...entriesOf(stage).map((path) => `kaname/${path}`)];
    await writeArchive(join(folder, name), names, join(folder, name, 'archive.tar.gz'));
    return { stage, names, bytes: readFileSync(join(folder, name, 'archive.tar.gz')) };
  };

  it('同じファイルからは、作るたびに、1バイトも違わないものができる', async () => {
    const [one, other] = [await stageAt('one'), await stageAt('other')];
    expect(one.names).toEqual([
      'kaname/',
      'kaname/SHA256SUMS',
      'kaname/samples/',
      'kaname/samples/規程.txt',
      'kaname/start',
    ]);
    expect(one.bytes.equals(other.bytes)).toBe(true);
  });

  it('doctor は、元のままか、変わったか、前の版の残りがあるかを見分ける', async () => {
    const { stage } = await stageAt('checked');
    expect(await checkFiles(stage)).toMatchObject([{ verdict: 'good', details: { files: 2 } }]);
    writeFileSync(join(stage, 'samples/前の版の規程.txt'), '残り');
    writeFileSync(join(stage, 'start'), '#!/bin/false');
    mkdirSync(join(stage, 'data'));
    writeFileSync(join(stage, 'data/kaname.sqlite'), '履歴');
    expect(await checkFiles(stage)).toMatchObject([
      { verdict: 'wrong', details: { changed: ['start'] }, mend: expect.stringContaining('展開') },
      { verdict: 'note', details: { unlisted: ['samples/前の版の規程.txt'] } },
    ]);
    rmSync(join(stage, 'start'));
    expect((await checkFiles(stage))[0]).toMatchObject({ verdict: 'wrong', details: { changed: ['start'] } });
  });
});
