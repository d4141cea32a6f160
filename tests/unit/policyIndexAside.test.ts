import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadWords } from '../../src/japanese/words.ts';
import { buildBase } from '../../src/policy/ingest/indexBuild.ts';
import { indexFile, readIndex } from '../../src/policy/ingest/indexFile.ts';
import { openLiveLibrary } from '../../src/policy/ingest/indexLive.ts';
import { keptFiles } from '../../src/policy/ingest/indexSource.ts';
import { writeIndexAside } from '../../src/policy/ingest/indexWriter.ts';
import { ingest } from '../../src/policy/ingest/ingest.ts';
import { openRuleStore, type RuleStore } from '../../src/policy/ingest/ruleStore.ts';

let base: string;
let data: string;
let rules: string;
let store: RuleStore | undefined;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'kaname-aside-'));
  data = join(base, 'data');
  rules = join(base, 'rules');
  mkdirSync(rules);
});
afterEach(() => {
  store?.close();
  rmSync(base, { recursive: true, force: true });
});

const law = (name: string, articles: number) =>
  Array.from({ length: articles }, (_, at) =>
    JSON.stringify({
      id: `${name}#${at}`,
      law: name,
      article: `${at + 1}`,
      caption: '',
      text: `第${at}号様式による。`,
    }),
  ).join('\n');

describe('別のプロセスで作る索引', () => {
  it('このプロセスで作った索引と、一バイトも違わない', async () => {
    writeFileSync(join(rules, '甲規程.jsonl'), law('甲規程', 40));
    writeFileSync(join(rules, '乙規程.jsonl'), law('乙規程', 5));
    await ingest([rules], data);
    rmSync(join(data, indexFile));
    store = openRuleStore(data);
    const words = await loadWords();
    expect(await writeIndexAside(data, store, words)).toBe(true);
    const [apart, here] = [await readIndex(data), await buildBase(keptFiles(store), words)];
    expect(apart?.files).toEqual(here.files);
    expect(apart?.segment.sections).toEqual(here.segment.sections);
  });

  it('書けなければ、書けなかったと分かる', async () => {
    writeFileSync(join(rules, '甲規程.jsonl'), law('甲規程', 3));
    await ingest([rules], data);
    rmSync(join(data, indexFile));
    mkdirSync(join(data, indexFile));
    store = openRuleStore(data);
    expect(await writeIndexAside(data, store, await loadWords())).toBe(false);
  });

  it('動いている間に大きな索引を作れなければ、前の規程で答え続け、理由を伝える', async () => {
    writeFileSync(join(rules, '甲規程.jsonl'), law('甲規程', 3));
    await ingest([rules], data);
    const live = await openLiveLibrary(
      { dataDir: data, folderCounts: 'unless-ingested' },
      { lookMs: 60_000, onTrouble: () => {} },
    );
    rmSync(join(data, indexFile));
    mkdirSync(join(data, indexFile));
    writeFileSync(join(rules, '丙規程.jsonl'), law('丙規程', 3_000));
    await ingest([rules], data);
    await expect(live.refresh()).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(live.size.clauses).toBe(3);
    rmSync(join(data, indexFile), { recursive: true });
    expect(await live.refresh()).toBe(true);
    expect(live.size.clauses).toBe(3_003);
    await live.close();
  }, 60_000);
});
