import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { citationNow, namedSource } from '../../src/faq/sources.ts';
import { buildLibrary } from '../../src/policy/buildLibrary.ts';
import type { RuleLibrary } from '../../src/policy/library.ts';
import { bookOf, leave, travel } from './policyFixtures.ts';

// The dictionary of words is loaded with the first call, which takes its time on a busy machine.
jest.setTimeout(60_000);

const long = '職員は、庁舎の鍵を管理者に返さなければならない。'.concat(
  '管理者は、鍵の管理簿に必要な事項を記録し、所管の課長に報告するものとする。'.repeat(12),
);
const keys = bookOf('架空市庁舎管理規則', [['第3条', '鍵', [long]]]);
const branch = bookOf('架空市支所庁舎管理規則', [['第3条', '鍵', ['支所の鍵は、支所長が管理する。']]]);

let library: RuleLibrary;
beforeAll(async () => {
  library = await buildLibrary([leave, travel, keys, branch]);
});
const source = (place: string, question = '') => namedSource(place, question, library);

describe('人が書いた根拠', () => {
  it.each([
    ['架空市職員等旅費規程 第5条第2項', '第5条第2項', '特別区に宿泊するときは、１万５千円とする。'],
    ['旅費規程第５条第２項', '第5条第2項', '特別区に宿泊するときは、１万５千円とする。'],
    ['「旅費規程」の第五条第二項', '第5条第2項', '特別区に宿泊するときは、１万５千円とする。'],
    ['旅費規程 第12条', '第12条', '旅行者は、帰庁した日から５日以内に復命書を提出しなければならない。'],
    ['休暇に関する規程 第12条第3項第2号', '第12条第3項第2号', '半日又は一時間'],
  ])('「%s」から、条項と、規程の文字どおりの引用が決まる', async (place, label, quote) => {
    expect(await source(place)).toMatchObject({ label, quote });
  });

  it('条だけなら、質問に合う項を選ぶ', async () => {
    expect(await source('休暇に関する規程 第12条', '年次有給休暇は何日ですか')).toMatchObject({ label: '第12条第2項' });
  });

  it('長い条項は、質問に合う文だけを引用する', async () => {
    const { quote } = await source('架空市庁舎管理規則 第3条', '庁舎の鍵は誰に返しますか');
    expect(quote).toBe('職員は、庁舎の鍵を管理者に返さなければならない。');
    expect(long).toContain(quote);
  });

  it.each(['旅費規程 第6条', '旅費規程 第5条第9項', '存在しない規程 第5条', '第5条第2項', '旅費規程', ''])(
    '「%s」は、条文が決まらないと断る',
    async (place) => {
      await expect(source(place)).rejects.toMatchObject({ code: 'not_found' });
    },
  );

  it('どの規程か決まらなければ名前を挙げて尋ね、正式な名前なら受け付ける', async () => {
    await expect(source('庁舎管理規則 第3条')).rejects.toMatchObject({
      sentence: expect.stringMatching(
        /架空市支所庁舎管理規則.*架空市庁舎管理規則|架空市庁舎管理規則.*架空市支所庁舎管理規則/,
      ),
    });
    expect(await source('架空市庁舎管理規則 第3条')).toMatchObject({ title: '架空市庁舎管理規則' });
  });
});

describe('根拠が今も立っているか', () => {
  it('新しい版ができた規程の旧版は、同じ言葉のままでも、もう立っていない', async () => {
    const version = (effective: string, yen: string) => {
      const book = bookOf('架空市宿泊料規程', [['第1条', '宿泊料', [`宿泊料は、一夜につき${yen}円とする。`]]]);
      const id = `宿泊料規程_${effective}`;
      const articles = book.articles.map((article) => ({ ...article, id: `${id}#1`, document: id }));
      return { document: { ...book.document, id, effective }, articles };
    };
    const both = await buildLibrary([version('2020-04-01', '9000'), version('2025-04-01', '12000')]);
    const before = both.seenBy({ readers: 'all', on: '2024-04-01' });
    const kept = await namedSource('架空市宿泊料規程 第1条', '', before);
    expect(await citationNow(kept, before)).toMatchObject({ quote: '宿泊料は、一夜につき9000円とする。' });
    expect(await citationNow(kept, before.seenBy({ readers: 'all', on: '2026-11-22' }))).toBeUndefined();
  });

  it('空白や全角の違いを除いて同じ文字があれば、今の規程から引用し直す', async () => {
    const kept = await source('旅費規程 第5条第2項');
    const quote = ' 特別区に宿泊するときは、1万5千円とする。';
    expect((await citationNow({ ...kept, quote }, library))?.quote).toBe('特別区に宿泊するときは、１万５千円とする。');
  });

  it('1字でも違えば、立っていない', async () => {
    const kept = await source('旅費規程 第5条第2項');
    expect(await citationNow({ ...kept, quote: kept.quote.replace('５千', '６千') }, library)).toBeUndefined();
    expect(await citationNow({ ...kept, quote: '' }, library)).toBeUndefined();
  });

  it('ファイルの名前が変わって番号が変わっても、同じ題名の同じ条に同じ文字があれば立っている', async () => {
    const kept = await source('旅費規程 第5条第2項');
    const moved = { ...kept, document: '前の名前', article: '前の名前#第5条' };
    expect((await citationNow(moved, library))?.label).toBe('第5条第2項');
    expect(await citationNow({ ...moved, title: '別の規程' }, library)).toBeUndefined();
  });

  it('この人に見えない規程を根拠とする回答のために、規程を検索しない', async () => {
    const all = await buildLibrary([leave, { ...travel, document: { ...travel.document, readers: ['人事課'] } }]);
    const known = await namedSource('旅費規程 第12条', '', all);
    const seen = all.seenBy({ readers: [['総務課']], on: '2026-11-22' });
    const search = jest.spyOn(seen, 'search');
    expect(await citationNow(known, seen)).toBeUndefined();
    expect(search).not.toHaveBeenCalled();
  });
});
