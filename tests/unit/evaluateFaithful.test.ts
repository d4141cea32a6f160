import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Change, Original } from '../../src/cli/evaluate/faithful/case.ts';
import { generateCases } from '../../src/cli/evaluate/faithful/generate.ts';
import { namesOfText } from '../../src/cli/evaluate/faithful/names.ts';
import { originalsOf } from '../../src/cli/evaluate/faithful/originals.ts';
import {
  otherDay,
  otherEra,
  otherMonth,
  otherWeekday,
  otherYear,
} from '../../src/cli/evaluate/faithful/perturb/dates.ts';
import { ability, added, dropped, obligation } from '../../src/cli/evaluate/faithful/perturb/negation.ts';
import {
  byDigit,
  byOne,
  otherArticle,
  otherUnit,
  transposed,
} from '../../src/cli/evaluate/faithful/perturb/numbers.ts';
import { bound, opposite, order, scope } from '../../src/cli/evaluate/faithful/perturb/opposites.ts';
import { elsewhere, exchanged, otherAssignee } from '../../src/cli/evaluate/faithful/perturb/people.ts';
import { attributed } from '../../src/cli/evaluate/faithful/rephrase/attributed.ts';
import { everydayWords, nounEnding, unitsOtherwise } from '../../src/cli/evaluate/faithful/rephrase/equivalents.ts';
import { joined } from '../../src/cli/evaluate/faithful/rephrase/join.ts';
import { plainer, politer } from '../../src/cli/evaluate/faithful/rephrase/register.ts';
import { withoutBracket, withoutClause, withoutYear } from '../../src/cli/evaluate/faithful/rephrase/shorten.ts';
import { digitsOtherwise, kanjiToDigits, otherCalendar } from '../../src/cli/evaluate/faithful/rephrase/spelling.ts';
import { ratesOf, wilsonInterval } from '../../src/cli/evaluate/faithful/report.ts';
import { seeded } from '../../src/cli/evaluate/faithful/seeded.ts';
import { readTexts, textsOf } from '../../src/cli/evaluate/faithful/texts.ts';
import { kanjiOf, readNumber } from '../../src/cli/evaluate/faithful/writtenNumber.ts';
import { loadWords, type Words } from '../../src/japanese/words.ts';
import { readSpeech } from '../../src/summary/readSpeech.ts';

let words: Words;

beforeAll(async () => {
  words = await loadWords();
});

function original(text: string, more: Partial<Original> & { readonly around?: readonly string[] } = {}): Original {
  const { around = [], ...rest } = more;
  const all = [text, ...around].map((one) => ({ text: one, words: words.analyze(one) }));
  return {
    text,
    otherSpeakers: [],
    words: () => words.analyze(text),
    analyze: words.analyze,
    names: () => namesOfText(all),
    ...rest,
  };
}

/** Everything that thirty seeds make of a sentence. */
function made(change: Change, text: string, more: Parameters<typeof original>[1] = {}): string[] {
  const given = original(text, more);
  const all = Array.from({ length: 30 }, (_, seed) => change(given, seeded(seed)).map(({ statement }) => statement));
  return [...new Set(all.flat())].sort();
}

