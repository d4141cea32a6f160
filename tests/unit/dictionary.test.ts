import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { plainNumbers } from '../../src/policy/plainNumbers.ts';
import { loadDictionary } from '../../src/policy/search/dictionary.ts';
import { listedWords } from '../../src/policy/search/listedWords.ts';
import { projectFile } from '../../src/projectFiles.ts';
import { everyday, traps } from './dictionarySentences.ts';

interface Entry {
  readonly say: readonly string[];
  readonly not?: readonly string[];
  readonly rules: readonly string[];
}
const { terms }: { terms: Entry[] } = parse(readFileSync(projectFile('assets/dictionary/terms.yaml'), 'utf8'));
const bare = (word: string): string => plainNumbers(word.replace(/[〜～]/g, ''));
const dictionary = loadDictionary();
const officialFor = (question: string): string[] =>
  dictionary
    .related(question)
    .filter(({ said }) => said)
    .map(({ term }) => term);

describe('同梱の用語の辞書', () => {
  it('700組以上あり、1組の規程の言葉は4つまでで、どの組でも職員の言い方と規程の言葉が違う', () => {
    expect(terms.length).toBeGreaterThanOrEqual(700);
    expect(terms.filter(({ rules }) => rules.length > 4)).toEqual([]);
    const same = terms.filter(({ say, rules }) => say.some((word) => rules.map(plainNumbers).includes(bare(word))));
    expect(same).toEqual([]);
  });

  it('同じ言い方が2つの組に現れない', () => {
    const seen = new Set<string>();
    const twice = terms.flatMap(({ say }) => say.map(bare)).filter((word) => seen.has(word) || !seen.add(word));
    expect(twice).toEqual([]);
  });

  it('意味の違う長い言葉 (not) は、どれもその組の言い方に重なる', () => {
    const idle = terms.flatMap(({ say, not = [] }) =>
      not.filter((longer) => !say.some((word) => meets(plainNumbers(longer), word.split('…').map(bare)))),
    );
    expect(idle).toEqual([]);
  });

  it.each(everyday)('「%s」から「%s」を探す', (question, official) => {
    expect(officialFor(question)).toContain(plainNumbers(official));
  });

  it.each(traps)('「%s」を「%s」と取り違えない', (question, official) => {
    expect(terms.some(({ rules }) => rules.includes(official))).toBe(true);
    expect(officialFor(question)).not.toContain(plainNumbers(official));
  });

  it('長い質問でも1回1ミリ秒ほどで引ける', () => {
    const question = everyday
      .map(([text]) => text)
      .join('')
      .slice(0, 200);
    dictionary.related(question);
    const start = performance.now();
    for (let turn = 0; turn < 100; turn++) dictionary.related(question);
    expect((performance.now() - start) / 100).toBeLessThan(5);
  });
});

describe('言葉の探し方', () => {
  const finds = (words: string[], text: string, not: string[] = []): string | undefined =>
    listedWords([{ words, not }])(plainNumbers(text)).get(0);

  it('カタカナと英字は、ひと続きの語全体だけに当たる', () => {
    expect(finds(['スト'], 'ストレスとコスト')).toBeUndefined();
    expect(finds(['スト'], '組合がストをする')).toBe('スト');
    expect(finds(['AI'], 'emailで送る')).toBeUndefined();
    expect(finds(['AI'], '生成ＡＩを使う')).toBe('ai');
    expect(finds(['ゴミ'], '粗大ゴミ袋')).toBe('ゴミ');
  });

  it('〜の側には、同じ文字の語が続いてもよい', () => {
    expect(finds(['マイナンバー〜'], 'マイナンバーカード')).toBe('マイナンバー');
    expect(finds(['マイナンバー〜'], '旧マイナンバー')).toBe('マイナンバー');
    expect(finds(['カード〜'], 'マイナンバーカード')).toBeUndefined();
    expect(finds(['〜カード'], 'マイナンバーカード')).toBe('カード');
  });

  it('漢字1字は、漢字に挟まれないときだけ当たる', () => {
    expect(finds(['夫'], '工夫した')).toBeUndefined();
    expect(finds(['夫'], '大丈夫か')).toBeUndefined();
    expect(finds(['夫'], '夫の扶養')).toBe('夫');
  });

  it('…の所は、文をまたがず8字までならほかの文字があってもよい', () => {
    expect(finds(['車を…ぶつけ'], '車を塀にぶつけた')).toBe('車を ぶつけ');
    expect(finds(['車を…ぶつけ'], '車を見た。ぶつけた')).toBeUndefined();
    expect(finds(['車を…ぶつけ'], '車を先に降りてから頭を壁にぶつけた')).toBeUndefined();
  });

  it('notの言葉の中では当たらず、その外では当たる', () => {
    expect(finds(['返す'], '何度も繰り返す', ['繰り返'])).toBeUndefined();
    expect(finds(['返す'], '繰り返すが、鍵を返す', ['繰り返'])).toBe('返す');
  });

  it('いくつも当たるときは、いちばん長い言葉を取る', () => {
    expect(finds(['休み', '半日休み'], '半日休みたい')).toBe('半日休み');
  });
});

/** Whether one of the pieces and the longer word can stand over each other: one holds the other, or their ends meet. */
function meets(longer: string, pieces: readonly string[]): boolean {
  return pieces.some(
    (piece) =>
      longer.includes(piece) ||
      piece.includes(longer) ||
      [...piece].some((_, cut) => longer.endsWith(piece.slice(0, cut + 1)) || longer.startsWith(piece.slice(cut))),
  );
}
