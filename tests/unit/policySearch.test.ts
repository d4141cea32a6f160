import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildLibrary } from '../../src/policy/buildLibrary.ts';
import type { RuleLibrary } from '../../src/policy/library.ts';
import { best } from '../../src/policy/search/best.ts';
import { PostingsBuilder } from '../../src/policy/search/buildPostings.ts';
import { loadDictionary, readDictionary } from '../../src/policy/search/dictionary.ts';
import { grams } from '../../src/policy/search/grams.ts';
import { PostingLists } from '../../src/policy/search/postings.ts';
import { SegmentedPostings } from '../../src/policy/search/segmentPostings.ts';
import { TermCollector, TermTable } from '../../src/policy/search/segmentTerms.ts';
import { bookOf, leave, travel } from './policyFixtures.ts';

const conduct = bookOf('架空市職員服務規程', [
  [
    '第5条',
    '営利企業への従事等の許可',
    ['職員は、営利企業に従事しようとするときは、許可申請書を任命権者に提出しなければならない。'],
  ],
  ['第6条', '時間外勤務', ['所属長は、時間外勤務を命ずるときは、あらかじめ時間外勤務命令簿により行うものとする。']],
]);

describe('規程の検索', () => {
  let library: RuleLibrary;
  beforeAll(async () => {
    library = await buildLibrary([leave, travel, conduct]);
  });
  const firstOf = async (question: string) => (await library.search(question, 5)).hits[0];

  it('質問の言葉がある条項を先頭に示す', async () => {
    expect((await firstOf('復命書はいつまでに出しますか'))?.article.label).toBe('第12条');
    expect((await firstOf('特別区に泊まるときの宿泊料は？'))?.clause.id).toBe('p2');
  });

  it('職員の言い方から規程の言葉を探す', async () => {
    expect((await firstOf('副業してもいいですか'))?.article.caption).toBe('営利企業への従事等の許可');
    expect((await firstOf('残業の手続き'))?.article.caption).toBe('時間外勤務');
    expect((await firstOf('有休って何日もらえるの'))?.article.caption).toBe('年次有給休暇の請求');
  });

  it('質問で名指しされた条項をそのまま示す', async () => {
    const hit = await firstOf('旅費規程の第５条第２項を見せて');
    expect(hit?.article.id).toBe('架空市職員等旅費規程#第5条');
    expect(hit?.clause.id).toBe('p2');
    expect((await firstOf('休暇に関する規程第十二条第三項第二号'))?.clause.id).toBe('p3-i2');
    expect((await library.search('旅費規程第5条', 5)).answerable).toBe(true);
  });

  it('略した題名で名指しされた条も見つける', async () => {
    expect((await firstOf('休暇規程の第12条を教えて'))?.article.id).toBe('架空市職員の休暇に関する規程#第12条');
    expect((await firstOf('服務規程第5条'))?.article.id).toBe('架空市職員服務規程#第5条');
  });

  it('名指しの文書にない条番号を、別の文書の同じ番号で代えない', async () => {
    const { hits } = await library.search('旅費規程第13条', 5);
    expect(hits[0]?.article.label).not.toBe('第13条');
  });

  it('件数の上限を守り、点の高い順に並べる', async () => {
    const { hits } = await library.search('職員の休暇と宿泊料', 3);
    expect(hits).toHaveLength(3);
    expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).toSorted((a, b) => b - a));
  });

  it('同じ質問には同じ順で答える', async () => {
    const again = await buildLibrary([leave, travel, conduct]);
    const ids = async (one: RuleLibrary) =>
      (await one.search('休暇を届け出る', 10)).hits.map(({ article, clause, score }) => [article.id, clause.id, score]);
    expect(await ids(again)).toEqual(await ids(library));
  });

  it('規程にない話題は、根拠がないと判断する', async () => {
    for (const question of ['今日の昼ごはん何がいいかな', '支所の電話番号は？', 'プリンタの紙詰まり']) {
      expect((await library.search(question, 5)).answerable).toBe(false);
    }
    expect((await library.search('年次有給休暇は何日前までに所属長に届け出ますか', 5)).answerable).toBe(true);
  });

  it('空の質問、記号だけの質問、とても長い質問でも止まらない', async () => {
    expect((await library.search('', 5)).answerable).toBe(false);
    expect((await library.search('？？？', 5)).hits).toEqual([]);
    expect((await library.search('休暇の届出'.repeat(5000), 5)).hits).toHaveLength(5);
  });

  it('規程が一つもなくても答えがないと言える', async () => {
    const empty = await buildLibrary([]);
    expect(await empty.search('有休', 5)).toEqual({ hits: [], evidence: 0, answerable: false, plausible: false });
    expect(empty.size).toEqual({ documents: 0, articles: 0, clauses: 0 });
  });

  it('文書と条を番号で取り出せる', () => {
    expect(library.article('架空市職員等旅費規程#第12条')?.caption).toBe('復命');
    expect(library.document('架空市職員等旅費規程')?.owner).toBe('総務課');
    expect(library.article('ない')).toBeUndefined();
    expect(library.size).toEqual({ documents: 3, articles: 6, clauses: 11 });
  });
});