describe('数を変える', () => {
  it('1つ増やすか減らし、書き方は元のままにする', () => {
    expect(made(byOne, '定員は１，２００人とする。')).toEqual([
      '定員は１，１９９人とする。',
      '定員は１，２０１人とする。',
    ]);
    expect(made(byOne, '申請は十五日以内に行う。')).toEqual(['申請は十六日以内に行う。', '申請は十四日以内に行う。']);
    expect(made(byOne, '率は4.5パーセントである。')).toEqual([
      '率は4.4パーセントである。',
      '率は4.6パーセントである。',
    ]);
  });

  it('日付、条の番号、数えていない「一人」は数として変えない', () => {
    expect(made(byOne, '4月15日に第12条により一人で行う。')).toEqual([]);
    expect(made(otherArticle, '第12条を準用する。')).toEqual(['第11条を準用する。', '第13条を準用する。']);
  });

  it('1桁だけが違う数、隣どうしの桁が入れ替わった数にする', () => {
    for (const text of made(byDigit, '補助は340万円とする。')) {
      const digits = /補助は([0-9]{3})万円とする。/.exec(text)?.[1] ?? '';
      expect([...digits].filter((digit, at) => digit !== '340'[at])).toHaveLength(1);
    }
    expect(made(transposed, '補助は345万円とする。')).toEqual(['補助は354万円とする。', '補助は435万円とする。']);
    expect(made(transposed, '補助は33万円とする。')).toEqual([]);
  });

  it('単位を変え、「三分の二」の分は時間にしない', () => {
    expect(made(otherUnit, '14日以内に届け出る。')).toEqual(['14か月以内に届け出る。', '14週間以内に届け出る。']);
    expect(made(otherUnit, '三分の二以上の賛成による。')).toEqual([]);
  });
});

describe('日付を変える', () => {
  it('月と日は、暦にある別の月日にする', () => {
    for (const text of made(otherMonth, '10月31日に締め切る。')) {
      expect(text).toMatch(/^(?:1|3|5|7|8|12)月31日に締め切る。$/);
    }
    const days = made(otherDay, '10月31日に締め切る。');
    expect(days.length).toBeGreaterThan(5);
    expect(days).not.toContain('10月31日に締め切る。');
  });

  it('年は近い年に、元号はその年があるものにする', () => {
    expect(
      made(otherYear, '平成30年度に始めた。').every((text) => /^平成(?:27|28|29|31)年度に始めた。$/.test(text)),
    ).toBe(true);
    expect(made(otherEra, '平成30年に始めた。')).toEqual(['昭和30年に始めた。']);
  });

  it('曜日は、その文にない曜日にする', () => {
    const texts = made(otherWeekday, '土曜日及び日曜日は休館する。');
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(text).not.toMatch(/土曜日及び土曜日|日曜日及び日曜日/);
  });
});

describe('名前を変える', () => {
  it('助詞が違う2つを入れ替え、並べただけの2つは入れ替えない', () => {
    expect(made(exchanged, '建設課長は、福祉部長に結果を報告する。')).toEqual([
      '福祉部長は、建設課長に結果を報告する。',
    ]);
    expect(made(exchanged, '建設課長と福祉部長が出席する。')).toEqual([]);
  });

  it('本文の別の場所の名前、別の担当にする', () => {
    const around = ['福祉部長が答えた。'];
    expect(made(elsewhere, '書類はすべて建設課長に提出する。', { around })).toEqual([
      '書類はすべて福祉部長に提出する。',
    ]);
    expect(made(otherAssignee, '建設課長は、書類を作る。', { around })).toEqual(['福祉部長は、書類を作る。']);
    expect(made(elsewhere, '書類はすべて建設課長に提出する。')).toEqual([]);
  });

  it('発言を別の人のものにする', () => {
    const speaker = { speaker: '建設課長（大野）', otherSpeakers: ['福祉部長（小川）'] };
    expect(made(attributed, '来月に工事を始めます。', speaker)).toEqual([
      '大野建設課長は、来月に工事を始めると述べた。',
    ]);
    expect(made(otherAssignee, '来月に工事を始めます。', speaker)).toEqual([
      '小川福祉部長は、来月に工事を始めると述べた。',
    ]);
  });
});

