import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from '@jest/globals';
import { Document, HeadingLevel, ImageRun, Packer, Paragraph, TextRun } from 'docx';
import { firstPlaces } from '../../src/reading/places.ts';
import { readBytes } from '../../src/reading/readFile.ts';

/** The words of each place of a file, with its label. */
const placed = async (content: Uint8Array | string, name: string) => {
  const { text, places } = await readBytes(Buffer.from(content), name);
  return places.map(({ start, end, label }) => [label, text.slice(start, end)]);
};
const word = (children: readonly Paragraph[]): Promise<Buffer> =>
  Packer.toBuffer(new Document({ sections: [{ children: [...children] }] }));

describe('文書の中の場所', () => {
  it('Excelの行は、シートの名前と、Excelで見える行の番号を持つ', async () => {
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet([['区分', '額'], [], ['転入', 860]]), '予算');
    utils.book_append_sheet(book, utils.aoa_to_sheet([['転出']]), '決算');
    expect(await placed(write(book, { type: 'buffer', bookType: 'xlsx' }), 'a.xlsx')).toEqual([
      ['シート「予算」', '予算'],
      ['シート「予算」1行目', '区分　額'],
      ['シート「予算」3行目', '転入　860'],
      ['シート「決算」', '決算'],
      ['シート「決算」1行目', '転出'],
    ]);
    expect(await placed('区分,額\n転入,860\n', 'a.csv')).toEqual([
      ['1行目', '区分　額'],
      ['2行目', '転入　860'],
    ]);
  });

  it('Wordの段落は、その上の見出しをたどった道を持つ', async () => {
    const heading = (text: string, level: (typeof HeadingLevel)[keyof typeof HeadingLevel]) =>
      new Paragraph({ heading: level, text });
    const bytes = await word([
      new Paragraph('前書きです。'),
      heading('第1章　総則', HeadingLevel.HEADING_1),
      heading('第1節　目的', HeadingLevel.HEADING_2),
      new Paragraph('目的を定める。'),
      new Paragraph('二文目です。'),
      heading('第2章　雑則', HeadingLevel.HEADING_1),
      new Paragraph('雑則です。'),
    ]);
    expect(await placed(bytes, 'a.docx')).toEqual([
      ['第1章 総則', '第1章　総則'],
      ['第1章 総則＞第1節 目的', '第1節　目的\n目的を定める。\n二文目です。'],
      ['第2章 雑則', '第2章　雑則\n雑則です。'],
    ]);
  });

  it('HTMLとMarkdownも見出しの道を持ち、Markdownの位置はファイルそのものの位置である', async () => {
    expect(await placed('<body><h1>題</h1><p>一文。</p><h2>節</h2><p>二文。</p></body>', 'a.html')).toEqual([
      ['題', '題\n一文。'],
      ['題＞節', '節\n二文。'],
    ]);
    const markdown = '---\ntitle: 見本\n---\n前書き。\n# 題 #\n一文。\n```\n# 見出しではない\n```\n### 節\n二文。\n';
    expect(await placed(markdown, 'a.md')).toEqual([
      ['題', '# 題 #\n一文。\n```\n# 見出しではない\n```\n'],
      ['題＞節', '### 節\n二文。\n'],
    ]);
  });

  it('途中で切られた文章の場所は、切られたところで終わる', () => {
    const places = [
      { start: 0, end: 10, label: '1ページ' },
      { start: 11, end: 20, label: '2ページ' },
      { start: 21, end: 30, label: '3ページ' },
    ];
    expect(firstPlaces(places, 15)).toEqual([places[0], { start: 11, end: 15, label: '2ページ' }]);
  });
});

describe('字幕（.vtt）の話者と時刻', () => {
  const cue = (timing: string, words: string): string => `${timing}\n${words}\n`;
  const vtt = (...cues: readonly string[]): string => `WEBVTT\n\n${cues.join('\n')}`;

  it('続けて話した発言は一つになり、字幕ごとに時刻を持つ', async () => {
    const text = vtt(
      cue('00:00:05.722 --> 00:00:12.664', '<v 総務課 佐藤>始めます。</v>'),
      cue('00:00:13.485 --> 00:00:22.389', '<v 総務課 佐藤>議題は\n三つです。</v>'),
      cue('01:02:03.000 --> 01:02:04.000', '<v 市民課 鈴木>はい。</v>\n<v 総務課 佐藤>では。</v>'),
    );
    expect((await readBytes(Buffer.from(text), 'a.vtt')).text).toBe(
      '総務課 佐藤：始めます。議題は三つです。\n市民課 鈴木：はい。\n総務課 佐藤：では。',
    );
    expect(await placed(text, 'a.vtt')).toEqual([
      ['0:00:05', '始めます。'],
      ['0:00:13', '議題は三つです。'],
      ['1:02:03', 'はい。'],
      ['1:02:03', 'では。'],
    ]);
  });

  it('時刻が壊れた字幕も発言は落とさず、いくつあったかを知らせる', async () => {
    const text = vtt(
      cue('00:00:05.722 --> 00:00:12.664', '<v 佐藤>始めます。</v>'),
      cue('00:99:13.485 --> 00:00:22.389', '<v 佐藤>分が壊れています。</v>'),
      cue('ab:cd --> ??', '<v 鈴木>数字でもありません。</v>'),
      cue('-->', '<v 佐藤>矢印だけです。</v>'),
      cue('00:00:30.000 00:00:31.000', '<v 鈴木>矢印がありません。</v>'),
      cue('00:00:40.000 --> ', '<v 佐藤>終わりがありません。</v>'),
    );
    const { text: said, warnings } = await readBytes(Buffer.from(text), 'a.vtt');
    expect(said.split('\n')).toEqual([
      '佐藤：始めます。分が壊れています。',
      '鈴木：数字でもありません。',
      '佐藤：矢印だけです。',
      '鈴木：矢印がありません。',
      '佐藤：終わりがありません。',
    ]);
    expect(warnings).toEqual([
      '時刻を読み取れない発言が4か所ありました。発言そのものは読み取り、時刻は付けていません。',
    ]);
    expect((await placed(text, 'a.vtt')).map(([time]) => time)).toEqual(['0:00:05', '', '', '', '', '0:00:40']);
  });

  it('識別子・注記・書式を発言と取り違えず、空行の抜けや話者のない形も読む', async () => {
    const text =
      'WEBVTT\nKind: captions\n\nNOTE 注記です\n\nSTYLE\n::cue {}\n\n12\n00:01.000 --> 00:02.000\n一つ目。\n13\n00:02.000 --> 00:03.000\n二つ目。\n\n00:00:04.000 --> 00:00:05.000\n\n空行の後です。\n';
    expect(await placed(text, 'a.vtt')).toEqual([
      ['0:00:01', '一つ目。'],
      ['0:00:02', '二つ目。'],
      ['0:00:04', '空行の後です。'],
    ]);
  });

  it('発言が一つもない字幕は、空だと断る', async () => {
    await expect(readBytes(Buffer.from('WEBVTT\n\n00:01.000 --> 00:02.000\n\n'), 'a.vtt')).rejects.toMatchObject({
      code: 'input_empty',
    });
  });
});