describe('索引の部品', () => {
  it('漢字は一字と二字、片仮名と英数字は語のまま、平仮名だけの組は除く', () => {
    expect(grams('休暇を取る')).toEqual(['休', '休暇', '暇', '暇を', 'を取', '取', '取る']);
    expect(grams('テレワーク ＵＳＢ 三日')).toEqual(['テレワーク', 'usb', '3', '日']);
  });

  it('珍しい語ほど、短い文書ほど高い点になる', async () => {
    const terms = new TermCollector();
    const builder = new PostingsBuilder([{ weight: 1, b: 0.75 }], 1.2);
    for (const unit of [
      ['規程', '休暇'],
      ['規程', '旅費', '旅費', '日当', '宿泊'],
      ['規程', '旅費'],
    ])
      builder.add([terms.idsOf(unit)]);
    const { units, starts, rank } = terms.sorted();
    const arrays = await builder.build(rank, builder.means());
    const postings = new SegmentedPostings([{ lists: new PostingLists(3, new TermTable(units, starts), arrays) }]);
    expect(postings.idf('休暇')).toBeGreaterThan(postings.idf('規程'));
    const scores = new Float64Array(3);
    postings.add(new Map([['旅費', 1]]), scores);
    expect(scores[0]).toBe(0);
    expect(scores[2]).toBeGreaterThan(0);
    expect(postings.impact('旅費', 1)).toBeGreaterThan(0);
    expect(postings.impact('旅費', 0)).toBe(0);
    expect(postings.frequency('ない')).toBe(0);
  });

  it('上位だけを、同点なら前から選ぶ', () => {
    expect(best(Float64Array.of(1, 3, 0, 3, 2), 3)).toEqual([1, 3, 4]);
    expect(best(Float64Array.of(0, 0), 3)).toEqual([]);
  });
});

describe('用語の辞書', () => {
  it('80組以上の言い換えを持ち、職員の言い方と規程の言葉を区別する', () => {
    const dictionary = loadDictionary();
    expect(dictionary.related('パブコメの期間')).toContainEqual({
      term: '意見公募手続',
      instead: 'パブコメ',
      said: true,
    });
    expect(dictionary.related('営利企業に従事する').every(({ said }) => !said)).toBe(true);
    expect(dictionary.withoutAsking('旅費って何ですか')).toBe('旅費');
    expect(dictionary.withoutAsking('教えて')).toBe('教えて');
  });

  it('書き方の誤った辞書では、どのファイルかを日本語で伝える', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dictionary-'));
    writeFileSync(join(folder, 'terms.yaml'), 'terms:\n  - say: 有休\n');
    expect(() => readDictionary(folder)).toThrow(/用語の辞書（terms.yaml）を読み込めませんでした/);
  });
});