describe('肯定と否定を変える', () => {
  it.each([
    ['手数料は徴収しない。', dropped, '手数料は徴収する。'],
    ['申込みは受け付けません。', dropped, '申込みは受け付けます。'],
    ['公開の対象ではない。', dropped, '公開の対象である。'],
    ['手数料を徴収する。', added, '手数料を徴収しない。'],
    ['会議は公開するものとする。', added, '会議は公開しないものとする。'],
    ['昨年度に調査を行った。', added, '昨年度に調査を行わなかった。'],
    ['窓口で受け付けます。', added, '窓口で受け付けません。'],
    ['届け出なければならない。', obligation, '届け出なくてもよい。'],
    ['持ち出してはならない。', obligation, '持ち出してもよい。'],
    ['延長することができる。', ability, '延長することができない。'],
    ['議案は可決された。', opposite, '議案は否決された。'],
    ['20歳以上の者とする。', bound, '20歳以下の者とする。'],
    ['十日以内に納める。', bound, '十日を過ぎてから納める。'],
    ['施行日前に申し込む。', order, '施行日後に申し込む。'],
    ['会議の前に配る。', order, '会議の後に配る。'],
    ['職員（臨時の者を除く。）とする。', scope, '職員（臨時の者を含む。）とする。'],
  ])('「%s」の意味を逆にする', (text, change, expected) => {
    expect(made(change, text)).toEqual([expected]);
  });

  it('打ち消さない「ない」、略称の「以下」、並ぶ語のある反対語には手を付けない', () => {
    expect(made(dropped, '必ず届け出なければならない。')).toEqual([]);
    expect(made(dropped, '遅れるかもしれない。')).toEqual([]);
    expect(made(bound, '個人情報保護法（以下「法」という。）による。')).toEqual([]);
    expect(made(opposite, '賛成と反対の両方の意見があった。')).toEqual([]);
    expect(made(opposite, '課税期間を定める。')).toEqual([]);
  });
});

describe('意味を変えずに書き直す', () => {
  it.each([
    ['本庁舎（市役所の東側）で受け付ける。', withoutBracket, '本庁舎で受け付ける。'],
    ['なお、用紙は窓口で配る。', withoutClause, '用紙は窓口で配る。'],
    ['市長は、条例の定めに基づき、補助金を交付する。', withoutClause, '市長は、補助金を交付する。'],
    ['調査を行いました。', plainer, '調査を行った。'],
    ['利用できません。', plainer, '利用できない。'],
    ['窓口で申し込むことができる。', politer, '窓口で申し込むことができます。'],
    ['書類を出さなければならない。', politer, '書類を出さなければなりません。'],
    ['第十二条により十五日以内に払う。', kanjiToDigits, '第12条により15日以内に払う。'],
    ['１，２００円を払う。', digitsOtherwise, '1,200円を払う。'],
    ['令和7年4月1日から行う。', otherCalendar, '2025年4月1日から行う。'],
    ['2024年4月1日から行う。', otherCalendar, '令和6年4月1日から行う。'],
    ['新庁舎で実施する。', nounEnding, '新庁舎で実施'],
    ['住所又は氏名を記載しなければならない。', everydayWords, '住所または氏名を記載する必要がある。'],
    ['割合は１５パーセントである。', unitsOtherwise, '割合は１５％である。'],
  ])('「%s」の意味を保つ', (text, change, expected) => {
    expect(made(change, text)).toEqual([expected]);
  });

  it('範囲を狭める括弧書き、すでに西暦のある年、漢数字の語は変えない', () => {
    expect(made(withoutBracket, '職員（臨時の者を除く。）とする。')).toEqual([]);
    expect(made(otherCalendar, '1988年（昭和63年）に開いた。')).toEqual([]);
    expect(made(kanjiToDigits, '一般の三者が四方を十分に囲む。')).toEqual([]);
  });

  it('隣の文とつなぎ、発言の中の日付から年を省く', () => {
    expect(made(joined, '窓口で受け付ける。', { next: 'また、電話でも申し込むことができる。' })).toEqual([
      '窓口で受け付け、電話でも申し込むことができる。',
    ]);
    expect(made(withoutYear, '令和7年4月1日に始めます。', { speaker: '大野' })).toEqual(['4月1日に始めます。']);
    expect(made(withoutYear, '令和7年4月1日に始めます。')).toEqual([]);
  });
});

