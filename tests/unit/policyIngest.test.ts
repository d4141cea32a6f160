import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { KanameError } from '../../src/errors.ts';
import { loadWords } from '../../src/japanese/words.ts';
import { openFolder } from '../../src/policy/ingest/indexFolder.ts';
import { ingest } from '../../src/policy/ingest/ingest.ts';
import { openLibrary } from '../../src/policy/ingest/openLibrary.ts';
import { hasRuleStore } from '../../src/policy/ingest/ruleStore.ts';

const travel = `# 架空市旅費規程

（目的）
第1条　この規程は、職員の旅費に関し必要な事項を定める。

（復命）
第2条　旅行者は、帰庁した日から5日以内に復命書を提出しなければならない。
2　軽易な旅行は、口頭で復命することができる。
`;
const leave = `# 架空市休暇規程

第1条　職員は、年次有給休暇を受けようとするときは、3日前までに届け出なければならない。
`;
const line = (law: string, article: string, text: string) =>
  JSON.stringify({ id: `${law}#${article}`, law, article, caption: '', clauses: ['p1'], text });

describe('規程の取り込み', () => {
  let rules: string;
  let data: string;
  beforeEach(() => {
    const base = mkdtempSync(join(tmpdir(), 'ingest-'));
    rules = join(base, 'rules');
    data = join(base, 'data');
    mkdirSync(join(rules, '人事'), { recursive: true });
    writeFileSync(join(rules, '旅費規程.md'), travel);
    writeFileSync(join(rules, '人事', '休暇規程.md'), leave);
  });
  const titles = async () =>
    (await openLibrary(data))
      .documents()
      .map(({ title }) => title)
      .toSorted();

  it('フォルダーの中をすべて読み、開き直しても検索できる', async () => {
    expect(hasRuleStore(data)).toBe(false);
    const steps: number[] = [];
    const result = await ingest([rules], data, (done) => steps.push(done));
    expect(result).toMatchObject({ documents: 2, articles: 3, clauses: 4, vectors: 0, skipped: [] });
    expect(steps.at(-1)).toBe(2);
    expect(hasRuleStore(data)).toBe(true);
    const library = await openLibrary(data);
    expect((await library.search('復命書はいつまで', 3)).hits[0]?.article.label).toBe('第2条');
    expect(library.document('人事/休暇規程')?.title).toBe('架空市休暇規程');
  });

  it('変わらないファイルは読み直さず、変わったものだけを読み直す', async () => {
    const path = join(rules, '旅費規程.md');
    const time = new Date(2026, 3, 1);
    utimesSync(path, time, time);
    await ingest([rules], data);
    // 大きさも日時も同じなら中身は見ない：書き換えても気付かないことで、読んでいないことが分かる。
    writeFileSync(path, travel.replace('5日', '7日'));
    utimesSync(path, time, time);
    expect((await ingest([rules], data)).documents).toBe(2);
    const answer = async () => (await (await openLibrary(data)).search('復命書の提出', 1)).hits[0]?.clause.text;
    expect(await answer()).toContain('5日以内');
    utimesSync(path, time, new Date(2026, 3, 2));
    await ingest([rules], data);
    expect(await answer()).toContain('7日以内');
  });

  it('フォルダーから消えたものだけを除き、ほかの場所のものは残す', async () => {
    const other = join(rules, '..', '別の規程.md');
    writeFileSync(other, leave.replace('架空市休暇規程', '別の規程'));
    await ingest([rules, other], data);
    rmSync(join(rules, '旅費規程.md'));
    const result = await ingest([rules], data);
    expect(result.documents).toBe(1);
    expect(await titles()).toEqual(['別の規程', '架空市休暇規程'].toSorted());
  });

  it('同じファイルを単独で指定しても二重にならない', async () => {
    await ingest([rules], data);
    await ingest([join(rules, '人事', '休暇規程.md')], data);
    expect(await titles()).toEqual(['架空市休暇規程', '架空市旅費規程'].toSorted());
  });

  it('同じ名前で形式の違う文書を取り違えない', async () => {
    writeFileSync(
      join(rules, '旅費規程.txt'),
      travel.replace('架空市旅費規程', '架空市旅費規程（旧）').replace('# ', ''),
    );
    await ingest([rules], data);
    const library = await openLibrary(data);
    expect(new Set(library.documents().map(({ id }) => id)).size).toBe(3);
    expect(library.size.articles).toBe(5);
  });

  it('条文JSONLは法令ごとの文書になり、読めない行は行番号と理由が残る', async () => {
    const path = join(rules, '法令.jsonl');
    writeFileSync(path, [line('甲法', '第1条', '甲の定め'), '{broken', line('乙法', '第1条', '乙の定め')].join('\n'));
    const result = await ingest([path], data);
    expect(result).toMatchObject({ documents: 2, articles: 2, clauses: 2 });
    expect(result.skipped).toEqual([{ path: '法令.jsonl', reason: expect.stringMatching(/^2行目：/) }]);
    expect(await titles()).toEqual(['乙法', '甲法']);
  });

  it('一つの法令が二つのファイルに分かれていても一つの文書になる', async () => {
    writeFileSync(join(rules, 'a.jsonl'), line('甲法', '第1条', '甲の第一の定め'));
    writeFileSync(
      join(rules, 'b.jsonl'),
      [line('甲法', '第1条', '後の写し'), line('甲法', '第2条', '第二の定め')].join('\n'),
    );
    await ingest([join(rules, 'a.jsonl'), join(rules, 'b.jsonl')], data);
    const library = await openLibrary(data);
    expect(library.size).toEqual({ documents: 1, articles: 2, clauses: 2 });
    expect(library.article('甲法#第1条')?.text).toBe('甲の第一の定め');
  });

  it('読めないファイルは理由を残して飛ばし、次に直っていれば読む', async () => {
    writeFileSync(join(rules, '契約規則.docx'), 'これはWord文書ではない');
    writeFileSync(join(rules, '写真.png'), 'png');
    writeFileSync(join(rules, '空.md'), '');
    const { skipped, documents } = await ingest([rules], data);
    expect(documents).toBe(2);
    expect(skipped.map(({ path }) => path).toSorted()).toEqual(['写真.png', '契約規則.docx', '空.md'].toSorted());
    for (const { reason } of skipped) expect(reason).toMatch(/[。]$/);
    writeFileSync(join(rules, '空.md'), leave.replace('休暇規程', '新しい規程'));
    expect((await ingest([rules], data)).documents).toBe(3);
    expect((await ingest([rules], data)).skipped).toHaveLength(2);
  });

  it('輪になったリンク、隠しファイル、編集中の控えを避ける', async () => {
    symlinkSync(rules, join(rules, '人事', '輪'));
    writeFileSync(join(rules, '.DS_Store'), 'x');
    writeFileSync(join(rules, '~$契約規則.docx'), 'x');
    expect(await ingest([rules], data)).toMatchObject({ documents: 2, skipped: [] });
  });

  it('ないフォルダーを指定すると、場所を確かめるよう伝える', async () => {
    await expect(ingest([join(rules, 'ない')], data)).rejects.toMatchObject({ code: 'not_found' });
    await expect(openFolder(join(rules, 'ない'), loadWords).read()).rejects.toThrow(KanameError);
    expect(hasRuleStore(data)).toBe(false);
  });

  it('書き込めないデータのフォルダーは、権限を確かめるよう伝える', async () => {
    writeFileSync(data, 'フォルダーではない');
    await expect(ingest([rules], data)).rejects.toMatchObject({ code: 'store_unavailable' });
    chmodSync(data, 0o600);
    await expect(openLibrary(data)).rejects.toMatchObject({ code: 'store_unavailable' });
  });

  it('起動時のフォルダーは何も書かずに読める', async () => {
    writeFileSync(join(rules, '写真.png'), 'png');
    const skipped: string[] = [];
    const folder = openFolder(rules, loadWords);
    const library = await openLibrary(data, { folder, onSkipped: ({ path }) => skipped.push(path) });
    expect(library.size.documents).toBe(2);
    expect(skipped).toHaveLength(1);
    expect(existsSync(data)).toBe(false);
    expect(hasRuleStore(data)).toBe(false);
  });
});
