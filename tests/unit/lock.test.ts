import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { projectFile } from '../../src/projectFiles.ts';

type Entry = {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly resolved?: string;
};
const { packages } = JSON.parse(readFileSync(projectFile('package-lock.json'), 'utf8')) as {
  packages: Record<string, Entry>;
};
const read = (file: string) => JSON.parse(readFileSync(projectFile(file), 'utf8'));

describe('依存パッケージの固定', () => {
  it('ほかの機種向けの部品も、すべて載っている（欠けると npm ci が止まる。直すには bin/completeLock.mjs）', () => {
    const missing = Object.values(packages)
      .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
      .filter((name) => !Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`)));
    expect(missing).toEqual([]);
  });

  it('バージョンは一つに決まっていて、取得先の名前を含まない', () => {
    const { dependencies, devDependencies } = read('package.json');
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d/.test(String(version)),
    );
    expect(loose).toEqual([]);
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });

  it('インストール時に、パッケージのスクリプトを実行しない', () => {
    expect(readFileSync(projectFile('.npmrc'), 'utf8')).toContain('ignore-scripts=true');
  });
});
