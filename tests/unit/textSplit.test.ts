import { describe, expect, it } from '@jest/globals';
import { cutLabel, notePieces, textPieces } from '../../src/channels/text/pieces/longText.ts';
import { cutText, splitText } from '../../src/channels/text/pieces/splitText.ts';

const LONE_SURROGATE = /\p{Cs}/u;
const withoutLineEnds = (texts: readonly string[]) => texts.join('').replaceAll('\n', '');

describe('長い文の分割', () => {
  it('収まる文はそのまま、印も付けない', () => {
    expect(splitText('短い文です。', 100)).toEqual(['短い文です。']);
  });

  it('文の終わりで分け、何通目かを示し、どれも上限に収まる', () => {
    const text = 'これは一つの文です。'.repeat(30);
    const pieces = splitText(text, 100);
    expect(pieces[0]).toMatch(/^（1\/4）\n/);
    expect(pieces.at(-1)).toMatch(/^（4\/4）\n/);
    for (const piece of pieces) {
      expect(piece.length).toBeLessThanOrEqual(100);
      expect(piece).toMatch(/文です。$/);
    }
    expect(pieces.map((piece) => piece.replace(/^（\d+\/\d+）\n/, '')).join('')).toBe(text);
  });

  it('2万文字の回答も、一文字も失わずに分ける', () => {
    const text = Array.from(
      { length: 400 },
      (_, i) => `第${i + 1}条　職員は、${'規程を守り、'.repeat(7)}職務に努める。`,
    ).join('\n');
    expect(text.length).toBeGreaterThan(20_000);
    const pieces = cutText(text, 1000);
    expect(withoutLineEnds(pieces)).toBe(text.replaceAll('\n', ''));
    for (const piece of pieces) {
      expect(piece.length).toBeLessThanOrEqual(1000);
      expect(piece).toMatch(/^第\d+条[\s\S]*努める。$/);
    }
  });

  it('「。」に続く閉じかっこは、前の文から離さない', () => {
    for (let limit = 20; limit < 40; limit += 1) {
      for (const piece of cutText('市長は「備えを大切にしてほしい。」と述べた。'.repeat(5), limit))
        expect(piece).not.toMatch(/^[。」]/u);
    }
  });

  it('行の終わりで分けるとき、行頭の字下げは残す', () => {
    const pieces = cutText(`${'あ'.repeat(30)}\n　　　記\n　日時　明日`, 33);
    expect(pieces[1]).toBe('　　　記\n　日時　明日');
  });

  it('句点のない文でも、文字や数、【　】の中では切らない', () => {
    const words = ['𠮷野家', '1,234,567円', '【電話番号1】', 'か\u3099き\u3099', '令和８年１２月３１日', '👩‍💼'];
    const text = words.join('').repeat(20);
    for (let limit = 30; limit < 60; limit += 1) {
      const pieces = cutText(text, limit);
      expect(pieces.join('')).toBe(text);
      pieces.slice(1).forEach((piece, index) => {
        expect(`${pieces[index]?.at(-1)}|${piece.charAt(0)}`).not.toMatch(/[\d,０-９]\|[\d,０-９]/u);
      });
      for (const piece of pieces) {
        expect(piece.length).toBeLessThanOrEqual(limit);
        expect(piece).not.toMatch(LONE_SURROGATE);
        expect(piece).not.toMatch(/^[\p{M},円年月日]/u);
        expect(piece).not.toMatch(/【[^】]*$/u);
      }
    }
  });

  it('切れ目のまったくない文も、終わりなく繰り返さずに切る', () => {
    expect(cutText('。'.repeat(250), 100).join('')).toBe('。'.repeat(250));
    expect(cutText('1'.repeat(250), 100)).toHaveLength(3);
    expect(cutText(`【${'長'.repeat(250)}】`, 100).join('')).toHaveLength(252);
    expect(cutText('𠮷'.repeat(100), 3).some((piece) => LONE_SURROGATE.test(piece))).toBe(false);
  });

  it('20万文字でも、すぐに分け終わる', () => {
    const start = performance.now();
    cutText('句点のない長い文'.repeat(25_000), 1000);
    cutText('」'.repeat(200_000), 1000);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('ノート', () => {
  const abilities = {
    textCharacters: 1000,
    notes: { titleCharacters: 20, textCharacters: 500 },
    stampOptions: 10,
    files: true,
  };

  it('題名も本文も上限に収め、分けたことは題名に示す', () => {
    const notes = notePieces('とても長い題名のついた通知文の文案です。', 'お知らせします。'.repeat(100), abilities);
    expect(notes).toHaveLength(2);
    for (const note of notes) {
      if (note.kind !== 'note') throw new Error('no note');
      expect(note.title.length).toBeLessThanOrEqual(20);
      expect(note.text.length).toBeLessThanOrEqual(500);
    }
    expect(notes[0]).toMatchObject({ title: expect.stringMatching(/^とても長い.*…（1\/2）$/) });
  });

  it('ノートのない場では、文を分けて送る', () => {
    const { notes: _, ...plain } = abilities;
    const text = 'お知らせします。'.repeat(200);
    expect(notePieces('題', text, plain)).toEqual(textPieces(text, plain));
    expect(notePieces('題', text, plain)).toHaveLength(2);
  });

  it('長い選択肢は、文字の途中で切らずに「…」を付ける', () => {
    expect(cutLabel('短い', 10)).toBe('短い');
    expect(cutLabel('𠮷𠮷𠮷𠮷𠮷𠮷', 6)).toBe('𠮷𠮷…');
  });
});
