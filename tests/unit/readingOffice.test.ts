import { buffer } from 'node:stream/consumers';
import { type CellObject, utils, type WorkBook, write } from '@e965/xlsx';
import { describe, expect, it } from '@jest/globals';
import {
  Document,
  FootnoteReferenceRun,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';
import { ZipFile } from 'yazl';
import { readBytes } from '../../src/reading/readFile.ts';
import { scanContainer } from '../../src/reading/zipContainer.ts';

const zipped = (entries: Readonly<Record<string, string | Buffer>>): Promise<Buffer> => {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(entries)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
};

const word = (body: string): Promise<Buffer> =>
  zipped({
    '[Content_Types].xml':
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels':
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
  });

describe('Word文書', () => {
  it('見出し・段落・表・脚注を順に読む', async () => {
    const cell = (text: string): TableCell => new TableCell({ children: [new Paragraph(text)] });
    const document = new Document({
      footnotes: { 1: { children: [new Paragraph('脚注の文です。')] } },
      sections: [
        {
          children: [
            new Paragraph({ heading: HeadingLevel.TITLE, text: '見本規程' }),
            new Paragraph({ heading: HeadingLevel.HEADING_1, text: '第1章　総則' }),
            new Paragraph({
              children: [new TextRun('第1条　本文'), new FootnoteReferenceRun(1), new TextRun('です。')],
            }),
            new Table({
              rows: [
                new TableRow({ children: [cell('区分'), cell('額')] }),
                new TableRow({ children: [cell('甲'), cell('1円')] }),
              ],
            }),
          ],
        },
      ],
    });
    const read = await readBytes(await Packer.toBuffer(document), 'a.docx');
    expect(read.blocks).toEqual([
      { kind: 'heading', level: 1, text: '見本規程' },
      { kind: 'heading', level: 1, text: '第1章　総則' },
      { kind: 'paragraph', text: '第1条　本文（注1）です。' },
      { kind: 'row', text: '区分　額', cells: ['区分', '額'] },
      { kind: 'row', text: '甲　1円', cells: ['甲', '1円'] },
      { kind: 'paragraph', text: '（注1）脚注の文です。' },
    ]);
    expect(read.text).toContain('区分　額\n甲　1円');
  });

  it('ふりがなの付いた語を落とさず、消された語は読まない', async () => {
    const ruby =
      '<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>かなめ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>要</w:t></w:r></w:rubyBase></w:ruby></w:r>';
    const deleted = '<w:del><w:r><w:delText>消した語</w:delText></w:r></w:del>';
    const read = await readBytes(
      await word(`<w:p>${ruby}<w:r><w:t>の${'規程です。'}</w:t></w:r>${deleted}</w:p>`),
      'a.docx',
    );
    expect(read.text).toBe('要の規程です。');
  });
});

describe('Excelブック', () => {
  const book = (sheets: Readonly<Record<string, (string | number | CellObject)[][]>>): WorkBook => {
    const made = utils.book_new();
    for (const [name, rows] of Object.entries(sheets)) utils.book_append_sheet(made, utils.aoa_to_sheet(rows), name);
    return made;
  };
  const bytes = (made: WorkBook, bookType: 'xlsx' | 'xls' = 'xlsx'): Buffer =>
    write(made, { type: 'buffer', bookType });
  const date = (z: string, v = 45748): CellObject => ({ t: 'n', v, z }); // 2025-04-01

  it('シートごとに見出しと行を読み、和暦の日付を年号で書く', async () => {
    const sheet = [
      ['種別', '日付'],
      ['和暦', date('[$-411]ggge"年"m"月"d"日";@')],
      ['元年', date('[$-411]ggge"年"m"月"d"日";@', 43586)],
      ['西暦', date('yyyy/m/d')],
      ['既定', date('m/d/yy')],
      ['月日', date('m"月"d"日"')],
      ['時刻', date('h:mm', 0.354166666666667)],
      ['日時', date('yyyy/m/d h:mm', 45748.5)],
      ['額', { t: 'n', v: 12000, z: '#,##0"円"' } as CellObject],
    ];
    const read = await readBytes(bytes(book({ 一覧: sheet })), 'a.xlsx');
    expect(read.blocks.map((block) => ('text' in block ? block.text : ''))).toEqual([
      '一覧',
      '種別　日付',
      '和暦　令和7年4月1日',
      '元年　令和元年5月1日',
      '西暦　2025年4月1日',
      '既定　2025年4月1日',
      '月日　4月1日',
      '時刻　8:30',
      '日時　2025年4月1日 12:00',
      '額　12,000円',
    ]);
  });

  it('空の行と欄外の空きを除き、非表示のシートは読まずに知らせる', async () => {
    const made = book({ 表: [['甲', '', '丙', ''], [], ['丁']], 控え: [['秘密']] });
    made.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] };
    const read = await readBytes(bytes(made), 'a.xlsx');
    expect(read.blocks).toEqual([
      { kind: 'heading', level: 2, text: '表' },
      { kind: 'row', text: '甲　丙', cells: ['甲', '', '丙'] },
      { kind: 'row', text: '丁', cells: ['丁'] },
    ]);
    expect(read.warnings).toEqual(['非表示のシート「控え」は読み取りませんでした。']);
  });

  it('古い.xls形式も読む', async () => {
    expect((await readBytes(bytes(book({ 表: [['甲', '乙']] }), 'xls'), 'a.xls')).text).toBe('表\n甲　乙');
  });
});

