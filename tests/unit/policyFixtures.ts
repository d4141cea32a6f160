import type { Article, RuleBook, RuleDocument } from '../../src/policy/document.ts';
import type { Hit } from '../../src/policy/library.ts';

/** An article of which each line is a clause: 「２　」 opens 第2項, 「(1)　」 第1号. */
export function articleOf(document: RuleDocument, label: string, caption: string, lines: readonly string[]): Article {
  const text = lines.join('\n');
  let start = 0;
  let paragraph = 1;
  const clauses = lines.map((line) => {
    const next = /^([２-９])　/.exec(line)?.[1];
    if (next !== undefined) paragraph = Number(next.normalize('NFKC'));
    const item = /^\((\d)\)　/.exec(line)?.[1];
    const id = `p${paragraph}${item === undefined ? '' : `-i${item}`}`;
    const several = lines.some((one) => /^２　/.test(one));
    const clauseLabel = `${several ? `第${paragraph}項` : ''}${item === undefined ? '' : `第${item}号`}`;
    const clause = { id, label: clauseLabel, start, end: start + line.length, text: line };
    start += line.length + 1;
    return clause;
  });
  return { id: `${document.id}#${label}`, document: document.id, label, caption, chapter: [], text, clauses };
}

export function bookOf(title: string, articles: readonly (readonly [string, string, readonly string[]])[]): RuleBook {
  const document: RuleDocument = { id: title, title, source: `${title}.md`, owner: '総務課', effective: '2026-04-01' };
  return { document, articles: articles.map(([label, caption, lines]) => articleOf(document, label, caption, lines)) };
}

export function hitsOf({ document, articles }: RuleBook): Hit[] {
  return articles.flatMap((article) => article.clauses.map((clause) => ({ document, article, clause, score: 1 })));
}

export const leave = bookOf('架空市職員の休暇に関する規程', [
  [
    '第12条',
    '年次有給休暇の請求',
    [
      '職員は、年次有給休暇を受けようとするときは、あらかじめ３日前までに所属長に届け出なければならない。ただし、急病その他やむを得ない事由があるときは、事後速やかに届け出ることができる。',
      '２　年次有給休暇は、一の年度において二十日とする。',
      '３　所属長は、前項の休暇を次の各号のいずれかの単位で与える。',
      '(1)　一日',
      '(2)　半日又は一時間',
    ],
  ],
  ['第13条', '忌引', ['職員の親族が死亡したときは、別表第１に定める日数の範囲内で忌引休暇を与える。']],
]);

export const travel = bookOf('架空市職員等旅費規程', [
  [
    '第5条',
    '宿泊料',
    ['宿泊料は、一夜につき１２，０００円を上限とする。', '２　特別区に宿泊するときは、１万５千円とする。'],
  ],
  ['第12条', '復命', ['旅行者は、帰庁した日から５日以内に復命書を提出しなければならない。']],
]);
