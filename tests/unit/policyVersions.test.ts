import { describe, expect, it } from '@jest/globals';
import { buildLibrary } from '../../src/policy/buildLibrary.ts';
import type { RuleBook, RuleDocument } from '../../src/policy/document.ts';
import type { RuleLibrary } from '../../src/policy/library.ts';
import { BEFORE_AMENDMENT, versionsOf } from '../../src/policy/versions.ts';
import { articleOf } from './policyFixtures.ts';

const TODAY = '2026-11-22';

/** A rule on travel whose one amount tells the versions apart. */
function travel(id: string, yen: string, about: Partial<RuleDocument> = {}): RuleBook {
  const document: RuleDocument = { id, title: '見本市職員旅費規程', source: `${id}.docx`, ...about };
  return {
    document,
    articles: [
      articleOf(document, '第1条', '目的', ['この規程は、職員の旅費に関し必要な事項を定めるものとする。']),
      articleOf(document, '第2条', '宿泊料', [
        `宿泊料は、一夜につき${yen}円とする。`,
        '２　宿泊料は、領収書により精算する。',
      ]),
    ],
  };
}

const old = travel('旧/旅費規程', '9000', { effective: '2020-04-01' });
const middle = travel('旅費規程_令和6年', '10000', { effective: '2024-04-01' });
const now = travel('旅費規程', '12000', { effective: '2025-10-01' });
const coming = travel('旅費規程_令和9年', '15000', { effective: '2027-04-01' });

const viewOf = async (books: readonly RuleBook[], on = TODAY): Promise<RuleLibrary> =>
  (await buildLibrary(books)).seenBy({ readers: 'all', on });
const lodging = async (library: RuleLibrary) =>
  (await library.search('宿泊料は一夜につきいくらか', 30)).hits.filter(({ clause }) => /一夜/.test(clause.text));
const found = async (library: RuleLibrary): Promise<string[]> =>
  (await lodging(library)).map(({ clause, standing }) => `${/\d+/.exec(clause.text)?.[0]} ${standing}`);

