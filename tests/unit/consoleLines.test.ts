import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../../src/answer.ts';
import { linesFor } from '../../src/channels/console/linesFor.ts';
import { wrapText } from '../../src/channels/console/wrapText.ts';
import { displayWidth } from '../../src/japanese/width.ts';
import { projectFile } from '../../src/projectFiles.ts';

const sample = (name: string): Answer =>
  JSON.parse(readFileSync(projectFile(`adaptive-cards/samples/${name}.json`), 'utf8'));

describe('端末の行', () => {
  it('題名、根拠の別、本文、引用、番号の付いた選択肢、AI作成の断りを、この順に書く', () => {
    const text = linesFor(sample('ask'));
    const order = [
      '■ 年次有給休暇の届出の期限',
      '（規程に基づく回答）',
      '・年次有給休暇は、',
      '[1] 見本市職員の勤務時間、休暇等に関する規則 第14条第2項（年次有給休暇の届出）',
      '「前項の届出は、',
      '条文：２　前項の届出は、',
      '令和7年4月1日施行',
      '1. 事後の届出はできますか',
      '3. この回答を文案にする',
      '※ AIが作成しました。',
    ].map((piece) => text.indexOf(piece));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it.each(['ask', 'summarize', 'draft', 'history', 'consult', 'no-basis'])(
    '%s の各行は、指定した幅に収まる',
    (name) => {
      for (const width of [40, 80]) {
        for (const line of linesFor(sample(name), width).split('\n'))
          expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }
    },
  );

  it('文案のボタンにも番号が付く', () => {
    expect(linesFor(sample('draft'))).toContain(' 1. 短く');
  });

  it('端末を操る制御文字は書き出さない', () => {
    const answer: Answer = { ...sample('help'), parts: [{ kind: 'text', text: '\x1b[31m赤\x07\x1b]0;題\x07' }] };
    expect(linesFor(answer).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  it('コードの字下げを残す', () => {
    expect(linesFor(sample('consult'))).toContain('\n    Set seen = CreateObject("Scripting.Dictionary")');
  });
});

describe('折り返し', () => {
  it('続きの行は、頭の記号の幅だけ下げる', () => {
    expect(wrapText('あいうえおかきくけこ', '・', 14)).toEqual(['・あいうえおか', '  きくけこ']);
  });

  it('句読点を行の頭に、始めのかっこを行の終わりに置かない', () => {
    expect(wrapText('一二三四五。六七', '', 10)).toEqual(['一二三四', '五。六七']);
    expect(wrapText('一二三四「五六」', '', 10)).toEqual(['一二三四', '「五六」']);
  });

  it('英数字の語は途中で切らず、幅より長い語は切る', () => {
    expect(wrapText('これは COUNTIF 関数', '', 12)).toEqual(['これは', 'COUNTIF 関数']);
    expect(wrapText('a'.repeat(25), '', 10)).toEqual(['a'.repeat(10), 'a'.repeat(10), 'a'.repeat(5)]);
  });
});
