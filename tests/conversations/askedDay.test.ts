import { describe, expect, it } from '@jest/globals';
import { answerQuestion, type PolicyAnswer } from '../../src/commands/ask/answerQuestion.ts';
import { answerView, plainAnswer } from '../../src/commands/ask/view.ts';
import { createExtractive } from '../../src/models/extractive/extractive.ts';
import { buildLibrary } from '../../src/policy/buildLibrary.ts';
import { readRules } from '../../src/policy/structure/readRules.ts';
import { readBytes } from '../../src/reading/readFile.ts';

const rule = (yen: string, day: string, days: string) => `見本市職員旅費規程
平成20年3月31日訓令第7号

（目的）
第1条　この規程は、職員の旅費に関し必要な事項を定めるものとする。
（宿泊料）
第2条　宿泊料は、一夜につき${yen}円を上限とする。
（復命）
第3条　旅行者は、帰庁した日から${days}日以内に復命書を提出しなければならない。

附　則
この規程は、${day}から施行する。
`;
const book = async (id: string, text: string) =>
  readRules(await readBytes(Buffer.from(text), 'a.txt'), { path: `${id}.txt`, id });
const library = async () => {
  const books = await Promise.all([
    book('旅費規程_旧', rule('９，０００', '令和2年4月1日', '10')),
    book('旅費規程', rule('１２，０００', '令和7年10月1日', '7')),
    book('旅費規程_改正予定', rule('１５，０００', '令和9年4月1日', '5')),
  ]);
  return (await buildLibrary(books)).seenBy({ readers: 'all', on: '2026-11-22' });
};
const ask = async (question: string, ...earlier: string[]): Promise<PolicyAnswer> =>
  answerQuestion(
    { library: await library(), model: createExtractive() },
    question,
    earlier.map((asked) => ({ question: asked, cited: [] })),
    new AbortController().signal,
  );
const quoted = ({ statements }: PolicyAnswer) => statements.map(({ citation }) => citation.quote).join('\n');

describe('いつの時点の規程か', () => {
  it('何も言われなければ、今の版で答え、日付を断らない', async () => {
    const answer = await ask('宿泊料は一夜いくらまで出ますか');
    expect(quoted(answer)).toContain('１２，０００円');
    expect(answer.asOf).toBeUndefined();
    expect(answer.statements[0]?.citation.standing).toBeUndefined();
  });

  it('「令和6年度の時点では」には、その時の版で答え、どの時点かと旧版であることを示す', async () => {
    const answer = await ask('令和6年度の時点では、宿泊料は一夜いくらまで出ますか');
    expect(quoted(answer)).toContain('９，０００円');
    expect(answer.statements[0]?.citation).toMatchObject({ standing: 'superseded', effective: '2020-04-01' });
    expect(plainAnswer(answer)).toMatch(/^令和6年度末（令和7年3月31日）時点の規程では、次のとおりです。\n/);
    const [first] = answerView(answer, false).parts;
    expect(first).toEqual({
      kind: 'text',
      text: '令和6年度末（令和7年3月31日）時点の規程では、次のとおりです。',
      tone: 'quiet',
    });
  });

  it('「改正前は」には前の版で、「来年度の規程では」には施行予定の版で答える', async () => {
    expect(quoted(await ask('改正前は、宿泊料は一夜いくらまで出ましたか'))).toContain('９，０００円');
    const coming = await ask('来年度の規程では、宿泊料は一夜いくらまで出ますか');
    expect(quoted(coming)).toContain('１５，０００円');
    expect(coming.statements[0]?.citation.standing).toBe('future');
  });

  it('続きの質問は、前の質問の時点のまま答える', async () => {
    const answer = await ask('復命書については？', '令和6年度の時点では、宿泊料は一夜いくらまで出ますか');
    expect(answer.asOf).toBe('令和6年度末（令和7年3月31日）時点');
    expect(answer.nearest.map(({ document }) => document.id)).toContain('旅費規程_旧');
  });

  it('前の答えの後で版が改まっていれば、「もっと詳しく」には今の版で答える', async () => {
    const rules = await library();
    const after = (cited: string) =>
      answerQuestion(
        { library: rules, model: createExtractive() },
        'もっと詳しく',
        [{ question: '宿泊料は一夜いくらまで出ますか', cited: [{ article: cited, clause: 'p1' }] }],
        new AbortController().signal,
      );
    const places = rules.on('2021-04-01').documents();
    expect(places.map(({ id }) => id)).toEqual(['旅費規程_旧']);
    const outdated =
      (await rules.on('2021-04-01').search('宿泊料は一夜いくらまで出ますか', 1)).hits[0]?.article.id ?? '';
    expect(rules.article(outdated)?.text).toContain('９，０００円');
    const answer = await after(outdated);
    expect(quoted(answer)).toContain('１２，０００円');
    expect(quoted(answer)).not.toContain('９，０００円');
  });

  it('施行前の版から引いた条を続けて見せるときも、施行前であることを示す', async () => {
    const coming = await book('旅費規程', rule('１５，０００', '令和9年4月1日', '5'));
    const rules = (await buildLibrary([coming])).seenBy({ readers: 'all', on: '2026-11-22' });
    const article = rules.article('旅費規程#第2条') ?? (await rules.search('宿泊料は一夜いくら', 1)).hits[0]?.article;
    const answer = await answerQuestion(
      { library: rules, model: createExtractive() },
      'それは何条？',
      [{ question: '宿泊料は一夜いくらまで出ますか', cited: [{ article: article?.id ?? '', clause: 'p1' }] }],
      new AbortController().signal,
    );
    expect(answer.statements[0]?.citation).toMatchObject({ label: '第2条', standing: 'future' });
  });

  it('一つのメッセージに収まる限りの長い文でも、すぐに答える', async () => {
    const text = '宿泊料は、一夜につきいくらを上限として支給されますか。'.repeat(4_000);
    await ask('宿泊料はいくらですか');
    const started = performance.now();
    expect(quoted(await ask(text))).toContain('１２，０００円');
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('答えがなくても、いつの時点の規程から探したかを示す', async () => {
    const answer = await ask('令和6年度の時点では、庁舎の屋上でバーベキューはできますか');
    expect(answer.grounded).toBe(false);
    expect(plainAnswer(answer)).toContain('令和6年度末（令和7年3月31日）時点の規程から探しました。');
  });
});
