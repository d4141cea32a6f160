import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Article } from '../../src/policy/document.ts';
import { documentId, readRules } from '../../src/policy/structure/readRules.ts';
import { projectFile } from '../../src/projectFiles.ts';
import { readBytes, readFile } from '../../src/reading/readFile.ts';

const rules = async (text: string, name = '見本規程.txt') =>
  readRules(await readBytes(Buffer.from(text), name), { path: name, id: documentId(name) });
const find = (articles: readonly Article[], key: string): Article | undefined =>
  articles.find((article) => article.id === `見本規程#${key}`);
const clauses = (article: Article | undefined): string[] =>
  (article?.clauses ?? []).map(({ id, label }) => `${id} ${label}`);

const RULE = `○見本市見本規程
平成30年3月30日
訓令第12号
改正　令和5年3月31日訓令第4号
所管　総務課

目次
　第1章　総則（第1条―第3条の2）
　第2章　手続（第4条―第8条）
　附則

第1章　総則
　（目的）
第1条　この規程は、見本の取扱いを定める。ただし、別に定めがある
ときは、この限りでない。
　（定義）
第２条　この規程において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。
　(1)　見本　次に掲げるものをいう。
　　ア　紙の見本
　　イ　布の見本
　　　(ア)　綿
　　　(イ)　絹
　(1)の２　準見本　前号に準ずるものをいう。
　(2)　職員　市の職員をいう。
２　前項第1号の見本は、1年以内に返す。
ただし、市長が認めるときは、この限りでない。
（見出しのある条）
第三条　第2条の規定は、準用する。
第3条の2（枝番号の条）枝番号の条の本文とする。

第2章　手続
第4条
（後の見出し）
後の見出しの本文とする。
２　第4条の第2項とする。
第5条及び第6条　削除
第7条　一　一号だけの書き方とする。
（委任）
第8条　この規程の施行に関し必要な事項は、別に定める。
（令5訓令4・一部改正）

附　則
（施行期日）
１　この規程は、平成30年4月1日から施行する。
（経過措置）
２　この規程の施行の日前の手続は、なお従前の例による。
　(1)　附則の号
附　則（令和5年3月31日訓令第4号）
この規程は、令和5年4月1日から施行し、令和5年度の見本から適用する。
附　則（令和6年3月29日訓令第2号）
（施行期日）
第1条　この規程は、公布の日から施行する。
（見本条例の一部改正）
第2条　附則の条の本文とする。
別表第1（第2条関係）
1　一番目の区分
2　二番目の区分
備考　別表の備考とする。
様式第1号（第4条関係）
見本申請書
`;

