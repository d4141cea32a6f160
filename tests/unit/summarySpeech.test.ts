import { describe, expect, it } from '@jest/globals';
import type { SummarizeResult } from '../../src/models/task.ts';
import type { Place } from '../../src/reading/places.ts';
import { chunks } from '../../src/summary/chunks.ts';
import { sourceOf } from '../../src/summary/context.ts';
import { mergeResults } from '../../src/summary/mergeResults.ts';
import { readSpeech } from '../../src/summary/readSpeech.ts';
import { isTooShort } from '../../src/summary/tooShort.ts';

const speakers = (text: string) => readSpeech(text).sentences.map(({ speaker, text: said }) => [speaker, said]);

describe('発言の読み取り', () => {
  it('文の位置は、原文のその言葉を指す', () => {
    const text = '○議長（山田太郎）　開会します。本日の議題は二つです。\n\n・一つ目は予算\n10:05 佐藤: 了解しました。';
    for (const sentence of readSpeech(text).sentences)
      expect(text.slice(sentence.start, sentence.end)).toBe(sentence.text);
  });

  it('会議録の「○役職（氏名）」を話者とし、続く行にも及ぼす', () => {
    expect(
      speakers('○総務課長（前田）　御説明いたします。\n　改正は二点です。\n◆３番（田中花子議員）　伺います。'),
    ).toEqual([
      ['総務課長（前田）', '御説明いたします。'],
      ['総務課長（前田）', '改正は二点です。'],
      ['３番（田中花子議員）', '伺います。'],
    ]);
  });

  it('「○」で始まる箇条書きを話者と取り違えない', () => {
    expect(speakers('○ 休暇の取得を進める\n○ 会議を減らす。')).toEqual([
      [undefined, '○ 休暇の取得を進める'],
      [undefined, '○ 会議を減らす。'],
    ]);
  });

  it('チャットの時刻と名前を読む', () => {
    const [first] = readSpeech('10:05 佐藤: 明日の会場は第2会議室です').sentences;
    expect(first).toMatchObject({ speaker: '佐藤', time: '10:05', text: '明日の会場は第2会議室です' });
  });

  it('Teamsから貼り付けた、名前と時刻が上の行にある形も読む', () => {
    expect(speakers('佐藤 花子 10:05\n資料を確認しました。')).toEqual([['佐藤 花子', '資料を確認しました。']]);
  });

  it('「日時：」「提出先：」のような見出しを話者と取り違えない', () => {
    expect(speakers('日時：12月5日\n場所：第1会議室\n提出先：総務課').every(([speaker]) => speaker === undefined)).toBe(
      true,
    );
  });

  it('字幕の途中で切れた文を、同じ話者なら一文につなぐ', () => {
    const [first, second] = readSpeech('松井: 転入の届出が、\n松井: 860件ありました。\n後藤: 分かりました。').sentences;
    expect(first).toMatchObject({ speaker: '松井', text: '転入の届出が、860件ありました。' });
    expect(second?.speaker).toBe('後藤');
  });

  it('議題の見出しで、前の発言者は終わる', () => {
    const found = speakers('○委員長　以上です。\n議題2　予算について\n資料は別紙のとおりです。');
    expect(found.map(([speaker]) => speaker)).toEqual(['委員長', undefined, undefined]);
  });

  it('何もない文章からは、文を一つも作らない', () => {
    expect(readSpeech(' \n\t\n').sentences).toEqual([]);
  });
});

