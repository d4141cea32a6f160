import { describe, expect, it } from '@jest/globals';
import type { Answer, Citation, Part } from '../../src/answer.ts';
import { CARD_LIMIT_BYTES, cardBytes, cardFor } from '../../src/cards/card.ts';
import { cardProblems, objectsIn } from './cardsProblems.ts';

const answerOf = (...parts: Part[]): Answer => ({
  command: 'ask',
  title: '長い回答',
  parts,
  basis: 'rules',
  generated: true,
  speak: '長い回答です。',
});
const citation = (n: number, characters: number): Citation => {
  const line = (i: number) => `${i}　職員は、別に定めるところにより、第${n}号の手続をしなければならない。`;
  const lines = Array.from({ length: Math.ceil(characters / 34) }, (_, i) => line(i + 1));
  return {
    article: `a${n}`,
    clause: 'p2',
    document: '見本規則',
    label: `第${n}条第2項`,
    quote: lines[1] ?? '',
    articleText: lines.join('\n'),
  };
};
const choices: Part = { kind: 'choices', choices: [{ label: '続ける', action: { name: 'ask.more', data: {} } }] };
const drawn = (...parts: Part[]) => {
  const { card } = cardFor(answerOf(...parts), 'turn-1');
  expect(cardBytes(card)).toBeLessThan(CARD_LIMIT_BYTES);
  expect(cardProblems(card)).toEqual([]);
  return card;
};
const titles = (card: object) => objectsIn(card).flatMap(({ title }) => (typeof title === 'string' ? [title] : []));

describe('大きすぎる回答', () => {
  it('大きさは、UTF-16 と UTF-8 の大きい方で測る', () => {
    expect(cardBytes({ a: 'abc' })).toBe(22);
    expect(cardBytes({ a: '規'.repeat(100) })).toBe(308);
  });

  it('長い条文は項の切れ目で切り、三つとも開ける', () => {
    const card = drawn(
      { kind: 'citations', title: '根拠', citations: [1, 2, 3].map((n) => citation(n, 4000)) },
      choices,
    );
    expect(titles(card).filter((title) => title === '条文を開く')).toHaveLength(3);
    expect(JSON.stringify(card)).toContain('条文の一部を省略しています');
    expect(titles(card)).toContain('続ける');
  });

  it('引用が多いときは、開ける条文を減らし、それを断り、引用文はすべて残す', () => {
    const citations = Array.from({ length: 15 }, (_, i) => citation(i + 1, 3000));
    const card = drawn({ kind: 'citations', title: '根拠', citations }, choices);
    expect(titles(card).filter((title) => title === '条文を開く').length).toBeLessThan(15);
    const json = JSON.stringify(card);
    expect(json).toContain('省略しました');
    for (const { quote } of citations) expect(json).toContain(quote);
  });

  const pointsFrom = (count: number, place?: string) =>
    Array.from({ length: count }, (_, i) => ({
      text: `要点${i + 1}`,
      source: { start: 0, end: 1, quote: '会議録の発言。'.repeat(60), ...(place !== undefined && { place }) },
    }));

  it('出典の長い箇条書きは、項目も、それがどこにあるかも残して、出典の言葉を短くする', () => {
    const items = pointsFrom(20, '3ページ');
    const card = drawn({ kind: 'list', items });
    expect(titles(card)).toContain('出典を表示');
    expect(JSON.stringify(card)).toMatch(/出典［3ページ］：「会議録の発言。.{20,40}…」/);
    for (const { text } of items) expect(JSON.stringify(card)).toContain(`"${text}"`);
  });

  it('短くした出典も入らないときは、場所だけを項目に添える。場所も分からなければ省く', () => {
    const items = pointsFrom(45, '3ページ');
    const card = drawn({ kind: 'list', items });
    expect(titles(card)).not.toContain('出典を表示');
    for (const { text } of items) expect(JSON.stringify(card)).toContain(`"${text}［3ページ］"`);
    const unplaced = drawn({ kind: 'list', items: pointsFrom(45) });
    expect(titles(unplaced)).not.toContain('出典を表示');
    expect(JSON.stringify(unplaced)).toContain('"要点45"');
  });

  it('それでも入らないときは文章だけにし、ボタンは残す', () => {
    const card = drawn({ kind: 'text', text: '本文が続きます。'.repeat(5000) }, choices);
    expect(JSON.stringify(card)).toContain('途中までを文章だけで表示しています');
    expect(titles(card)).toContain('続ける');
  });

  it('切れた文案は、直せる欄に入れない', () => {
    const card = drawn({ kind: 'draft', label: '文案', text: 'お知らせします。'.repeat(2000), choices: [] });
    expect(objectsIn(card).filter(({ type }) => type === 'Input.Text')).toEqual([]);
  });

  it('ボタンの運ぶデータが大きすぎるときも、上限を守り、ボタンがないことを断る', () => {
    const big = {
      kind: 'choices' as const,
      choices: [{ label: '要約する', action: { name: 'summarize', data: { text: '長文'.repeat(9000) } } }],
    };
    expect(JSON.stringify(drawn({ kind: 'text', text: '本文' }, big))).toContain('ボタンを省略し');
  });

  it('長い履歴のファイルは途中までにし、そう断る', () => {
    const file: Part = { kind: 'file', name: '履歴.txt', contentType: 'text/plain', text: 'やりとり。\n'.repeat(5000) };
    const card = drawn({ kind: 'list', items: [{ text: '一件目' }] }, file, choices);
    expect(JSON.stringify(card)).toContain('ここまでを表示しています');
    expect(titles(card)).toContain('内容を表示');
  });
});
