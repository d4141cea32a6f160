import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadWords, type Words } from '../../src/japanese/words.ts';
import { projectFile } from '../../src/projectFiles.ts';
import { compareWithSource } from '../../src/summary/compare/compareWithSource.ts';
import { indexSource } from '../../src/summary/compare/sourceIndex.ts';
import { readSpeech } from '../../src/summary/readSpeech.ts';

interface Topic {
  readonly topic: string;
  readonly today: string;
  readonly source?: string;
  readonly file?: string;
  /** `wrong`: what is wrong in it; missing where it is faithful. */
  readonly cases: readonly { readonly text: string; readonly wrong?: string }[];
}

const read = (path: string) => readFileSync(projectFile(path), 'utf8');
const topics = read('tests/fixtures/comparisons.jsonl')
  .trim()
  .split('\n')
  .map((line): Topic => JSON.parse(line));

let words: Words;
beforeAll(async () => {
  words = await loadWords();
});

const index = (text: string, today = '2025-12-08') => {
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
  return indexSource(readSpeech(text), words, new Date(year, month - 1, day));
};
const compare = (source: string, statement: string, today?: string) =>
  compareWithSource(statement, index(source, today));
const notes = (source: string, statement: string, today?: string) =>
  compare(source, statement, today).map(({ words: said, note }) => `${said}：${note}`);

describe('原文との照合（自作の原文15編、忠実な言い換え132、誤り249）', () => {
  const judged = () =>
    topics.flatMap(({ topic, today, source, file, cases }) => {
      const made = index(source ?? read(file ?? ''), today);
      return cases.map((one) => ({ ...one, topic, found: compareWithSource(one.text, made) }));
    });

  it('誤りの95％以上に気付く', () => {
    const wrong = judged().filter((one) => one.wrong !== undefined);
    const missed = wrong.filter(({ found }) => found.length === 0);
    expect(wrong.length).toBeGreaterThanOrEqual(200);
    expect(missed.length / wrong.length).toBeLessThanOrEqual(0.05);
  });

  it('数、日付、名前、打消しのどれも、90％以上に気付く', () => {
    const wrong = judged().filter((one) => one.wrong !== undefined);
    for (const kind of ['number', 'amount', 'date', 'time', 'weekday', 'name', 'negation', 'comparison', 'modality']) {
      const own = wrong.filter((one) => one.wrong === kind);
      const caught = own.filter(({ found }) => found.length > 0);
      expect({ kind, enough: caught.length / own.length >= 0.9 }).toEqual({ kind, enough: true });
    }
  });

  it('忠実な言い換えに印を付けるのは5％以下である', () => {
    const faithful = judged().filter((one) => one.wrong === undefined);
    const alarms = faithful.filter(({ found }) => found.length > 0);
    expect(faithful.length).toBeGreaterThanOrEqual(100);
    expect(alarms.length / faithful.length).toBeLessThanOrEqual(0.05);
  });

  it('原文の文をそのまま、又は句点を落として写したものには印を付けない', () => {
    for (const { source, file, today } of topics) {
      const text = source ?? read(file ?? '');
      const made = index(text, today);
      const sentences = readSpeech(text).sentences.filter(({ text: one }) => one.length > 12);
      const marked = sentences.flatMap(({ text: one }) => [
        ...compareWithSource(one, made),
        ...compareWithSource(`${one.replace(/。$/u, '')}、とのこと。`, made),
      ]);
      expect(marked).toEqual([]);
    }
  });
});

