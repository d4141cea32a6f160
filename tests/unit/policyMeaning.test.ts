import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildLibrary } from '../../src/policy/buildLibrary.ts';
import type { RuleBook } from '../../src/policy/document.ts';
import type { RuleLibrary } from '../../src/policy/library.ts';
import { questionKind } from '../../src/policy/search/questionKind.ts';
import { searchWeights } from '../../src/policy/search/weights.ts';

const article = (number: number, caption: string, text: string) => ({
  id: `rule#${number}`,
  document: 'rule',
  label: `第${number}条`,
  caption,
  chapter: [],
  text,
  clauses: [{ id: 'p1', label: '', start: 0, end: text.length, text }],
});
const books: RuleBook[] = [
  {
    document: { id: 'rule', title: '見本規程', source: 'rule.md' },
    articles: [
      article(1, '公用車', '公用車の使用後は、所定の場所に鍵を返却しなければならない。'),
      article(2, '贈与等の禁止', '職員は、利害関係者から金銭又は物品の贈与を受けてはならない。'),
      article(3, '庁舎', '庁舎の開庁時間は、午前8時30分から午後5時15分までとする。'),
    ],
  },
];

let passages: readonly string[] = [];
let cosines: Float32Array | undefined;
let library: RuleLibrary;
beforeAll(async () => {
  library = await buildLibrary(books, {
    findMeaning: async (parts) => {
      passages = parts.flatMap((part) =>
        Array.from({ length: part.passages.length }, (_, at) => part.passages.at(at) ?? ''),
      );
      return { cosines: async () => cosines };
    },
  });
});
const first = async (question: string) => (await library.search(question, 3)).hits[0]?.article.label;

describe('意味による検索', () => {
  it('条項ごとに、文書名と見出しを添えた文章を渡す', () => {
    expect(passages).toHaveLength(3);
    expect(passages[1]).toBe('見本規程 贈与等の禁止\n職員は、利害関係者から金銭又は物品の贈与を受けてはならない。');
  });

  it('一語も重ならない質問でも、意味の近い条文を見つける', async () => {
    cosines = Float32Array.from([0.05, 0.62, 0.02]);
    expect(await first('業者さんからお歳暮が届いたらどうする？')).toBe('第2条');
  });

  it('ベクトルがまだない条文も、言葉で見つかる', async () => {
    cosines = Float32Array.from([Number.NaN, 0.1, 0.1]);
    expect(await first('公用車の鍵はどこに返却しますか？')).toBe('第1条');
  });

  it('質問のベクトルが間に合わなければ、言葉だけで探す', async () => {
    cosines = undefined;
    expect(await first('庁舎の開庁時間は何時からですか？')).toBe('第3条');
  });

  it('意味も言葉も遠ければ、答えがあるとは言わない', async () => {
    cosines = Float32Array.from([0.03, 0.02, 0.01]);
    expect(await library.search('駅前のおいしい店は？', 3)).toMatchObject({ answerable: false, plausible: false });
  });

  it('話し言葉では意味を、名詞だけの言葉と長い質問では言葉を重く見る', () => {
    const meaningOf = (question: string) => searchWeights.ranking[questionKind(question)].meaning;
    const spoken = meaningOf('有休って何日前に出せばいい？');
    expect(spoken).toBeGreaterThan(meaningOf('年次有給休暇の請求'));
    expect(spoken).toBeGreaterThan(meaningOf('令和7年4月に採用された職員について'.repeat(8)));
  });
});