describe('規程の版', () => {
  it('一つの規程の版のうち、その日に効力のあるものだけを検索する', async () => {
    const all = [coming, old, now, middle];
    expect(await found(await viewOf(all))).toEqual(['12000 current']);
    expect((await viewOf(all)).size.documents).toBe(1);
    expect(await found(await viewOf(all, '2027-04-01'))).toEqual(['15000 current']);
  });

  it('お尋ねの日の版で答え、今は旧版であることを示す', async () => {
    const library = await viewOf([coming, old, now, middle]);
    expect(await found(library.on('2025-03-31'))).toEqual(['10000 superseded']);
    expect(await found(library.on('2025-10-01'))).toEqual(['12000 current']);
    expect(await found(library.on('2028-03-31'))).toEqual(['15000 future']);
    expect(await found(library.on('2025-03-31').on('2023-01-01'))).toEqual(['9000 superseded']);
  });

  it('その日にまだ効力のない版しかなければ、そうと示して検索する', async () => {
    expect(await found(await viewOf([coming]))).toEqual(['15000 future']);
    expect(await found(await viewOf([coming, travel('x', '20000', { effective: '2028-04-01' })]))).toEqual([
      '15000 future',
    ]);
    expect(await found((await viewOf([now])).on('2024-01-01'))).toEqual(['12000 afterwards']);
  });

  it('改正前の版をたずねられたら、前の版のある規程だけを検索する', async () => {
    const library = await viewOf([old, now, middle]);
    expect(await found(library.on(BEFORE_AMENDMENT))).toEqual(['10000 superseded']);
    expect((await viewOf([now])).on(BEFORE_AMENDMENT).size.documents).toBe(0);
  });

  it('施行日の分からない版は、分かる版より古いものとする', async () => {
    const undated = travel('旅費規程（旧）', '8000');
    expect(await found(await viewOf([undated, now]))).toEqual(['12000 current']);
    expect(await found((await viewOf([undated, now])).on('2019-01-01'))).toEqual(['8000 superseded']);
    expect(await found(await viewOf([undated, coming]))).toEqual(['8000 current']);
    expect(await found((await viewOf([undated])).on('2019-01-01'))).toEqual(['8000 undated']);
  });

  it('日付がなければ版の番号で、改正日があればその日で順を決める', async () => {
    const versions = ['第2版', '第10版', '第9版'].map((version, at) => travel(`v${at}`, `${at}000`, { version }));
    expect(await found(await viewOf(versions))).toEqual(['1000 current']);
    const amended = ['令和6年4月1日改正', '令和7年4月1日改正'].map((version, at) =>
      travel(`a${at}`, `${at}000`, { version }),
    );
    expect(await found(await viewOf(amended))).toEqual(['1000 current']);
    const numbered = [
      travel('n1', '1000', { version: '第1版', effective: '2024-04-01' }),
      travel('n2', '2000', { version: '第2版' }),
    ];
    expect(await found(await viewOf(numbered))).toEqual(['2000 current']);
  });

  it('同じ中身のファイルが二つあれば、条項のよく読めている一つだけを検索する', async () => {
    const flat = travel('旅費規程~2', '12000', { effective: '2025-10-01' });
    const pdf = {
      document: flat.document,
      articles: flat.articles.map((article) => {
        const [first] = article.clauses;
        return { ...article, clauses: first ? [{ ...first, end: article.text.length, text: article.text }] : [] };
      }),
    };
    const library = await viewOf([pdf, now]);
    expect(library.documents().map(({ id }) => id)).toEqual(['旅費規程']);
    expect(await found(library)).toEqual(['12000 current']);
  });

  it('名前の似た別の規程を、版と取り違えない', async () => {
    const titled = (title: string, about: Partial<RuleDocument> = {}) =>
      travel(title + JSON.stringify(about), '1', { title, effective: '2020-04-01', ...about });
    const apart: readonly (readonly [RuleBook, RuleBook])[] = [
      [titled('職員服務規程'), titled('会計年度任用職員服務規程', { effective: '2025-04-01' })],
      [
        titled('旅費規程', { number: '令和2年3月1日訓令第1号' }),
        titled('旅費規程', { number: '令和7年3月1日消防本部訓令第1号', effective: '2025-04-01' }),
      ],
      [titled('令和7年度予算編成要領'), titled('令和8年度予算編成要領', { effective: '2025-10-01' })],
      [titled('職員の手引（上）'), titled('職員の手引（下）', { effective: '2025-10-01' })],
    ];
    for (const pair of apart) expect((await viewOf(pair)).size.documents).toBe(2);
  });

  it('版の言葉や日付、括弧の違いは、同じ規程の版と読む', async () => {
    const titles = ['旅費規程（令和6年4月1日施行）', '旅費規程 第2版', '旅費規程_改訂版', '【現行】旅費規程'];
    const books = titles.map((title, at) => travel(title, `${at}000`, { title, effective: `202${at}-04-01` }));
    expect(await found(await viewOf(books))).toEqual(['3000 current']);
  });

  it('同じ名前でも、課の違う手引や日付の違う通知は、中身が違えばどちらも検索する', async () => {
    const notice = (id: string, words: string, about: Partial<RuleDocument>): RuleBook => {
      const document: RuleDocument = { id, title: '事務連絡', source: id, ...about };
      return { document, articles: [articleOf(document, '1', '件名', [words])] };
    };
    const books = [
      notice('a', '庁舎の停電に伴い、電算機の電源を前日の夕方までに落とすこと。', { effective: '2025-04-01' }),
      notice('b', '年末調整の申告書は、十一月末までに給与係へ提出されたい。', { effective: '2025-10-01' }),
    ];
    expect((await viewOf(books)).size.documents).toBe(2);
  });

  it('課の文書だけに狭めた規程集は、日付を変えても広がらない', async () => {
    const secret = travel('旅費規程_内部', '99999', { effective: '2024-04-01', readers: ['人事課'] });
    const library = (await buildLibrary([secret, now])).seenBy({ readers: [['総務課']], on: TODAY });
    for (const day of ['2024-06-01', TODAY, BEFORE_AMENDMENT]) {
      const dated = library.on(day);
      expect(dated.documents().map(({ id }) => id)).not.toContain('旅費規程_内部');
      expect(await found(dated)).not.toContain('99999 superseded');
      expect(dated.article(`${secret.document.id}#第2条`)).toBeUndefined();
    }
    expect(library.on('2024-06-01').seenBy({ readers: 'all', on: TODAY }).document('旅費規程_内部')).toBeUndefined();
  });

  it('読めない新しい版があっても、古い版を今のものとして答えない', async () => {
    const restricted = travel('旅費規程_新', '20000', { effective: '2026-04-01', readers: ['人事課'] });
    const library = (await buildLibrary([now, restricted])).seenBy({ readers: [['総務課']], on: TODAY });
    expect(await found(library)).toEqual([]);
  });

  it('日を定めていない規程集では、すべての版を検索し、版の印を付けない', async () => {
    const library = await buildLibrary([old, now]);
    expect((await found(library)).toSorted()).toEqual(['12000 undefined', '9000 undefined']);
  });
});

