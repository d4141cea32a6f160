import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildLibrary } from '../../src/policy/buildLibrary.ts';
import type { Article, RuleBook } from '../../src/policy/document.ts';
import type { RuleLibrary } from '../../src/policy/library.ts';
import { chooseQuotes } from '../../src/policy/quotes.ts';
import { readRow, tableOf, tablesIn } from '../../src/policy/tables.ts';
import { bookOf } from './policyFixtures.ts';

/** An annex whose rows come from a grid, as word processors and spreadsheets have them. */
function annex(document: string, label: string, caption: string, rows: readonly string[]): Article {
  const text = rows.join('\n');
  let start = 0;
  const clauses = rows.map((row, at) => {
    const clause = {
      id: `r${at + 1}`,
      label: at === 0 ? '' : `「${row.split('\u3000')[0]}」の項`,
      start,
      end: start + row.length,
      text: row,
    };
    start += row.length + 1;
    return clause;
  });
  return { id: `${document}#${label}`, document, label, caption, chapter: [], text, clauses };
}

const rules = bookOf('架空市旅費規程', [
  ['第2条', '区分', ['宿泊地は、別表第２の備考に定めるところにより、甲地及び乙地に分ける。']],
  ['第10条', '日当', ['日当の額は、別表第１のとおりとする。']],
  ['第11条', '宿泊料', ['宿泊料は、実費とする。']],
]);
const daily = annex(rules.document.id, '別表第1', '第10条関係', [
  '旅行先\u3000課長級以上の日当\u3000その他の職員の日当',
  '甲地\u30002,600円\u30001,800円',
  '乙地\u30001,100円\u3000800円',
]);
const long = annex(rules.document.id, '別表第3', '第20条関係', [
  '品目\u3000数量',
  ...Array.from({ length: 40 }, (_, at) => `備品の品目その${at + 1}番\u3000${at + 100}個`),
]);
const book: RuleBook = { ...rules, articles: [...rules.articles, daily, long] };

describe('別表', () => {
  let library: RuleLibrary;
  beforeAll(async () => {
    library = await buildLibrary([book]);
  });
  const quotes = async (question: string) => chooseQuotes(question, (await library.search(question, 30)).hits, library);

  it('行は、列の名前とともに引き、引用は原文の一続きのままにする', async () => {
    const row = (await quotes('甲地の日当はいくら')).find(({ citation }) => citation.label.startsWith('別表'));
    expect(row?.citation).toMatchObject({ clause: 'r2', label: '別表第1「甲地」の項' });
    expect(row?.citation.quote).toBe(
      '旅行先\u3000課長級以上の日当\u3000その他の職員の日当\n甲地\u30002,600円\u30001,800円',
    );
    expect(daily.text).toContain(row?.citation.quote);
    expect(row?.text).toBe('旅行先：甲地\u3000課長級以上の日当：2,600円\u3000その他の職員の日当：1,800円');
  });

  it('「別表第1のとおりとする」を引くときは、質問にあたる行まで引く', async () => {
    const found = await quotes('乙地に行くときの日当の額');
    expect(found.map(({ citation }) => citation.label)).toContain('別表第1「乙地」の項');
  });

  it('列の名前だけの行を答えとしない', async () => {
    for (const question of ['課長級以上の日当', '品目の数量'])
      for (const { citation } of await quotes(question)) expect(citation.clause).not.toBe('r1');
  });

  it('列の名前から遠い行は、行だけを引き、列の名前は答えの文に添える', async () => {
    const found = (await quotes('備品の品目その39番の数量')).find(({ citation }) =>
      citation.label.includes('その39番'),
    );
    expect(found?.citation.quote).toBe('備品の品目その39番\u3000138個');
    expect(found?.text).toBe('品目：備品の品目その39番\u3000数量：138個');
  });

  it('罫線のない表（PDF）の行も、列の数がそろっていれば表として読む', () => {
    const lines = ['財産の種類 期間', '建物 30年', '車両 5年', '機械 7年'];
    const plain = annex('規則', '別表', '', lines);
    const article = { ...plain, clauses: plain.clauses.map((one, at) => ({ ...one, id: `l${at + 1}`, label: '' })) };
    const [table] = tablesIn(article);
    const [, , car] = article.clauses;
    expect(table && car && readRow(table, car)).toBe('財産の種類：車両\u3000期間：5年');
    expect(tablesIn({ ...article, label: '第5条' })).toEqual([]);
  });

  it('セルの数が列の名前と合わない行は、並べ替えずにそのまま示す', () => {
    const uneven = annex('規則', '別表', '', ['区分\u3000額', '甲\u300010円\u3000ただし書あり', '乙\u300020円']);
    const [, row] = uneven.clauses;
    const table = row && tableOf(uneven, row);
    expect(table && row && readRow(table, row)).toBe('区分\u3000額／甲\u300010円\u3000ただし書あり');
  });
});