describe('Teamsの文字起こし（.docx）', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const picture = new ImageRun({ type: 'png', data: png, transformation: { width: 10, height: 10 } });
  /** A turn as Teams writes it: picture, name and time in one line, the words in the next ones of one paragraph. */
  const turn = (name: string, time: string, words: readonly string[], withPicture = false): Paragraph =>
    new Paragraph({
      children: [
        ...(withPicture ? [picture] : []),
        new TextRun({ text: name, bold: true, break: 1 }),
        new TextRun({ text: `   ${time}` }),
        ...words.map((text) => new TextRun({ text, break: 1 })),
      ],
    });
  const front = ['窓口改善 定例会議-20251119_100000-会議トランスクリプト', '2025年11月19日 1:00', '27 分 42 秒'];
  const whole = (withPicture: boolean): Promise<Buffer> =>
    word([
      ...front.map((text) => new Paragraph(text)),
      new Paragraph('佐藤 花子 が文字起こしを開始しました'),
      turn('佐藤 花子', '0:03', ['始めます。', '議題は三つです。'], withPicture),
      turn('総務部 デジタル推進課 鈴木', '0:15', ['はい。'], withPicture),
      turn('佐藤 花子', '1:02:03', ['終わります。'], withPicture),
      new Paragraph('佐藤 花子 が文字起こしを停止しました'),
    ]);

  it.each([true, false])('写真があってもなくても（%s）、字幕と同じ形に読む', async (withPicture) => {
    const bytes = await whole(withPicture);
    expect((await readBytes(bytes, 'a.docx')).text.split('\n')).toEqual([
      ...front,
      '佐藤 花子：始めます。議題は三つです。',
      '総務部 デジタル推進課 鈴木：はい。',
      '佐藤 花子：終わります。',
    ]);
    expect(await placed(bytes, 'a.docx')).toEqual([
      ['0:00:03', '始めます。'],
      ['0:00:03', '議題は三つです。'],
      ['0:00:15', 'はい。'],
      ['1:02:03', '終わります。'],
    ]);
  });

  it('「0:0:3.120 --> 0:0:7.480」で始まる、前の形も読む', async () => {
    const cue = (span: string, name: string, words: string): Paragraph =>
      new Paragraph({
        children: [new TextRun(span), new TextRun({ text: name, break: 1 }), new TextRun({ text: words, break: 1 })],
      });
    const bytes = await word([
      cue('0:0:3.120 --> 0:0:7.480', '佐藤 花子', '始めます。'),
      cue('0:0:8.0 --> 0:0:9.0', '鈴木 太郎', 'はい。'),
      cue('0:0:10.0 --> 0:0:12.0', '佐藤 花子', '議題は三つです。'),
    ]);
    expect(await placed(bytes, 'a.docx')).toEqual([
      ['0:00:03', '始めます。'],
      ['0:00:08', 'はい。'],
      ['0:00:10', '議題は三つです。'],
    ]);
  });

  it('時刻が壊れていても発言を読み、知らせる', async () => {
    const bytes = await word([
      new Paragraph('会議トランスクリプト'),
      turn('佐藤 花子', '0:03', ['始めます。']),
      turn('鈴木 太郎', '0:99', ['はい。']),
    ]);
    const { text, warnings } = await readBytes(bytes, 'a.docx');
    expect(text).toBe('会議トランスクリプト\n佐藤 花子：始めます。\n鈴木 太郎：はい。');
    expect(warnings).toEqual([expect.stringContaining('1か所')]);
  });

  it('時刻の並ぶ式次第を、文字起こしと取り違えない', async () => {
    const bytes = await word(
      ['式次第', '開会 10:00', '市長があいさつします。', '休憩 11:00', '十分間です。', '休憩 12:00', '昼食です。'].map(
        (text) => new Paragraph(text),
      ),
    );
    expect((await readBytes(bytes, 'a.docx')).text).toContain('開会 10:00\n市長があいさつします。');
    const about = await word(
      ['文字起こしの使い方', '開会 10:00', '録音を始めます。', '閉会 11:00', '録音を止めます。'].map(
        (text) => new Paragraph(text),
      ),
    );
    expect((await readBytes(about, 'a.docx')).text).toContain('開会 10:00\n録音を始めます。');
  });
});
