import { describe, expect, it } from '@jest/globals';
import { clausesOfText } from '../../src/policy/structure/givenClauses.ts';

const read = (...lines: string[]): string[] =>
  (clausesOfText(lines.join('\n')) ?? []).map(({ id, label }) => `${id} ${label}`.trim());

describe('条の中の項・号', () => {
  it('番号のない項は順に数える', () => {
    expect(read('一つ目の項とする。', '二つ目の項とする。')).toEqual(['p1 第1項', 'p2 第2項']);
  });

  it('項の番号は全角・半角・丸数字のどれでもよい', () => {
    expect(read('本文とする。', '２　次の項とする。', '3 その次とする。')).toEqual([
      'p1 第1項',
      'p2 第2項',
      'p3 第3項',
    ]);
    expect(read('本文とする。', '②　次の項とする。', '③　その次とする。')).toEqual([
      'p1 第1項',
      'p2 第2項',
      'p3 第3項',
    ]);
    expect(read('1. 本文とする。', '2. 次の項とする。')).toEqual(['p1 第1項', 'p2 第2項']);
  });

  it('号は漢数字、括弧書き、番号つきの列のどれでもよい', () => {
    const expected = ['p1', 'p1-i1 第1号', 'p1-i2 第2号'];
    expect(read('次のとおりとする。', '一　甲', '二　乙')).toEqual(expected);
    expect(read('次のとおりとする。', '（１）甲', '（２）乙')).toEqual(expected);
    expect(read('次のとおりとする。', '⑴　甲', '⑵　乙')).toEqual(expected);
    expect(read('次のとおりとする。', '  1. 甲', '  2. 乙')).toEqual(expected);
    expect(read('次のとおりとする。', '・甲', '・乙')).toEqual(expected);
  });

  it('十を境に全角と半角が変わっても、一つの列と読む', () => {
    const items = Array.from({ length: 11 }, (_, at) =>
      at < 9 ? `（${'１２３４５６７８９'.charAt(at)}）甲` : `(${at + 1})甲`,
    );
    expect(read('次のとおりとする。', ...items).at(-1)).toBe('p1-i11 第11号');
  });

  it('イロハとアイウを見分け、その下も読む', () => {
    expect(read('柱書', '一　甲', 'イ　乙', '（１）　丙', '（ｉ）　丁', '（ｉｉ）　戊', 'ロ　己', '二　庚')).toEqual([
      'p1',
      'p1-i1 第1号',
      'p1-i1-s1 第1号イ',
      'p1-i1-s1-1 第1号イ(1)',
      'p1-i1-s1-1-1 第1号イ(1)(i)',
      'p1-i1-s1-1-2 第1号イ(1)(ii)',
      'p1-i1-s2 第1号ロ',
      'p1-i2 第2号',
    ]);
    expect(read('柱書', '(1) 甲', 'ア 乙', 'イ 丙')).toEqual([
      'p1',
      'p1-i1 第1号',
      'p1-i1-s1 第1号ア',
      'p1-i1-s2 第1号イ',
    ]);
  });

  it('枝番号の号は、順番で位置を、番号で呼び名を示す', () => {
    expect(read('柱書', '一　甲', '一の二　乙', '二　丙')).toEqual([
      'p1',
      'p1-i1 第1号',
      'p1-i2 第1号の2',
      'p1-i3 第2号',
    ]);
  });

  it('号を参照する文を、号と取り違えない', () => {
    expect(read('甲とする。', '(1)に掲げる者は、乙とする。')).toEqual(['p1 第1項', 'p2 第2項']);
  });

  it('番号のある項の後の式や注は、その項の下に置く', () => {
    expect(read('柱書とする。', '２　次の式による。', '額＝単価×数量', '※　端数は切り捨てる。')).toEqual([
      'p1 第1項',
      'p2 第2項',
      'p2-l1 第2項',
      'p2-l2 第2項',
    ]);
  });

  it('ただし書の行は前の項に含め、位置は元の文章のままとする', () => {
    const text = '　本文とする。\nただし、例外とする。\n２　次の項とする。';
    const clauses = clausesOfText(text) ?? [];
    expect(clauses.map(({ id, text: found }) => [id, found])).toEqual([
      ['p1', '本文とする。\nただし、例外とする。'],
      ['p2', '２　次の項とする。'],
    ]);
    for (const clause of clauses) expect(text.slice(clause.start, clause.end)).toBe(clause.text);
  });

  it('与えられた番号は行と対応するときだけ使う', () => {
    expect(clausesOfText('甲\n乙', ['p1', 'p1-i1'])?.map(({ label }) => label)).toEqual(['', '第1号']);
    expect(clausesOfText('甲\n乙', ['p1'])).toBeUndefined();
    expect(clausesOfText('甲\n乙', ['p1', 'p1'])).toBeUndefined();
  });

  it('どんな行の並びでも、全ての行が重ならない位置を持つ', () => {
    const pieces = [
      '本文とする。',
      '２　項',
      '一　号',
      '(1) 号',
      'イ　細目',
      'ア　細目',
      '（ア）細々目',
      '①丸',
      '・点',
      'ただし、例外',
      '※注',
      'a) 英字',
      '1. 番号',
      '  3. 番号',
      '二の二　枝',
    ];
    let seed = 7;
    const next = (): number => {
      seed = (seed * 48271) % 2147483647;
      return seed;
    };
    for (let round = 0; round < 300; round += 1) {
      const lines = Array.from({ length: 1 + (next() % 12) }, () => pieces[next() % pieces.length] ?? '');
      const text = lines.join('\n');
      const clauses = clausesOfText(text) ?? [];
      expect(clauses.map((clause) => clause.text).join('\n')).toBe(
        text
          .split('\n')
          .map((line) => line.trim())
          .join('\n')
          .replaceAll(/\n(?=$)/g, ''),
      );
      expect(new Set(clauses.map((clause) => clause.id)).size).toBe(clauses.length);
      expect(clauses.every(({ id }) => /^p\d+(-i\d+(-s\d+(-\d+)*)?)?(-[lr]\d+)?$/.test(id))).toBe(true);
    }
  });
});