describe('ほかの規程の版への参照', () => {
  const service: RuleDocument = { id: '服務', title: '見本市職員服務規程', source: '服務.docx' };
  const duty = articleOf(service, '第7条', '出張', ['出張の宿泊料は、見本市職員旅費規程第2条第2項の規定による。']);
  const books = [{ document: service, articles: [duty] }, coming, now, old];

  it('先の版が取り込まれていても、お尋ねの日に効力のある版を指す', async () => {
    const library = await viewOf(books);
    const leads = (one: RuleLibrary) => one.related.referencesIn(duty).map(({ article, clause }) => [article, clause]);
    expect(leads(library)).toEqual([['旅費規程#第2条', 'p2']]);
    expect(leads(library.on('2021-04-01'))).toEqual([['旧/旅費規程#第2条', 'p2']]);
    expect(leads(await viewOf(books, '2027-04-01'))).toEqual([['旅費規程_令和9年#第2条', 'p2']]);
  });

  it('効力のある版を読めない人には、ほかの版も指さない', async () => {
    const limited = { ...now, document: { ...now.document, readers: ['人事課'] } };
    const library = await buildLibrary([{ document: service, articles: [duty] }, coming, limited, old]);
    const seen = library.seenBy({ readers: [['総務課']], on: TODAY });
    expect(seen.related.referencesIn(duty)).toEqual([]);
  });
});

describe('同じ名前の文書が多いとき', () => {
  const copies = Array.from({ length: 40 }, (_, at) =>
    ['docx', 'pdf'].map((kind) => travel(`規程${at}_${kind}`, '9000', { title: `第${at}種旅費規程` })),
  ).flat();
  const minutes = Array.from({ length: 40 }, (_, at) => travel(`会議/要旨${at}`, `${at}`, { title: '庁議要旨' }));

  /** The versions of these books, and how often a document was opened for them. */
  const opening = (books: readonly RuleBook[]) => {
    let opened = 0;
    const articles = new Map(books.map((book) => [book.document.id, book.articles]));
    const documents = books.map(({ document }) => ({ ...document }));
    const versions = versionsOf(documents, (id) => {
      opened += 1;
      return articles.get(id) ?? [];
    });
    return { inForce: () => versions.inForce(documents, { on: TODAY, today: TODAY }), opened: () => opened };
  };

  it('写しを見分けるのに、質問のたびに文書を開き直さない', () => {
    const { inForce, opened } = opening(copies);
    expect(inForce()).toHaveLength(40);
    const once = opened();
    expect(inForce()).toHaveLength(40);
    expect(opened()).toBe(once);
    expect(once).toBeLessThanOrEqual(copies.length);
  });

  it('版かどうかを見分けるのに、文書を一度ずつしか開かない', () => {
    expect(opening(minutes).opened()).toBeLessThanOrEqual(minutes.length);
  });
});
