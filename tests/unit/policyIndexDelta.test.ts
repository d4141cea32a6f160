import {
  appendFileSync,
  copyFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { indexFile } from '../../src/policy/ingest/indexFile.ts';
import { ingest } from '../../src/policy/ingest/ingest.ts';
import { openLibrary } from '../../src/policy/ingest/openLibrary.ts';
import type { RuleLibrary } from '../../src/policy/library.ts';
import type { PassagePart } from '../../src/policy/meaning.ts';
import { answersOf, copyRules, ingestedRules } from './policyIndexFixtures.ts';

/** About a twenty-fifth of all clauses. */
const small = 'パブリックコメント手続要綱.md';
let rules: string;
let ingested: string;
let data: string;
beforeAll(async () => {
  ({ rules, data: ingested } = await ingestedRules());
}, 60_000);
beforeEach(() => {
  rmSync(rules, { recursive: true });
  copyRules(rules);
  data = mkdtempSync(`${ingested}-`);
  cpSync(ingested, data, { recursive: true, preserveTimestamps: true });
});

const builtAt = () => statSync(join(data, indexFile)).mtimeMs;
const change = (name: string, from: string | RegExp, to: string) => {
  const path = join(rules, name);
  const text = readFileSync(path, 'utf8');
  const after = text.replace(from, to);
  expect(after).not.toBe(text);
  writeFileSync(path, after);
};
const titles = (library: RuleLibrary) => library.documents().map(({ title }) => title);

describe('変わった文書だけの索引', () => {
  it('一つの文書が変わっても全体を作り直さず、作り直したときとほぼ同じ点、同じ順で答える', async () => {
    const before = builtAt();
    change(small, '努める。', '努める。ただし、通信費は支給しない。');
    await ingest([rules], data);
    const beside = await openLibrary(data);
    expect(builtAt()).toBe(before);
    rmSync(join(data, indexFile));
    const anew = await openLibrary(data);
    expect(beside.size).toEqual(anew.size);
    const [some, others] = [await answersOf(beside), await answersOf(anew)];
    for (const [at, hits] of some.entries()) {
      expect(hits.map(({ article, clause }) => [article, clause])).toEqual(
        others[at]?.map(({ article, clause }) => [article, clause]),
      );
      for (const [rank, { score }] of hits.entries())
        expect(Math.abs(score - (others[at]?.[rank]?.score ?? 0))).toBeLessThan(0.01 * score);
    }
  });

  it('変わる前の条文は、検索にも番号にも出ない', async () => {
    change(small, '第16条（この要綱の運用）', '第17条（書式と概要版）');
    await ingest([rules], data);
    const library = await openLibrary(data);
    const named = async (label: string) =>
      (await library.search(`パブリックコメント手続要綱${label}`, 50)).hits.filter(
        ({ article, document }) => document.title.includes('パブリック') && article.label === label,
      );
    expect(await named('第17条')).not.toEqual([]);
    expect(await named('第16条')).toEqual([]);
    const { hits } = await library.search('意見の募集に用いる書式及び概要版の記載例は誰が定めますか', 30);
    expect(hits.filter(({ clause }) => clause.text.startsWith('意見の募集に用いる書式'))).toHaveLength(1);
    for (const { article, clause } of (await library.search('意見募集の期間', 100)).hits)
      expect(article.text.slice(clause.start, clause.end)).toBe(clause.text);
  });

  it('なくなった文書は出ず、新しい文書は出る', async () => {
    const before = builtAt();
    rmSync(join(rules, '生成AI利用ガイドライン.md'));
    writeFileSync(join(rules, '花壇管理要領.md'), '# 花壇管理要領\n\n第1条　花壇の水やりは、庁舎管理課が毎朝行う。\n');
    await ingest([rules], data);
    const library = await openLibrary(data);
    expect(titles(library)).not.toContain('生成AI利用ガイドライン');
    expect(library.documents().some(({ title }) => title.includes('生成AI'))).toBe(false);
    const { hits } = await library.search('花壇の水やりは誰がしますか', 3);
    expect(hits[0]?.article.text).toContain('水やり');
    expect(builtAt()).toBe(before);
  });

  it('意味の側には、変わる前の条項を比べないものとして渡す', async () => {
    appendFileSync(join(rules, small), '2　雑則を定める。\n');
    await ingest([rules], data);
    let parts: readonly PassagePart[] = [];
    const library = await openLibrary(data, {
      findMeaning: async (given) => {
        parts = given;
        const length = given.reduce((sum, { passages }) => sum + passages.length, 0);
        return { cosines: async () => new Float32Array(length).fill(0.1) };
      },
    });
    const [base, delta] = parts;
    const dead = base?.isDead?.reduce((sum, one) => sum + one, 0) ?? 0;
    expect(dead).toBeGreaterThan(5);
    expect(delta?.passages.length).toBe(dead + 1);
    expect((base?.passages.length ?? 0) - dead + (delta?.passages.length ?? 0)).toBe(library.size.clauses);
    expect(delta?.passages.at(dead)).toContain('雑則を定める');
    expect((await library.search('意見募集の雑則', 3)).hits).toHaveLength(3);
  });

  it('別の版と同じ番号の条が変わっても、版ごとに取り出せる', async () => {
    const line = (law: string, text: string) =>
      JSON.stringify({ id: '甲法#第1条', law, article: '1', caption: '', clauses: ['p1'], text });
    writeFileSync(join(rules, '旧.jsonl'), line('甲法', '手数料は、百円とする。'));
    await ingest([rules], data);
    await openLibrary(data);
    rmSync(join(data, indexFile));
    await openLibrary(data);
    writeFileSync(join(rules, '新.jsonl'), line('乙法', '手数料は、二百円とする。'));
    await ingest([rules], data);
    const library = await openLibrary(data);
    const { hits } = await library.search('手数料はいくらですか', 30);
    const ids = hits.filter(({ clause }) => clause.text.startsWith('手数料は、')).map(({ article }) => article.id);
    expect(ids.toSorted()).toEqual(['甲法#第1条', '甲法#第1条＠乙法']);
    expect(library.article('甲法#第1条＠乙法')?.text).toBe('手数料は、二百円とする。');
  });

  it('変わったものが多ければ、全体を作り直して残す', async () => {
    const before = builtAt();
    for (let copy = 0; copy < 6; copy++)
      copyFileSync(join(rules, '情報セキュリティ対策規程.md'), join(rules, `控え${copy}.md`));
    await ingest([rules], data);
    await openLibrary(data);
    expect(builtAt()).toBeGreaterThan(before);
  });
});
