import { execFile } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { loadWords } from '../../src/japanese/words.ts';
import { openFolder } from '../../src/policy/ingest/indexFolder.ts';
import { type LiveLibrary, type LiveOptions, openLiveLibrary } from '../../src/policy/ingest/indexLive.ts';
import { ingest } from '../../src/policy/ingest/ingest.ts';
import { openLibrary } from '../../src/policy/ingest/openLibrary.ts';
import { openRuleStore } from '../../src/policy/ingest/ruleStore.ts';
import { projectFile } from '../../src/projectFiles.ts';
import { copyRules } from './policyIndexFixtures.ts';

const fits = /休暇|在宅|旅費/;
const flowers = '# 花壇管理要領\n\n第1条　花壇の水やりは、庁舎管理課が毎朝行う。\n';
const troubles: unknown[] = [];
let base: string;
let rules: string;
let data: string;
let live: LiveLibrary | undefined;
beforeAll(loadWords);
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'kaname-live-'));
  rules = join(base, 'rules');
  data = join(base, 'data');
  copyRules(rules, fits);
  troubles.length = 0;
});
afterEach(async () => {
  await live?.close();
  rmSync(base, { recursive: true, force: true });
});

const open = async (options: Partial<LiveOptions> = {}, folder = rules) => {
  live = await openLiveLibrary(
    { dataDir: data, folder: openFolder(folder, loadWords), folderCounts: 'unless-ingested' },
    { lookMs: 20, onTrouble: (thrown) => troubles.push(thrown), ...options },
  );
  return live;
};
const until = async (isSo: () => boolean): Promise<void> => {
  const started = performance.now();
  while (!isSo() && performance.now() - started < 15_000) await new Promise((resume) => setTimeout(resume, 10));
  expect(isSo()).toBe(true);
};
const titles = (library: Pick<LiveLibrary, 'documents'>) => library.documents().map(({ title }) => title);

describe('動いている間に変わる規程', () => {
  it('別のプロセスの ingest を、質問を止めずに取り込む', async () => {
    await ingest([rules], data);
    const { current } = await open();
    writeFileSync(join(rules, '花壇管理要領.md'), flowers);
    const call = `
      const { ingest } = await import(${JSON.stringify(pathToFileURL(projectFile('dist/policy/ingest/ingest.js')))});
      await ingest([${JSON.stringify(rules)}], ${JSON.stringify(data)});`;
    let running = true;
    const other = promisify(execFile)(process.execPath, ['--input-type=module', '-e', call]).finally(() => {
      running = false;
    });
    const times: number[] = [];
    const ask = async () => {
      const started = performance.now();
      const { hits } = await current().search('忌引は何日もらえますか', 5);
      times.push(performance.now() - started);
      expect(hits[0]?.document.title).toMatch(/休暇/);
      await new Promise((resume) => setTimeout(resume, 5));
    };
    while (running) await ask();
    await other;
    await until(() => titles(current()).includes('花壇管理要領'));
    await ask();
    const { hits } = await current().search('花壇の水やりは誰がしますか', 3);
    expect(hits[0]?.document.title).toBe('花壇管理要領');
    expect(times.length).toBeGreaterThan(10);
    expect(Math.max(...times)).toBeLessThan(1_000);
    expect(troubles).toEqual([]);
  });

  it('一つの会話の間は、始まったときの規程のままにする', async () => {
    await ingest([rules], data);
    const library = await open({ lookMs: 60_000 });
    const turn = library.seenBy({ readers: 'all', on: '2026-11-22' });
    const id = turn.documents().find(({ title }) => title.includes('在宅'))?.id ?? '';
    rmSync(join(rules, '在宅勤務実施要綱.md'));
    await ingest([rules], data);
    expect(await library.refresh()).toBe(true);
    expect(library.current().document(id)).toBeUndefined();
    const { hits } = await turn.search('在宅勤務の申請はどうしますか', 5);
    expect(hits.map(({ document }) => document.id)).toContain(id);
    expect(await library.refresh()).toBe(false);
  });

  it('見本だけで動いていても、初めての ingest からは取り込んだものだけで答える', async () => {
    const library = await open();
    expect(titles(library)).toHaveLength(3);
    const own = join(base, 'own');
    copyRules(own, /^$/);
    writeFileSync(join(own, '花壇管理要領.md'), flowers);
    await ingest([own], data);
    await until(() => titles(library).join() === '花壇管理要領');
  });

  it('初めての ingest が最初の文書を読み終えるまでは、見本で答え続ける', async () => {
    const library = await open();
    openRuleStore(data).close();
    await new Promise((resume) => setTimeout(resume, 300));
    expect(titles(library)).toHaveLength(3);
    expect(await library.refresh()).toBe(true);
    expect(titles(library)).toEqual([]);
  });

  it('フォルダーで書き換えられたファイルを読み直す', async () => {
    const library = await open({ folderMs: 1 });
    const path = join(rules, '在宅勤務実施要綱.md');
    writeFileSync(path, readFileSync(path, 'utf8').replace('見本市職員在宅勤務実施要綱', '見本市職員テレワーク要綱'));
    utimesSync(path, new Date(), new Date(Date.now() + 5_000));
    await until(() => titles(library).includes('見本市職員テレワーク要綱'));
    expect(library.size.documents).toBe(3);
  });

  it('取り込んだ文書がフォルダーにもあれば、フォルダーの条文を混ぜない', async () => {
    const other = join(base, 'other');
    mkdirSync(other);
    const path = join(other, '花壇管理要領.md');
    writeFileSync(path, flowers);
    await ingest([other], data);
    writeFileSync(path, `${flowers}\n第2条　花壇の草取りは、庁舎管理課が毎週行う。\n`);
    for (const name of readdirSync(rules)) copyFileSync(join(rules, name), join(other, name));
    const library = await openLibrary(data, { folder: openFolder(other, loadWords), folderCounts: 'beside-ingested' });
    expect(library.documents().length).toBeGreaterThan(3);
    const { hits } = await library.search('花壇の水やりと草取り', 10);
    const flowersOnly = hits.filter(({ document }) => document.id === '花壇管理要領');
    expect(flowersOnly.map(({ article }) => article.label)).toEqual(['第1条']);
  });

  it('読み直せない間は前の規程で答え、読めるようになれば取り込む', async () => {
    const library = await open({ lookMs: 5, folderMs: 1 });
    rmSync(rules, { recursive: true });
    await until(() => troubles.length > 0);
    expect((await library.current().search('忌引は何日もらえますか', 1)).hits).toHaveLength(1);
    copyRules(rules, /在宅/);
    await until(() => library.size.documents === 1);
  });

  it('閉じれば、もう見に行かない', async () => {
    const library = await open();
    await library.close();
    writeFileSync(join(rules, '花壇管理要領.md'), flowers);
    await ingest([rules], data);
    await new Promise((resume) => setTimeout(resume, 100));
    expect(titles(library)).toHaveLength(3);
  });
});
