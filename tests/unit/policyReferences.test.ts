import { describe, expect, it } from '@jest/globals';
import type { RuleBook } from '../../src/policy/document.ts';
import { indexReferences, sourceOf } from '../../src/policy/related/referenceIndex.ts';
import { clausesOfText } from '../../src/policy/structure/givenClauses.ts';

type Entry = readonly [label: string, text: string];

function book(title: string, ...entries: readonly Entry[]): RuleBook {
  return {
    document: { id: title, title, source: title },
    articles: entries.map(([label, text]) => ({
      id: `${title}#${label}`,
      document: title,
      label,
      caption: '',
      chapter: [],
      text,
      clauses: clausesOfText(text) ?? [],
    })),
  };
}

/** What the first article of the first book refers to: 「給与条例 第10条第2項」. */
function referred(...books: readonly RuleBook[]): string[] {
  const [article] = books[0]?.articles ?? [];
  if (article === undefined) return [];
  const articles = books.flatMap((one) => one.articles);
  return indexReferences(sourceOf(books))
    .referencesIn(article)
    .map(({ document, article: id, clause }) => {
      const { label, clauses } = articles.find((one) => one.id === id) ?? article;
      return `${document} ${label}${clauses.find((one) => one.id === clause)?.label ?? ''}`;
    });
}

const items = '次に掲げるものとする。\n(1)　甲\n(2)　乙\n(3)　丙';
const plain = '定めるところによる。';

