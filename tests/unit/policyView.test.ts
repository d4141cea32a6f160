import { describe, expect, it } from '@jest/globals';
import { publicSize } from '../../src/composeAccess.ts';
import { buildLibrary } from '../../src/policy/buildLibrary.ts';
import type { RuleBook } from '../../src/policy/document.ts';
import { bookOf, leave } from './policyFixtures.ts';

const secret: RuleBook = (() => {
  const book = bookOf('人事評価の内規', [['第1条', '評点', ['年次有給休暇の取得は、評点Ｓの要件としない。']]]);
  return { ...book, document: { ...book.document, readers: ['人事課'] } };
})();
const on = '2026-11-22';

describe('見てよい文書だけの規程集', () => {
  it('読める課に属さない人には、検索でも、番号の名指しでも、条文の番号でも出ない', async () => {
    const all = await buildLibrary([leave, secret]);
    const seen = all.seenBy({ readers: [['総務課']], on });
    for (const question of ['年次有給休暇の評点', '人事評価の内規第1条', '評点Ｓの要件は？']) {
      const { hits } = await seen.search(question, 30);
      expect(hits.map(({ document }) => document.title)).not.toContain('人事評価の内規');
    }
    expect(seen.article('人事評価の内規#第1条')).toBeUndefined();
    expect(seen.document('人事評価の内規')).toBeUndefined();
    expect(seen.documents()).toHaveLength(1);
    expect(seen.size.documents).toBe(1);
    expect(seen.size.clauses).toBe(all.size.clauses - 1);
  });

  it('属する人と、端末の運用担当には出る', async () => {
    const all = await buildLibrary([leave, secret]);
    for (const readers of [[['人事課', '総務課']], [['人事課'], ['総務課', ' 人事課']], 'all'] as const) {
      const { hits } = await all.seenBy({ readers, on }).search('評点Ｓの要件は？', 5);
      expect(hits[0]?.document.title).toBe('人事評価の内規');
    }
  });

  it('見る人が一人でも読めないとき、誰が見るか分からないときは、出ない', async () => {
    const all = await buildLibrary([leave, secret]);
    for (const readers of [[['人事課'], ['総務課']], [['人事課'], []], [[]], []] as const) {
      const seen = all.seenBy({ readers, on });
      expect(seen.documents().map(({ title }) => title)).toEqual([leave.document.title]);
    }
  });

  it('見えない文書は、条を名指しした質問の答えも変えない', async () => {
    const honours = bookOf('架空市職員表彰規程', [['第5条', '記念品', ['表彰を受けた者には、記念品を贈る。']]]);
    const hidden = ['架空市職員表彰内規', '甲内規'].map((title) => {
      const { document, articles } = bookOf(title, [['第5条', '秘', ['市長が別に定める。']]]);
      return { document: { ...document, readers: ['人事課'] }, articles };
    });
    const view = { readers: [['総務課']], on };
    const without = (await buildLibrary([honours, leave])).seenBy(view);
    const beside = (await buildLibrary([...hidden, honours, leave])).seenBy(view);
    const [one, other] = await Promise.all(
      [without, beside].map((library) => library.search('職員表彰内規第5条は？', 5)),
    );
    expect(one?.evidence).toBe(1);
    expect(other?.evidence).toBe(1);
    expect(other?.hits[0]?.article.id).toBe('架空市職員表彰規程#第5条');
  });

  it('一度狭めた規程集は、もう一度広げられない', async () => {
    const narrow = (await buildLibrary([leave, secret])).seenBy({ readers: [[]], on });
    expect(narrow.seenBy({ readers: 'all', on }).document('人事評価の内規')).toBeUndefined();
  });

  it('だれでも開ける状態の表示では、だれもが読める文書だけを数える', async () => {
    let library = await buildLibrary([leave, secret]);
    const size = publicSize(
      () => library,
      () => new Date('2026-11-22T00:00:00Z'),
    );
    expect(size()).toEqual((await buildLibrary([leave])).size);
    library = await buildLibrary([leave, bookOf('公開の要領', [['第1条', '', ['公開する。']]])]);
    expect(size().documents).toBe(2);
  });
});