describe('評価の文をそろえる', () => {
  const text = Array.from(
    { length: 12 },
    (_, at) =>
      `市長は、毎年度の利用料${at + 2}万円を${at + 1}月${at + 3}日までに納めなければならない。\n会議の資料は、開催の${at + 4}日前までに委員に送付することができる。`,
  ).join('\n');
  const sentences = () => originalsOf([{ file: 'own', speech: readSpeech(text) }], words);

  it('同じ種からは同じ文が、別の種からは別の文ができる', () => {
    const first = generateCases(sentences(), { seed: 1, perKind: 3 });
    expect(generateCases(sentences(), { seed: 1, perKind: 3 })).toEqual(first);
    expect(generateCases(sentences(), { seed: 2, perKind: 3 })).not.toEqual(first);
  });

  it('変えた文は元の文と違い、もとの文の位置を覚えている', () => {
    const given = sentences();
    const cases = generateCases(given, { seed: 1, perKind: 3 });
    const perturbed = cases.filter((one) => one.perturbed);
    expect(perturbed.length).toBeGreaterThan(5);
    for (const one of perturbed) {
      expect(one.statement).not.toBe(one.original);
      expect(given.find(({ sentence }) => sentence === one.sentence)?.original.text).toBe(one.original);
    }
    expect(new Set(perturbed.map(({ sentence }) => sentence)).size).toBe(perturbed.length);
  });

  it('1行に1条の文書を題名ごとにまとめ、繰り返しを除き、長いものは分ける', () => {
    const lines = [
      { law: 'A条例', text: '第一の文。' },
      { law: 'A条例', text: '第二の文。' },
      { title: 'B', context: 'B [SEP] 説明の文。' },
      { title: 'B', context: 'B [SEP] 説明の文。' },
      { law: 'C条例', text: 'あ'.repeat(5_000) },
      { law: 'C条例', text: 'い'.repeat(5_000) },
    ];
    const texts = textsOf(lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(texts.map(({ length }) => length)).toEqual([11, 5, 5_000, 5_000]);
    expect(() => textsOf('{')).toThrow('1行に1つの JSON');
  });

  it('ない文書は、分かる文で断る', async () => {
    await expect(readTexts(['ありません.jsonl'])).rejects.toThrow('「ありません.jsonl」を読めませんでした。');
    await expect(readTexts(['ありません.txt'])).rejects.toThrow('見つかりません');
  });

  it('数字を元の書き方で書き直せる', () => {
    expect(kanjiOf(1_203)).toBe('千二百三');
    expect(readNumber('二百三十')?.write(231)).toBe('二百三十一');
    expect(readNumber('二〇')?.write(31)).toBe('三一');
    expect(readNumber('一二')).toBeUndefined();
  });
});

describe('結果を数える', () => {
  it('種類ごとに数え、最後に合計を置く', () => {
    const one = { id: 'P1', group: '数', kind: '単位', statement: '', changed: '', text: 0, sentence: 0, original: '' };
    const finding = { kind: 'number', start: 0, end: 1, words: '1', differs: true, note: '原文では2' } as const;
    const judged = [
      { one: { ...one, perturbed: true }, findings: [finding] },
      { one: { ...one, perturbed: true }, findings: [] },
      { one: { ...one, perturbed: false, kind: '原文のまま' }, findings: [] },
    ];
    expect(ratesOf(judged, true)).toEqual([
      { group: '数', kind: '単位', cases: 2, reported: 1 },
      { group: '計', kind: '', cases: 2, reported: 1 },
    ]);
    expect(ratesOf(judged, false).at(-1)).toEqual({ group: '計', kind: '', cases: 1, reported: 0 });
  });

  it('区間は割合を含み、件数が多いほど狭い', () => {
    const [low, high] = wilsonInterval(95, 100);
    expect(low).toBeCloseTo(0.888, 3);
    expect(high).toBeCloseTo(0.978, 3);
    expect(wilsonInterval(0, 20)[0]).toBe(0);
    expect(wilsonInterval(0, 0)).toEqual([0, 1]);
  });
});
