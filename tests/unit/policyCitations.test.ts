import { describe, expect, it } from '@jest/globals';
import { checkStatements, type GivenClause } from '../../src/policy/citations.ts';
import { figuresStandIn } from '../../src/policy/citing/figures.ts';
import { hitsOf, leave, travel } from './policyFixtures.ts';

const given: GivenClause[] = [...hitsOf(leave), ...hitsOf(travel)].map((hit, at) => ({ id: `C${at + 1}`, hit }));
const question = '有休は何日前までに届け出ればいいですか';
const notice = '年次有給休暇は３日前までに所属長へ届け出ます。';
const words = 'あらかじめ３日前までに所属長に届け出なければならない';

const check = (text: string, clause: string, quote: string, asked = question) =>
  checkStatements({ statements: [{ text, clause, quote }] }, given, asked);
const quoteOf = (text: string, clause: string, quote: string) => check(text, clause, quote).kept[0]?.citation.quote;
const reasonOf = (text: string, clause: string, quote: string, asked?: string) =>
  check(text, clause, quote, asked).dropped[0]?.reason;

describe('引用の照合', () => {
  it('条文にある引用だけを残し、文書・条・項と施行日を添える', () => {
    const { kept, dropped } = check(notice, 'C1', words);
    expect(dropped).toEqual([]);
    expect(kept[0]?.citation).toMatchObject({
      article: '架空市職員の休暇に関する規程#第12条',
      clause: 'p1',
      document: '架空市職員の休暇に関する規程',
      label: '第12条第1項'.replace('第1項', leave.articles[0]?.clauses[0]?.label ?? ''),
      quote: words,
      effective: '2026-04-01',
      owner: '総務課',
    });
  });

  it('引用は原文から切り出し、全角・半角と空白の違いだけを許す', () => {
    expect(quoteOf(notice, 'C1', 'あらかじめ 3日前までに\n所属長に届け出なければならない。')).toBe(`${words}。`);
    expect(reasonOf(notice, 'C1', 'あらかじめ３日前迄に所属長に届け出なければならない')).toBe('quote_not_found');
  });

  it.each([
    ['見出しと条番号', `第12条（年次有給休暇の請求）　職員は、年次有給休暇を受けようとするときは、${words}`],
    ['文書名と項', `架空市職員の休暇に関する規程 第12条第1項：職員は、年次有給休暇を受けようとするときは、${words}`],
    ['番号', `[C1] 職員は、年次有給休暇を受けようとするときは、${words}`],
    ['かぎ括弧', `「職員は、年次有給休暇を受けようとするときは、${words}。」`],
  ])('引用の前に写された%sを除いて見つける', (_, quote) => {
    expect(quoteOf(notice, 'C1', quote)).toMatch(/^職員は、年次有給休暇を/);
  });

  it.each(['C1', 'c1', '[C1]', 'C1 第12条', '【Ｃ１】', '第12条第1項', '架空市職員の休暇に関する規程第十二条'])(
    '条項の呼び方「%s」が分かる',
    (name) => {
      expect(check(notice, name, words).kept[0]?.citation.clause).toBe('p1');
    },
  );

  it('渡していない番号と、二つの文書に当てはまる条番号は根拠にしない', () => {
    expect(reasonOf(notice, 'C99', words)).toBe('unknown_clause');
    expect(reasonOf(notice, '第12条', words)).toBe('unknown_clause');
    expect(reasonOf(notice, '', words)).toBe('unknown_clause');
  });

  it('同じ条の別の項にある引用は、その項を根拠として示す', () => {
    const { kept } = check('年次有給休暇は年度に20日です。', 'C1', '年次有給休暇は、一の年度において二十日とする。');
    expect(kept[0]?.citation).toMatchObject({ clause: 'p2', label: '第12条第2項' });
    expect(kept[0]?.citation.quote).toBe('年次有給休暇は、一の年度において二十日とする。');
  });

  it('検索がずっと近い条文を見つけているのに、似た遠い条文を根拠にしない', () => {
    const reasonWith = (own: number, other: { score: number; named?: boolean }) => {
      const scored = given.map(({ id, hit }) => {
        const change = hit.article.id.startsWith(leave.document.id) ? { score: own } : other;
        return { id, hit: { ...hit, ...change } };
      });
      const statements = [{ text: notice, clause: 'C1', quote: words }];
      return checkStatements({ statements }, scored, question).dropped[0]?.reason;
    };
    expect(reasonWith(0.8, { score: 1 })).toBe('far_off');
    expect(reasonWith(0.9, { score: 1 })).toBeUndefined();
    expect(reasonWith(1, { score: 0.5 })).toBeUndefined();
    // 一緒に渡した定義や参照先と、質問が場所を名指ししたときは別
    expect(reasonWith(0, { score: 1 })).toBeUndefined();
    expect(reasonWith(0.8, { score: 2, named: true })).toBeUndefined();
  });

  it('作られた引用や別の条の引用を示さない', () => {
    expect(
      reasonOf('有休は当日の電話でも取れます。', 'C1', '年次有給休暇は当日の電話により請求できるものとする。'),
    ).toBe('quote_not_found');
    expect(reasonOf(notice, 'C6', words)).toBe('quote_not_found');
  });

  it('引用にない日数・金額・日付を述べた文を落とす', () => {
    expect(reasonOf('年次有給休暇は５日前までに届け出ます。', 'C1', words)).toBe('number_mismatch');
    expect(reasonOf('有休は３か月前までに届け出ます。', 'C1', words)).toBe('number_mismatch');
    expect(reasonOf('特別区では16,000円です。', 'C8', '特別区に宿泊するときは、１万５千円とする')).toBe(
      'number_mismatch',
    );
  });

  it.each([
    ['20日までに届け出ればよい。', '1年につき20日とする。', false],
    [
      '5日以上の休暇は7日前までに請求する。',
      '連続して5日以上の年次有給休暇は、初日の7日前までに請求するものとする。',
      true,
    ],
    ['1か月以内に提出する。', '起算して1月以内に提出しなければならない。', true],
    ['3万円以下なら課長が決裁できる。', '3万円を超えない範囲で、課長が決裁する。', true],
    ['3万円以上なら課長が決裁できる。', '3万円以下のものは、課長が決裁する。', false],
    ['18歳未満は申請できない。', '18歳以上の者は、申請することができる。', false],
    ['2回まで申請できる。', '申請は、2回を限度とする。', true],
    ['10日以内に返す。', '貸出しの期間は、10日とする。', true],
  ])('数が何の限りであるかも引用と比べる：「%s」と「%s」は %s', (statement, source, stands) => {
    expect(figuresStandIn(statement, source)).toBe(stands);
  });

  it('漢数字・全角・万の書き方の違いは同じ数とみなす', () => {
    expect(quoteOf('特別区では15,000円です。', 'C8', '特別区に宿泊するときは、１万５千円とする')).toBe(
      '特別区に宿泊するときは、１万５千円とする',
    );
    expect(quoteOf('上限は一夜につき一万二千円です。', 'C7', '宿泊料は、一夜につき12,000円を上限とする')).toContain(
      '１２，０００円',
    );
  });

  it('数が引用のすぐ外にあれば、その文まで引用を広げる', () => {
    expect(quoteOf(notice, 'C1', '所属長に届け出なければならない')).toBe(
      `職員は、年次有給休暇を受けようとするときは、${words}。`,
    );
  });

  it('答えの条番号そのものは金額や日数として照合しない', () => {
    expect(check('第12条により、３日前までに届け出ます。', 'C1', words).kept).toHaveLength(1);
    expect(reasonOf('第15条により、３日前までに届け出ます。', 'C1', words)).toBe('number_mismatch');
  });

  it('「する。」のような短い引用は認めず、短くても一か所だけの言葉は文まで広げる', () => {
    expect(reasonOf('年次有給休暇は届け出が必要です。', 'C2', 'とする。')).toBe('quote_not_found');
    expect(quoteOf('年次有給休暇は20日です。', 'C2', '二十日')).toBe('年次有給休暇は、一の年度において二十日とする。');
  });

  it('省略記号でつないだ引用は、間も含めた一続きの原文にする', () => {
    expect(quoteOf(notice, 'C1', '職員は、年次有給休暇を…所属長に届け出なければならない')).toBe(
      `職員は、年次有給休暇を受けようとするときは、${words}`,
    );
    expect(reasonOf(notice, 'C1', '職員は、年次有給休暇を…翌月に繰り越す')).toBe('quote_not_found');
  });

  it('引用に項や号の番号を含めない', () => {
    expect(quoteOf('半日又は1時間単位でも取れます。', 'C5', '(2)　半日又は一時間')).toBe('半日又は一時間');
  });

  it('質問を繰り返しただけの文、英語だけの文、引用のない文を落とす', () => {
    expect(reasonOf('有休は何日前までに届け出ればいいですか。', 'C1', words)).toBe('repeats_question');
    expect(reasonOf('Note: the answer is based on clause C1 only.', 'C1', words)).toBe('empty');
    expect(reasonOf(notice, 'C1', '')).toBe('empty');
  });

  it('文の中の番号と英語の断り書きを取り除く', () => {
    const { kept } = check(`${notice}[C1] (based on the clause given above)`, 'C1', words);
    expect(kept[0]?.text).toBe(notice);
    expect(check(`4　${notice}`, 'C1', words).kept[0]?.text).toBe(notice);
  });

  it('同じことを二度述べた文は一度だけ示す', () => {
    const one = { text: notice, clause: 'C1', quote: words };
    const { kept, dropped } = checkStatements(
      { statements: [one, { ...one, text: '年次有給休暇は、３日前までに所属長へ届け出ます' }] },
      given,
      question,
    );
    expect(kept).toHaveLength(1);
    expect(dropped).toEqual([{ text: '年次有給休暇は、３日前までに所属長へ届け出ます', reason: 'duplicate' }]);
  });

  it('残った引用は必ず条の原文の一部である', () => {
    const quotes = [
      'あらかじめ 3日前',
      'ただし、急病その他やむを得ない事由があるとき',
      '(1)　一日',
      '宿泊料は',
      '別表第1に定める日数',
    ];
    for (const clause of given) {
      for (const quote of quotes) {
        const { kept } = check('届け出に関する定めがあります。', clause.id, quote);
        for (const { citation } of kept) {
          expect(clause.hit.article.text).toContain(citation.quote);
          expect(citation.quote).not.toMatch(/…|^第\d+条|^\s/);
        }
      }
    }
  });
});