describe('規程の構造', () => {
  it('罫線だけの行を、題名にしない', async () => {
    const { document } = await rules('-----\n見本市線引規程\n=====\n（目的）\n第1条　線を引くことを目的とする。\n');
    expect(document.title).toBe('見本市線引規程');
  });

  it('条・枝番号・削除・附則・別表・様式を一つも落とさず、順に読む', async () => {
    const { articles } = await rules(RULE);
    expect(articles.map((article) => `${article.id.split('#')[1]} ${article.label}（${article.caption}）`)).toEqual([
      '1 第1条（目的）',
      '2 第2条（定義）',
      '3 第3条（見出しのある条）',
      '3-2 第3条の2（枝番号の条）',
      '4 第4条（後の見出し）',
      '5 第5条及び第6条（）',
      '7 第7条（）',
      '8 第8条（委任）',
      's1-p1 附則第1項（施行期日）',
      's1-p2 附則第2項（経過措置）',
      's2-p1 附則（令和5年3月31日訓令第4号）（）',
      's3-a1 附則（令和6年3月29日訓令第2号）第1条（施行期日）',
      's3-a2 附則（令和6年3月29日訓令第2号）第2条（見本条例の一部改正）',
      't1 別表第1（第2条関係）',
      'f1 様式第1号（第4条関係）',
    ]);
  });

  it('項・号・枝番号の号・イロハの位置を番号と呼び名で示す', async () => {
    const { articles } = await rules(RULE);
    expect(clauses(find(articles, '2'))).toEqual([
      'p1 第1項',
      'p1-i1 第1項第1号',
      'p1-i1-s1 第1項第1号ア',
      'p1-i1-s2 第1項第1号イ',
      'p1-i1-s2-1 第1項第1号イ(ア)',
      'p1-i1-s2-2 第1項第1号イ(イ)',
      'p1-i2 第1項第1号の2',
      'p1-i3 第1項第2号',
      'p2 第2項',
    ]);
    expect(clauses(find(articles, '7'))).toEqual(['p1-i1 第1号']);
    expect(clauses(find(articles, 's1-p2'))).toEqual(['p1 ', 'p1-i1 第1号']);
  });

  it('ただし書は行が変わってもその項の中に置き、折り返した行は一つに戻す', async () => {
    const { articles } = await rules(RULE);
    expect(find(articles, '2')?.clauses.at(-1)?.text).toBe(
      '２　前項第1号の見本は、1年以内に返す。ただし、市長が認めるときは、この限りでない。',
    );
  });

  it('題名・番号・所管・改正・施行日を読み、章を条に付ける', async () => {
    const { document, articles } = await rules(RULE);
    expect(document).toEqual({
      id: '見本規程',
      title: '見本市見本規程',
      number: '平成30年3月30日訓令第12号',
      owner: '総務課',
      version: '令和5年3月31日訓令第4号改正',
      effective: '2024-03-29',
      source: '見本規程.txt',
    });
    expect(find(articles, '3-2')?.chapter).toEqual(['第1章　総則']);
    expect(find(articles, '4')?.chapter).toEqual(['第2章　手続']);
    expect(find(articles, 's1-p1')?.chapter).toEqual([]);
  });

  it('見出し（Markdown）や前付けの設定からも読む', async () => {
    const text =
      '---\ntitle: 見本ガイドライン\nowner: 企画課\neffective: 令和7年4月1日\nversion: 第2版\n---\n# 表題\n## 第1章　総則\n### 第1条（目的）\n\n本文とする。\n\n### 第2条 手順\n\n- (1)　一つ目\n- (2)　二つ目\n';
    const { document, articles } = await rules(text, '見本規程.md');
    expect(document).toMatchObject({
      title: '見本ガイドライン',
      owner: '企画課',
      effective: '2025-04-01',
      version: '第2版',
    });
    expect(articles.map(({ label, caption }) => label + caption)).toEqual(['第1条目的', '第2条手順']);
    expect(clauses(articles[1])).toEqual(['p1-i1 第1号', 'p1-i2 第2号']);
  });

  it('条を参照する文や、読替表の行を、条と取り違えない', async () => {
    const { articles } = await rules(
      '第1条　本文とする。\n第3条（第2項を除く。）の規定は、準用する。\n第3条第1項の規定は、準用する。\n第9条　市町村長　市長\n（次）\n第2条　次の条とする。\n（その次）\n第3条　更に次の条とする。\n',
    );
    expect(articles.map((article) => article.label)).toEqual(['第1条', '第2条', '第3条']);
    expect(articles[0]?.clauses).toHaveLength(4);
  });

  it('空白のない「第2条本文」も、続き番号であれば条と読む', async () => {
    const { articles } = await rules(
      '第1条この規程は、見本を定める。\n第2条職員は、見本を守る。\n第2条の規定は、準用する。\n',
    );
    expect(articles.map((article) => article.label)).toEqual(['第1条', '第2条']);
  });

  it('「第1　趣旨」と数える要領も読む', async () => {
    const { articles } = await rules(
      '見本要領\n第1　趣旨\nこの要領は、見本を定める。\n第2　対象\n(1)　職員\n(2)　市民\n',
    );
    expect(articles.map(({ id, label, caption }) => [id, label, caption])).toEqual([
      ['見本規程#1', '第1', '趣旨'],
      ['見本規程#2', '第2', '対象'],
    ]);
  });

  it('前文を落とさず、制定文は除く', async () => {
    const { articles } = await rules(
      '見本市見本規程を次のように定める。\n見本市見本規程\n私たちは、見本を大切にする。\n第1条　本文とする。\n第2条　本文とする。\n',
    );
    expect(articles.map(({ label, text }) => [label, text])[0]).toEqual(['前文', '私たちは、見本を大切にする。']);
  });

  it('条のない手引は見出しと段落で分ける', async () => {
    const { document, articles } = await rules(
      '# 見本の手引\n## 1　はじめに\n一段落目です。\n\n二段落目です。\n### 1-1 申請の手順\n次の順に行います。\n1. 申請書を出す。\n2. 受け取る。\n\n| 区分 | 期限 |\n| --- | --- |\n| 新規 | 10日 |\n',
      '見本規程.md',
    );
    expect(document.title).toBe('見本の手引');
    expect(articles.map(({ id, label, caption, chapter }) => [id, label, caption, chapter])).toEqual([
      ['見本規程#h1', '1', 'はじめに', []],
      ['見本規程#h2', '1-1', '申請の手順', ['1　はじめに']],
    ]);
    expect(clauses(articles[0])).toEqual(['p1 第1段落', 'p2 第2段落']);
    expect(clauses(articles[1])).toEqual(['p1 ', 'p1-i1 1', 'p1-i2 2', 'p1-i2-r1 2', 'p1-i2-r2 2「新規」の項']);
  });

  it('同じ文書からは、いつも同じ番号ができる', async () => {
    expect(await rules(RULE)).toEqual(await rules(RULE));
    expect(documentId('総務\\旅費規程.docx')).toBe('総務/旅費規程');
  });

  it('一つの文書に二つの規程があっても、番号が重ならない', async () => {
    const { articles } = await rules('第1条　甲。\n第2条　乙。\n第1条　丙。\n第2条　丁。\n');
    expect(articles.map((article) => article.id)).toEqual(['見本規程#1', '見本規程#2', '見本規程#1~2', '見本規程#2~2']);
  });
});

