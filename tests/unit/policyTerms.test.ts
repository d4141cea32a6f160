import { describe, expect, it } from '@jest/globals';
import { buildLibrary } from '../../src/policy/buildLibrary.ts';
import type { RuleBook } from '../../src/policy/document.ts';
import { bookOf } from './policyFixtures.ts';

const telework = bookOf('架空市在宅勤務要綱', [
  [
    '第2条',
    '定義',
    [
      'この要綱において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。',
      '(1)　所属長　課長及びこれに相当する職にある者をいう。',
      '(2)　サテライト勤務　市が契約した施設で行う勤務をいう。',
      '２　この要綱において「在宅勤務」とは、自宅又はこれに準ずる場所（以下「自宅等」という。）における勤務をいう。',
    ],
  ],
  ['第3条', '申請', ['在宅勤務をしようとする職員は、前日までに所属長に申請しなければならない。']],
  [
    '第4条',
    '審査',
    [
      '市長は、申請の内容を調べる委員会（以下この条において「審査会」という。）を置く。',
      '２　審査会の庶務は、人事課が行う。',
    ],
  ],
  ['第5条', '場所', ['自宅等のうち勤務に適しない場所は、認めない。']],
  ['第6条', '別の審査', ['審査会の定めるところによる。所属長会議は、別に定める。']],
  ['第7条', '雑則', ['この要綱に定めるもののほか、必要な事項は、別に定める。']],
]);

async function termsOf(article: number, clause = 0, books: readonly RuleBook[] = [telework]): Promise<string[]> {
  const { related } = await buildLibrary(books);
  const asked = books[0]?.articles[article];
  if (asked === undefined) throw new Error('no such article');
  const articles = books.flatMap((one) => one.articles);
  return related.termsIn(asked.clauses[clause]?.text ?? '', asked).map(({ term, article: id, start, end }) => {
    return `${term}：${articles.find((one) => one.id === id)?.text.slice(start, end)}`;
  });
}

describe('用語の定義', () => {
  it('条文に出てくる用語の定義を、「とは」からも定義の号からも見つける', async () => {
    expect(await termsOf(1)).toEqual([
      '在宅勤務：この要綱において「在宅勤務」とは、自宅又はこれに準ずる場所（以下「自宅等」という。）における勤務をいう。',
      '所属長：所属長　課長及びこれに相当する職にある者をいう。',
    ]);
  });

  it('「以下「自宅等」という。」と決めた言葉を、それを決めた文とともに知っている', async () => {
    expect(await termsOf(3)).toEqual([expect.stringMatching(/^自宅等：.*（以下「自宅等」という。）/)]);
  });

  it('「以下この条において」と決めた言葉は、ほかの条では定義としない', async () => {
    expect(await termsOf(2, 1)).toEqual([expect.stringMatching(/^審査会：市長は/)]);
    expect(await termsOf(4)).toEqual([]);
  });

  it('長い言葉の一部にすぎないものを、定義された用語と取り違えない', async () => {
    expect(await termsOf(4)).not.toContainEqual(expect.stringMatching(/^所属長/));
  });

  it('どの条にも出てくる用語は、いちいち示さない', async () => {
    const common = bookOf('架空市規程', [
      ['第1条', '定義', ['この規程において「職員」とは、市に勤める者をいう。']],
      ...[2, 3, 4, 5, 6].map((n) => [`第${n}条`, '服務', [`職員は、第${n}の定めを守る。`]] as const),
    ]);
    expect(await termsOf(1, 0, [common])).toEqual([]);
  });

  it('読めない規程にある条を、参照先として示さない', async () => {
    const secret = bookOf('秘密規程', [['第1条', '秘密', ['秘密とする。']]]);
    const open = bookOf('公開規程', [['第1条', '参照', ['秘密規程第1条による。']]]);
    const books = [open, { ...secret, document: { ...secret.document, readers: ['監査室'] } }];
    const [article] = open.articles;
    const library = await buildLibrary(books);
    const seen = library.seenBy({ readers: [], on: '2026-11-22' });
    expect(article && library.related.referencesIn(article)).toHaveLength(1);
    expect(article && seen.related.referencesIn(article)).toEqual([]);
  });
});
