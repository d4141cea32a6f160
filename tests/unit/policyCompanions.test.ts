import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildLibrary } from '../../src/policy/buildLibrary.ts';
import type { Hit, RuleLibrary } from '../../src/policy/library.ts';
import { type CompanionBounds, companionsOf } from '../../src/policy/related/companions.ts';
import { bookOf } from './policyFixtures.ts';

const rules = bookOf('架空市休暇規程', [
  ['第2条', '用語', ['この規程において「休暇権者」とは、休暇の承認を行う者をいう。']],
  [
    '第5条',
    '特別休暇',
    ['次に掲げる場合は、特別休暇とする。', '(1)　結婚', '(2)　忌引', '２　前項の休暇は、有給とする。'],
  ],
  ['第6条', '手続', ['第５条第１項の休暇は、休暇権者の承認を受け、次条の届を出す。']],
  ['第7条', '届', ['届は、前条及び第8条による。']],
  ['第8条', '様式', ['様式は、別に定める。']],
  ['第9条', '準用', [`${'長い規定'.repeat(200)}`]],
  ['第10条', '長い条の参照', ['第9条による。']],
]);
const bounds: CompanionBounds = { each: 2, all: 5, characters: 1000, depth: 1 };

describe('答えに要る規定', () => {
  let library: RuleLibrary;
  beforeAll(async () => {
    library = await buildLibrary([rules]);
  });
  const hit = (label: string, clause = 'p1'): Hit => {
    const article = rules.articles.find((one) => one.label === label);
    const found = article?.clauses.find(({ id }) => id === clause);
    if (article === undefined || found === undefined) throw new Error('no such clause');
    return { document: rules.document, article, clause: found, score: 1 };
  };
  const along = (hits: readonly Hit[], more: Partial<CompanionBounds> = {}) =>
    companionsOf(
      hits.map((one) => ({ hit: one })),
      library,
      () => 0,
      { ...bounds, ...more },
    ).map(({ kind, hit: { article, clause }, text }) => ({ kind, at: `${article.label} ${clause.id}`, text }));

  it('参照先の項は号とともに、用語は定義とともに来る', () => {
    expect(along([hit('第6条')])).toEqual([
      { kind: 'reference', at: '第5条 p1', text: '次に掲げる場合は、特別休暇とする。\n(1)　結婚\n(2)　忌引' },
      { kind: 'reference', at: '第7条 p1', text: '届は、前条及び第8条による。' },
      { kind: 'definition', at: '第2条 p1', text: 'この規程において「休暇権者」とは、休暇の承認を行う者をいう。' },
    ]);
  });

  it('見つかった条文そのものは、参照先として繰り返さない', () => {
    expect(along([hit('第6条'), hit('第7条')]).map(({ at }) => at)).toEqual(['第5条 p1', '第2条 p1', '第8条 p1']);
  });

  it('参照の参照は、深さ2のときだけ来て、互いを指す条でも終わる', () => {
    expect(along([hit('第6条')]).map(({ at }) => at)).not.toContain('第8条 p1');
    expect(along([hit('第6条')], { depth: 2 }).map(({ at }) => at)).toContain('第8条 p1');
  });

  it('数と文字数の上限を守り、長すぎる規定は添えない', () => {
    expect(along([hit('第6条')], { all: 1 })).toHaveLength(1);
    expect(along([hit('第6条')], { characters: 20 }).map(({ at }) => at)).toEqual(['第7条 p1']);
    expect(along([hit('第10条')])).toEqual([]);
  });

  it('引かれた部分にない参照は添えない', () => {
    const proviso = hit('第6条');
    const slice = { start: 0, end: 9 };
    const found = companionsOf([{ hit: proviso, slice }], library, () => 0, bounds);
    expect(found.map(({ hit: { article } }) => article.label)).toEqual(['第5条']);
  });
});