describe('見本の規程集', () => {
  const folders = ['samples/policies', 'samples/sources'];
  const files = folders.flatMap((folder) => readdirSync(projectFile(folder)).map((name) => `${folder}/${name}`));

  it.each(files)('%s の条を全て読み、項・号の位置が本文と合う', async (file) => {
    const read = await readFile(projectFile(file));
    const { articles } = readRules(read, { path: file, id: documentId(file) });
    const isHead =
      /^(?:\|\s*)?(?:#+\s*)?[\s\u3000]*(第[0-9０-９一二三四五六七八九十百]+条(?:の[0-9０-９一二三四五六七八九十]+)?)(?:[\s\u3000（]|$)/gm;
    const heads = new Set([...read.text.matchAll(isHead)].map(([, head]) => head));
    const main = articles.filter((article) => /^第.+条/.test(article.label));
    expect(main.length).toBeGreaterThan(5);
    expect(main).toHaveLength(heads.size);
    expect(new Set(articles.map((article) => article.id)).size).toBe(articles.length);
    for (const article of articles) checkClauses(article);
  });

  const converted = readdirSync(projectFile('samples/sources')).map((name) => documentId(name));
  it.each(converted)('%s は、どの形式から読んでも同じ条になる', async (id) => {
    const other = files.find((file) => file.startsWith('samples/policies') && file.includes(`/${id}.`)) ?? '';
    const source = readRules(await readFile(projectFile(`samples/sources/${id}.md`)), { path: id, id });
    const copy = readRules(await readFile(projectFile(other)), { path: id, id });
    expect(copy.document.effective).toBe(source.document.effective);
    expect(copy.document.owner).toBe(source.document.owner);
    // A PDF does not tell which words stand in one row of a table.
    const compared = (articles: readonly Article[]) =>
      articles
        .filter((article) => !other.endsWith('.pdf') || !article.label.startsWith('別表'))
        .map(({ id: key, label, caption, clauses: found }) => [
          key,
          label,
          caption,
          found.map((clause) => [clause.id, clause.label, clause.text.replaceAll(/[\s\u3000]/g, '')]),
        ]);
    expect(compared(copy.articles)).toEqual(compared(source.articles));
  });
});

function checkClauses({ id, text, clauses: found }: Article): void {
  expect([id, found.map((clause) => clause.text).join('\n')]).toEqual([id, text]);
  expect(new Set(found.map((clause) => clause.id)).size).toBe(found.length);
  for (const clause of found) expect(text.slice(clause.start, clause.end)).toBe(clause.text);
}
