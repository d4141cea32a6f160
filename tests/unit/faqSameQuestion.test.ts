import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { keptText, questionId } from '../../src/faq/questionText.ts';
import { comparedQuestion, isSameQuestion } from '../../src/faq/sameQuestion.ts';
import { loadWords, type Words } from '../../src/japanese/words.ts';
import { loadDictionary } from '../../src/policy/search/dictionary.ts';
import { createMasking } from '../../src/privacy/createMasking.ts';
import { projectFile } from '../../src/projectFiles.ts';

// The dictionary of words is loaded with the first call, which takes its time on a busy machine.
jest.setTimeout(60_000);

interface Pair {
  readonly faq: string;
  readonly asked: string;
  readonly same: boolean;
}

const pairs: readonly Pair[] = readFileSync(projectFile('tests/fixtures/faqPairs.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const faqs = [...new Set(pairs.map(({ faq }) => faq))];

let words: Words;
beforeAll(async () => {
  words = await loadWords();
});
const isSame = (one: string, other: string) =>
  isSameQuestion(comparedQuestion(one, words, loadDictionary()), comparedQuestion(other, words, loadDictionary()));

describe('同じ質問かどうか', () => {
  it('言い換えと、近いが別の質問を、それぞれ40組以上で確かめる', () => {
    expect(pairs.filter(({ same }) => same).length).toBeGreaterThanOrEqual(40);
    expect(pairs.filter(({ same }) => !same).length).toBeGreaterThanOrEqual(40);
  });

  it('近いが別の質問を、1組も同じとしない', () => {
    const wrong = pairs.filter(({ faq, asked, same }) => !same && isSame(faq, asked));
    expect(wrong).toEqual([]);
  });

  it('ある質問の言い換えを、ほかのどの質問とも同じとしない', () => {
    const wrong = pairs
      .filter(({ same }) => same)
      .flatMap(({ faq, asked }) =>
        faqs.filter((other) => other !== faq && isSame(other, asked)).map((other) => [other, asked]),
      );
    expect(wrong).toEqual([]);
  });

  it.each([
    ['作るときに見た半分', 0],
    ['取り置いた半分', 1],
  ])('言い換えの半数ほどを、同じとする（%s）', (_, half) => {
    const own = pairs.filter(({ faq, same }) => same && faqs.indexOf(faq) % 2 === half);
    const found = own.filter(({ faq, asked }) => isSame(faq, asked));
    expect(found.length / own.length).toBeGreaterThanOrEqual(0.5);
  });

  it('どちらから見ても同じ答えになり、自分自身とは同じである', () => {
    for (const { faq, asked } of pairs) {
      expect([faq, asked, isSame(asked, faq)]).toEqual([faq, asked, isSame(faq, asked)]);
      expect(isSame(faq, faq)).toBe(true);
    }
  });
});

describe('質問の番号', () => {
  const id = (text: string) => questionId(keptText(createMasking().mask(text).text));

  it.each([
    ['宿泊料の上限はいくらですか', '宿泊料の上限は、いくら？'],
    ['宿泊料の上限を教えてください', '宿泊料の上限を教えて'],
    ['ＵＳＢメモリは使えますか', 'usbメモリは使えますか？'],
    ['090-1234-5678に折り返す決まりはありますか', '03-1234-5678に折り返す決まりはありますか'],
  ])('「%s」と「%s」は同じ', (one, other) => {
    expect(id(one)).toBe(id(other));
  });

  it.each([
    ['宿泊料の上限はいくらですか', '日当の上限はいくらですか'],
    ['申請はいつまでですか', '申請はいつからですか'],
    ['申請できますか', '申請できませんか'],
  ])('「%s」と「%s」は違う', (one, other) => {
    expect(id(one)).not.toBe(id(other));
  });
});

describe('残す質問の文', () => {
  it('伏せた印から番号を取り、次の人の個人情報が入り込まないようにする', () => {
    const masking = createMasking();
    const kept = keptText(masking.mask('090-1234-5678の件はhanako@example.jpに送るのですか').text);
    expect(kept).toBe('【電話】の件は【メール】に送るのですか');
    expect(masking.restore(kept)).toBe(kept);
  });

  it('端末を操る制御文字と、長すぎる部分を落とす', () => {
    expect(keptText('赤い\u001b[31m文字\u0007\u202eです\n次の行')).toBe('赤い [31m文字 です 次の行');
    expect(keptText('長'.repeat(2000))).toHaveLength(500);
  });
});