describe('条文が指す先', () => {
  it('同じ規程の条・項・号を、算用数字でも漢数字でも全角でも見つける', () => {
    const rule = book(
      '旅費規程',
      ['第6条', '第5条第１項、第三条の二第二項第一号及び第４条第3号の規定による。'],
      ['第5条', plain],
      ['第3条の2', `${plain}\n2　${items}`],
      ['第4条', items],
    );
    expect(referred(rule)).toEqual(['旅費規程 第5条', '旅費規程 第3条の2第2項第1号', '旅費規程 第4条第3号']);
  });

  it('前条・次条・前項・前2項・前号は、置かれた場所から数える', () => {
    const text = '前条及び次条による。\n2　前項による。\n3　前2項による。\n(1)　甲\n(2)　前号による。';
    const rule = book('規程', ['第4条', text], ['第5条', plain], ['第3条の2', plain], ['第3条', plain]);
    expect(referred(rule)).toEqual([
      '規程 第3条の2',
      '規程 第5条',
      '規程 第4条第1項',
      '規程 第4条第1項',
      '規程 第4条第2項',
      '規程 第4条第3項第1号',
    ]);
  });

  it('抜粋で隣の条がないときに、離れた条を前条とは呼ばない', () => {
    expect(referred(book('規程', ['第9条', '前条の規定による。'], ['第3条', plain]))).toEqual([]);
  });

  it('同条・同項は、直前に挙げられた条・項を指す', () => {
    const text = '第2条第2項の規定により、同条第1項の額は、同項に定める。';
    expect(referred(book('規程', ['第1条', text], ['第2条', `${plain}\n2　${plain}`]))).toEqual([
      '規程 第2条第2項',
      '規程 第2条第1項',
      '規程 第2条第1項',
    ]);
  });

  it('別表・様式・附則の項も見つける', () => {
    const text = '別表第１、様式第2号、第三号様式、附則第2項及び別表第2の3のとおりとする。';
    const rule = book(
      '規程',
      ['第1条', text],
      ['別表第1', plain],
      ['様式第2号', plain],
      ['第3号様式', plain],
      ['附則第2項', plain],
      ['別表第2の3', plain],
    );
    expect(referred(rule).map((place) => place.slice(3))).toEqual([
      '別表第1',
      '様式第2号',
      '第3号様式',
      '附則第2項',
      '別表第2の3',
    ]);
  });

  it('題名で挙げられたほかの規程の条は、その規程のものとする', () => {
    const text =
      '職員の給与に関する条例第10条及び第12条第1項並びに見本市職員旅費規程（平成3年訓令第5号）別表第1の規定による。';
    expect(
      referred(
        book('勤務時間規程', ['第1条', text], ['第10条', plain], ['第12条', plain], ['別表第1', plain]),
        book('見本市職員の給与に関する条例', ['第10条', plain], ['第12条', plain]),
        book('見本市職員旅費規程', ['別表第1', plain]),
      ),
    ).toEqual([
      '見本市職員の給与に関する条例 第10条',
      '見本市職員の給与に関する条例 第12条',
      '見本市職員旅費規程 別表第1',
    ]);
  });

  it('「以下「給与条例」という。」と決めた略称を、ほかの条でも知っている', () => {
    const defining = '見本市職員の給与に関する条例（平成3年見本市条例第5号。以下「給与条例」という。）第10条による。';
    expect(
      referred(
        book('規程', ['第5条', '給与条例第12条の規定による。'], ['第1条', defining], ['第12条', plain]),
        book('見本市職員の給与に関する条例', ['第10条', plain], ['第12条', plain]),
      ),
    ).toEqual(['見本市職員の給与に関する条例 第12条']);
  });

  it('「以下「法」という。」の法を、題名が「法」で終わるほかの法律と取り違えない', () => {
    const text =
      '所得税法（以下「法」という。）第三十六条第一項。労働基準法第36条。法第三十七条（必要経費）。同法第36条。';
    expect(
      referred(
        book('所得税規則', ['第1条', text], ['第36条', plain]),
        book('所得税法', ['第36条', `${plain}\n2　${plain}`], ['第37条', plain]),
      ),
    ).toEqual(['所得税法 第36条第1項', '所得税法 第37条', '所得税法 第36条']);
  });

  it('施行令の「法」と通達の「法」「令」は、断りがなくても元の法令を指す', () => {
    const law = book('法人税法', ['第22条', plain]);
    const decree = book('法人税法施行令', ['第9条', '法第二十二条に規定する額'], ['第22条', plain]);
    const circular = book(
      '法人税基本通達',
      ['9−2−1', '法第22条及び令第9条による（９－２－２参照）。'],
      ['9−2−2', plain],
    );
    expect(referred(decree, law)).toEqual(['法人税法 第22条']);
    expect(referred(circular, decree, law)).toEqual([
      '法人税法 第22条',
      '法人税法施行令 第9条',
      '法人税基本通達 9−2−2',
    ]);
  });

  it('手元にない法令の条を、自分の条と取り違えない', () => {
    const text =
      '地方自治法第3条、電波法（昭和25年法律第131号）第3条及び第4条、改正前の規則第3条、昭和40年条例第3号、課法3-4による。';
    expect(referred(book('規程', ['第1条', text], ['第3条', items], ['第4条', plain], ['3-4', plain]))).toEqual([]);
  });

  it('括弧の中で挙げられた条は、括弧の外の続きに紛れ込まない', () => {
    const text = '第3条（第5条において準用する場合を含む。）及び第4条第2項の規定、同条第1項の規定による。';
    const rule = book('規程', ['第1条', text], ['第3条', plain], ['第4条', `${plain}\n2　${plain}`], ['第5条', plain]);
    expect(referred(rule)).toEqual(['規程 第3条', '規程 第5条', '規程 第4条第2項', '規程 第4条第1項']);
  });

  it('題名の終わりだけの呼び名は、ほかに同じ終わりの規程がないときに限って題名とみなす', () => {
    const text = '旅費規程第2条及び関係規則第2条の規定による。';
    const [travel, one, other] = ['見本市職員旅費規程', '給与関係規則', '休暇関係規則'].map((title) =>
      book(title, ['第2条', plain]),
    );
    if (!travel || !one || !other) throw new Error('three books');
    expect(referred(book('要綱', ['第1条', text], ['第2条', plain]), travel, one, other)).toEqual([
      '見本市職員旅費規程 第2条',
    ]);
  });

  it('互いを指す条があっても終わり、指された条を一度ずつ挙げる', () => {
    const rule = book('規程', ['第1条', '次条、第2条及び第1条による。'], ['第2条', '前条による。']);
    const index = indexReferences(sourceOf([rule]));
    const [first, second] = rule.articles;
    expect(first && index.referencesOf(first)).toEqual([second?.id]);
    expect(second && index.referencesOf(second)).toEqual([first?.id]);
  });
});