describe('何がどう違うか', () => {
  const fee = '会議室の使用料を、令和8年7月1日（水）から1時間300円から390円に改める。収入は年間で約1,200千円増える。';

  it('違う所の位置と、原文の言葉を示す', () => {
    const statement = '使用料は1時間300円から３８０円になる。';
    const [found] = compare(fee, statement);
    expect(found).toMatchObject({
      kind: 'amount',
      words: '３８０円',
      says: '390円',
      differs: true,
      note: '原文では「390円」',
    });
    expect(statement.slice(found?.start, found?.end)).toBe('３８０円');
  });

  it('原文のどこにもない数は、「原文にありません」とする', () => {
    expect(notes(fee, '利用者は年間8,400人である。')).toEqual(['8,400人：原文にありません']);
  });

  it.each([
    ['和暦と西暦', '使用料は2026年7月1日から390円になる。'],
    ['漢数字', '使用料は1時間三百円から三百九十円に改める。'],
    ['千円と万円', '収入は年間で約120万円増える。'],
    ['曜日', '7月1日水曜日から改める。'],
  ])('%sの違いは誤りとしない', (_, statement) => {
    expect(notes(fee, statement)).toEqual([]);
  });

  it('日付と合わない曜日に気付く', () => {
    expect(compare(fee, '令和8年7月1日（木）から改める。')).toEqual([
      expect.objectContaining({ kind: 'weekday', says: '令和8年7月1日(水)' }),
    ]);
  });

  it('入れ替わった二つの数に気付く', () => {
    expect(compare(fee, '使用料は1時間390円から300円に改める。').map(({ kind }) => kind)).toEqual(['amount', 'amount']);
  });

  it('年度と年を区別する', () => {
    const budget = '令和7年度の予算は、前年度より3億円多い。';
    expect(notes(budget, '2025年度の予算は前年度より3億円多い。')).toEqual([]);
    expect(notes(budget, '2026年度の予算は前年度より3億円多い。')).toEqual(['2026年度：原文では「令和7年度」']);
  });

  it('「来週」を会議の日から数える', () => {
    const talk = '佐藤: 原稿は来週の火曜日までに出してください。';
    expect(notes(talk, '原稿は12月16日までに出す。')).toEqual([]);
    expect(notes(talk, '原稿は12月23日までに出す。')).toEqual(['12月23日：原文では「来週の火曜日」']);
  });

  it('「単位：千円」の表の数を、円で読む', () => {
    const table = '主な経費（単位：千円）\n委託料　4,800\n研修費　2,200';
    expect(notes(table, '委託料は480万円、研修費は220万円である。')).toEqual([]);
    expect(notes(table, '委託料は48万円である。')).toHaveLength(1);
  });

  it('「約」は、丸めた数を許し、違う数は許さない', () => {
    const count = '申請は1,187件あった。';
    expect(notes(count, '申請は約1,200件あった。')).toEqual([]);
    expect(notes(count, '申請は約1,300件あった。')).toHaveLength(1);
    expect(notes(count, '申請は1,200件あった。')).toHaveLength(1);
  });
});

describe('誰が言い、誰がするか', () => {
  const talk = [
    '○清水委員　減免の件数を一覧にして出してください。',
    '○生涯学習課長（坂本）　12月15日までに提出いたします。',
    '○山口委員　値上げには反対です。',
    '○森委員　据置きが長く、改定はやむを得ません。',
  ].join('\n');

  it('別の人が言ったことにされれば気付く', () => {
    expect(notes(talk, '森委員は値上げに反対した。')).toEqual(['森委員：原文では「山口委員」']);
    expect(notes(talk, '山口委員は値上げに反対した。')).toEqual([]);
  });

  it('別の人がすることにされれば気付く', () => {
    expect(notes(talk, '財政課長は、減免の件数の一覧を12月15日までに提出する。')).toHaveLength(1);
    expect(notes(talk, '坂本課長は、減免の件数の一覧を12月15日までに提出する。')).toEqual([]);
  });

  it('伏せた氏名も、人として比べる', () => {
    const masked = '【氏名1】: 印刷は私がします。\n【氏名2】: 会場は私が押さえます。';
    expect(notes(masked, '【氏名2】が印刷をする。')).toEqual(['【氏名2】：原文では「【氏名1】」']);
    expect(notes(masked, '【氏名1】が印刷をする。')).toEqual([]);
  });
});

describe('するか、しないか', () => {
  it.each([
    ['減免は廃止しません。', '減免は廃止する。', '減免は廃止しないことになった。'],
    ['請願は不採択となった。', '請願は採択された。', '請願は採択されなかった。'],
    ['導入は見送ることとした。', '導入することとした。', '導入しないこととした。'],
    ['派遣職員は対象外とする。', '派遣職員を対象とする。', '派遣職員は対象にならない。'],
    ['当日の入浴は差し支えありません。', '当日の入浴は避ける。', '当日の入浴は可能である。'],
    ['市長は、返還を命ずることができる。', '市長は、返還を命じなければならない。', '市長は返還を命じることができる。'],
    ['システムの導入を検討する。', 'システムを導入する。', 'システムの導入について検討を行う。'],
    ['15人以上の団体に限る。', '15人未満の団体に限る。', '15人以上の団体だけとする。'],
    ['届出は午前中に受け付けます。', '届出は午後に受け付ける。', '届出の受付は午前である。'],
  ])('%s', (source, wrong, right) => {
    expect(notes(source, wrong)).toHaveLength(1);
    expect(notes(source, right)).toEqual([]);
  });

  it('「しなければならない」「かもしれない」「差し支えない」は、打消しではない', () => {
    const source = '申請書を出さなければなりません。遅れるかもしれません。写しでも差し支えありません。';
    expect(notes(source, '申請書を出す必要がある。')).toEqual([]);
    expect(notes(source, '遅れる可能性がある。')).toEqual([]);
    expect(notes(source, '申請書を出す必要はない。')).toHaveLength(1);
  });
});
