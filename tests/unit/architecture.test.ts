import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');
const src = join(root, 'src');

/** The rooms from top to bottom. A room may import itself, what stands below it, and what its line names beside it. */
const floors: readonly (readonly string[])[] = [
  ['index.ts', 'cli'],
  ['compose.ts', 'composeAccess.ts', 'composeLibrary.ts', 'composeLogo.ts', 'composeMeaning.ts', 'composeQuestions.ts'],
  ['channels', 'cards'],
  ['conversation'],
  ['commands'],
  ['faq', 'jobs'],
  ['policy', 'privacy', 'writing', 'models', 'embedding', 'summary', 'stores', 'access'],
  ['reading', 'files'],
  ['japanese'],
  ['config.ts', 'config', 'settings.ts', 'metrics.ts', 'log.ts', 'answer.ts', 'azureIdentity.ts'],
  ['errors.ts', 'projectFiles.ts'],
];

/** Neighbours on one floor that may be used: who → whom. */
const neighbours: Readonly<Record<string, readonly string[]>> = {
  'config.ts': ['config', 'settings.ts', 'log.ts'],
  config: ['config.ts', 'settings.ts'],
  'errors.ts': [],
  cli: ['index.ts'],
  channels: ['cards'],
  summary: ['models'],
  embedding: ['models'],
  policy: ['models'],
};

/** SDKs and the only room that may know them. */
const confined: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:botbuilder|botframework|@microsoft\/teams-ai)/, /^channels\/teams\//],
  [/^restify$/, /^channels\//],
  [/^direct-js$/, /^channels\/logo\//],
  [/^(?:openai|@azure\/openai)/, /^(?:models|embedding)\//],
  [/^@azure\/cosmos/, /^stores\//],
  [/^adaptivecards-templating/, /^cards\//],
];

const sources = (folder = src): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return path.endsWith('.ts') ? [relative(src, path)] : [];
  });

const importsOf = (file: string): string[] =>
  [
    ...readFileSync(join(src, file), 'utf8').matchAll(
      /^(?:import|export)\b[^;']*?\bfrom '([^'\s]+)'|^import '([^'\s]+)'|\bimport\('([^'\s]+)'\)/gm,
    ),
  ].map(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? '');

const roomOf = (file: string) => file.split('/')[0] ?? '';
const floorOf = (file: string) => floors.findIndex((rooms) => rooms.includes(roomOf(file)));

describe('家の造り', () => {
  it('すべてのファイルが、決められた部屋に入っている', () => {
    expect(sources().filter((file) => floorOf(file) < 0)).toEqual([]);
  });

  it('docs/architecture.md の表が、同じ部屋を同じ階に示している', () => {
    const page = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8');
    const shown = [...page.matchAll(/^\| \d+ \| ([^|]+) \|/gm)].map(([, rooms = '']) =>
      [...rooms.matchAll(/`([^`]+?)\/?`/g)].map(([, room]) => room).sort(),
    );
    expect(shown).toEqual(floors.map((rooms) => [...rooms].sort()));
  });

  it('矢印は上から下への一方通行である', () => {
    const wrong = sources().flatMap((file) =>
      importsOf(file)
        .filter((name) => name.startsWith('.'))
        .map((name) => relative(src, join(src, dirname(file), name)))
        .filter((target) => {
          if (roomOf(target) === roomOf(file) || floorOf(target) > floorOf(file)) return false;
          return !(neighbours[roomOf(file)] ?? []).includes(roomOf(target));
        })
        .map((target) => `${file} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('SDKを知る部屋は一つだけである', () => {
    const wrong = sources().flatMap((file) =>
      importsOf(file)
        .filter((name) => confined.some(([sdk, room]) => sdk.test(name) && !room.test(file)))
        .map((name) => `${file} → ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('どのファイルも250行を超えず、何でも入れの名前を持たない', () => {
    const lines = (file: string) => readFileSync(join(src, file), 'utf8').split('\n').length - 1;
    expect(sources().filter((file) => lines(file) > 250)).toEqual([]);
    expect(sources().filter((file) => /(?:helper|util|misc|manager)/i.test(file))).toEqual([]);
  });

  it('読み込むパッケージは、すべて package.json の dependencies にある', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const packageOf = (name: string) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/');
    const missing = sources().flatMap((file) =>
      importsOf(file)
        .filter(
          (name) => !name.startsWith('.') && !name.startsWith('node:') && dependencies[packageOf(name)] === undefined,
        )
        .map((name) => `${file} → ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('bin の指すファイルがあり、ビルド結果ではない', () => {
    const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(existsSync(join(root, bin.kaname))).toBe(true);
    expect(bin.kaname).not.toMatch(/dist/);
  });
});