describe('PowerPoint', () => {
  it('スライドの順に題と本文と表を読む', async () => {
    const paragraph = (text: string): string => `<a:p><a:r><a:t>${text}</a:t></a:r></a:p>`;
    const shape = (type: string, text: string): string =>
      `<p:sp><p:nvSpPr><p:nvPr><p:ph type="${type}"/></p:nvPr></p:nvSpPr><p:txBody>${paragraph(text)}</p:txBody></p:sp>`;
    const table = `<p:graphicFrame><a:tbl><a:tr><a:tc><a:txBody>${paragraph('甲')}</a:txBody></a:tc><a:tc><a:txBody>${paragraph('乙')}</a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>`;
    const slide = (content: string): string => `<p:sld xmlns:p="p" xmlns:a="a">${content}</p:sld>`;
    const file = await zipped({
      'ppt/slides/slide10.xml': slide(shape('title', '十枚目')),
      'ppt/slides/slide2.xml': slide(shape('title', '二枚目') + shape('body', '本文') + table + shape('sldNum', '2')),
    });
    const read = await readBytes(file, 'a.pptx');
    expect(read.text).toBe('二枚目\n本文\n甲　乙\n十枚目');
    expect(read.blocks[0]).toEqual({ kind: 'page-break', page: 2 });
  });

  it('スライドの番号は、部品の名前でなく、発表の順による', async () => {
    const slide = (text: string): string =>
      `<p:sld xmlns:p="p" xmlns:a="a"><p:sp><p:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp></p:sld>`;
    const { text, places } = await readBytes(
      await zipped({
        'ppt/presentation.xml':
          '<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId id="256" r:id="rId2"/><p:sldId id="257" r:id="rId1"/></p:sldIdLst></p:presentation>',
        'ppt/_rels/presentation.xml.rels':
          '<Relationships><Relationship Id="rId1" Target="slides/slide1.xml"/><Relationship Id="rId2" Target="/ppt/slides/slide2.xml"/></Relationships>',
        'ppt/slides/slide1.xml': slide('後に作った表紙の次'),
        'ppt/slides/slide2.xml': slide('表紙'),
      }),
      'a.pptx',
    );
    expect(places.map(({ start, end, label }) => [label, text.slice(start, end)])).toEqual([
      ['スライド1', '表紙'],
      ['スライド2', '後に作った表紙の次'],
    ]);
  });
});

describe('危ないファイル', () => {
  const zeros = (megabytes: number): Buffer => Buffer.alloc(megabytes * 1024 * 1024, 0x20);

  it('小さな圧縮から大きく膨らむ文書は、解析する前に断る', async () => {
    const kinds = { 'a.docx': 'word/document.xml', 'a.xlsx': 'xl/workbook.xml', 'a.pptx': 'ppt/presentation.xml' };
    for (const [name, part] of Object.entries(kinds)) {
      const bomb = await zipped({ [part]: zeros(80) });
      expect(bomb.length).toBeLessThan(200_000);
      const started = Date.now();
      await expect(readBytes(bomb, name)).rejects.toMatchObject({
        code: 'file_unreadable',
        sentence: expect.stringContaining('非常に大きく'),
      });
      expect(Date.now() - started).toBeLessThan(1000);
    }
  });

  it('多くの部品に分けて膨らむもの、部品の多すぎるものも断る', async () => {
    const limits = { unpacked: 1_000_000, xml: 500_000, ratio: 10_000, entries: 20 };
    const parts = (count: number, size: number, ending: string) =>
      zipped(Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}.${ending}`, Buffer.alloc(size)])));
    const refused = { code: 'file_unreadable' };
    await expect(scanContainer(await parts(12, 100_000, 'png'), undefined, limits)).rejects.toMatchObject(refused);
    await expect(scanContainer(await parts(6, 100_000, 'xml'), undefined, limits)).rejects.toMatchObject(refused);
    await expect(scanContainer(await parts(21, 1, 'png'), undefined, limits)).rejects.toMatchObject(refused);
    await expect(scanContainer(await parts(9, 100_000, 'png'), undefined, limits)).resolves.toBeInstanceOf(Map);
  });

  it('大きさを偽る部品は、壊れたものとして断る', async () => {
    const file = await zipped({ 'word/document.xml': zeros(1) });
    const directory = file.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    file.writeUInt32LE(10, directory + 24);
    await expect(readBytes(file, 'a.docx')).rejects.toMatchObject({ code: 'file_unreadable' });
  });

  it('暗号化された部品のあるものは、保護を外すよう伝える', async () => {
    const file = await zipped({ 'word/document.xml': '<a/>' });
    const directory = file.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    file.writeUInt16LE(file.readUInt16LE(directory + 8) | 1, directory + 8);
    await expect(readBytes(file, 'a.docx')).rejects.toMatchObject({ sentence: expect.stringContaining('パスワード') });
  });

  it('実体宣言を含むものは読まない', async () => {
    const xml = '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>';
    await expect(readBytes(await zipped({ 'word/document.xml': xml }), 'a.docx')).rejects.toMatchObject({
      code: 'file_unreadable',
    });
  });

  it.each(['a.docx', 'a.xlsx', 'a.pptx'])('途中で切れた %s は、例外の言葉でなく文で断る', async (name) => {
    const whole = await word('<w:p><w:r><w:t>本文です。</w:t></w:r></w:p>');
    for (const broken of [
      whole.subarray(0, whole.length - 40),
      whole.subarray(0, 60),
      await zipped({ 'a.txt': 'x' }),
    ]) {
      const error: unknown = await readBytes(broken, name).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ sentence: expect.stringMatching(/^[^A-Za-z]*。$/) });
    }
  });

  it('パスワードで保護されたOffice文書（暗号化した入れ物）は、保護を外すよう伝える', async () => {
    const ole = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600)]);
    await expect(readBytes(ole, 'a.xlsx')).rejects.toMatchObject({ sentence: expect.stringContaining('パスワード') });
  });
});