describe('長い文章の分割', () => {
  const speech = readSpeech(
    Array.from(
      { length: 40 },
      (_, at) => `○${at % 2 ? '佐藤' : '田中'}委員　${at}番目の意見を申し上げます。理由は二つあります。`,
    ).join('\n'),
  );

  it('文を失わず、順を変えず、上限を超えない', () => {
    const parts = chunks(speech.sentences, 200);
    expect(parts.flat()).toEqual(speech.sentences);
    for (const part of parts) expect(part.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(200);
  });

  it('発言の途中では切らない', () => {
    for (const part of chunks(speech.sentences, 200)) expect(part[0]?.opens).toBe('speech');
  });

  it('上限より長い一文は、それだけで一つの部分になる', () => {
    const long = readSpeech(`${'あ'.repeat(300)}。短い文です。`).sentences;
    expect(chunks(long, 100).map((part) => part.length)).toEqual([1, 1]);
  });
});

describe('部分の要約の統合', () => {
  const part = (at: number): SummarizeResult => ({
    summary: `${at}番目の部分の概要です。`,
    points: [
      { text: `${at}の要点1`, sentence: `S${at}1` },
      { text: `${at}の要点2`, sentence: `S${at}2` },
    ],
    decisions: [{ text: `${at}の決定`, sentence: `S${at}3` }],
    actions: [{ what: `${at}の宿題`, who: '', due: '', sentence: `S${at}4` }],
  });

  it('決定と宿題を一つも失わない', () => {
    const merged = mergeResults(Array.from({ length: 30 }, (_, at) => part(at)));
    expect(merged.decisions).toHaveLength(30);
    expect(merged.actions).toHaveLength(30);
  });

  it('要点は七つまでで、最後の部分からも取る', () => {
    const { points } = mergeResults(Array.from({ length: 30 }, (_, at) => part(at)));
    expect(points).toHaveLength(7);
    expect(Number(points.at(-1)?.text.split('の')[0])).toBeGreaterThan(24);
  });

  it('部分が一つなら、そのまま返す', () => {
    expect(mergeResults([part(1)])).toEqual(part(1));
  });

  it('部分がなければ、空の結果になる', () => {
    expect(mergeResults([])).toEqual({ summary: '', points: [], decisions: [], actions: [] });
  });
});

describe('短い文章', () => {
  it.each(['了解です。', '会議は明日です。場所は未定。', `${'長い一文'.repeat(30)}です。`])(
    '「%s」は要約しない',
    (text) => {
      expect(isTooShort(readSpeech(text))).toBe(true);
    },
  );

  it('空の文章も要約しない', () => {
    expect(isTooShort(readSpeech('  '))).toBe(true);
  });
});

describe('文の場所', () => {
  const places = (text: string, given: readonly Place[]) =>
    readSpeech(text, given).sentences.map(({ text: said, place, speaker, time }) => [said, place, speaker, time]);

  it('文はページや行を知り、二つのページにまたがる文は両方を知る', () => {
    const text = '一文目です。二文目は次の\nページです。三文目です。'.replace('\n', '');
    const border = text.indexOf('ページです');
    expect(
      places(text, [
        { start: 0, end: border, label: '1ページ' },
        { start: border, end: text.length, label: '2ページ' },
      ]),
    ).toEqual([
      ['一文目です。', '1ページ', undefined, undefined],
      ['二文目は次のページです。', '1ページ～2ページ', undefined, undefined],
      ['三文目です。', '2ページ', undefined, undefined],
    ]);
  });

  it('文字起こしの話者は、長い名前でも、言葉の途中の「：」でも取り違えない', () => {
    const text =
      '総務部 デジタル推進課 佐藤（係長）：目的：照明の更新です。二つ目です。\n鈴木 太郎：はい。\n話者のない発言です。';
    const speech = (words: string, label: string): Place => ({
      start: text.indexOf(words),
      end: text.indexOf(words) + words.length,
      label,
      isSpeech: true,
    });
    const given = [
      speech('目的：照明の更新です。', '0:00:03'),
      speech('二つ目です。', '0:00:09'),
      speech('はい。', ''),
      speech('話者のない発言です。', '0:00:20'),
    ];
    expect(places(text, given)).toEqual([
      ['目的：照明の更新です。', undefined, '総務部 デジタル推進課 佐藤（係長）', '0:00:03'],
      ['二つ目です。', undefined, '総務部 デジタル推進課 佐藤（係長）', '0:00:09'],
      ['はい。', undefined, '鈴木 太郎', undefined],
      ['話者のない発言です。', undefined, undefined, '0:00:20'],
    ]);
  });

  it('要約の出典は、ページと話者と時刻を一つの言葉にする', () => {
    const text = '10:05 佐藤: 照明を更新します。\n10:07 鈴木: 費用は1,200万円です。\n10:08 鈴木: 以上です。';
    const speech = readSpeech(text, [{ start: 0, end: text.length, label: '3ページ' }]);
    expect(sourceOf(speech, { first: 0, last: 0 }).place).toBe('3ページ、佐藤 10:05');
    expect(sourceOf(speech, { first: 0, last: 1 }).place).toBe('3ページ、佐藤 10:05～鈴木 10:07');
    expect(sourceOf(speech, { first: 1, last: 2 }).place).toBe('3ページ、鈴木 10:07～10:08');
    expect(sourceOf(readSpeech('照明を更新します。'), { first: 0, last: 0 })).not.toHaveProperty('place');
  });
});
