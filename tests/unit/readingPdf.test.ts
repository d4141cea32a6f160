import { describe, expect, it } from '@jest/globals';
import { readBytes } from '../../src/reading/readFile.ts';

/** A PDF with one line of text for each string, in a Japanese font that is not embedded. A `null` page is a picture. */
function pdf(pages: readonly (readonly string[] | null)[], extra = ''): Buffer {
  const objects = ['<</Type/Catalog/Pages 2 0 R>>', ''];
  objects.push('<</Type/Font/Subtype/Type0/BaseFont/Ryumin-Light/Encoding/UniJIS-UTF16-H/DescendantFonts[4 0 R]>>');
  objects.push(
    '<</Type/Font/Subtype/CIDFontType0/BaseFont/Ryumin-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 6>>/FontDescriptor 5 0 R/DW 1000>>',
  );
  objects.push(
    '<</Type/FontDescriptor/FontName/Ryumin-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>',
  );
  const kids: string[] = [];
  for (const lines of pages) {
    const hex = (line: string): string => Buffer.from(line, 'utf16le').swap16().toString('hex');
    const text = (lines ?? []).map((line, at) => `BT /F 10 Tf 40 ${800 - at * 16} Td <${hex(line)}> Tj ET`).join('\n');
    const content = lines === null ? '0.5 g 50 50 400 600 re f' : text;
    objects.push(`<</Length ${content.length}>>stream\n${content}\nendstream`);
    objects.push(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents ${objects.length} 0 R>>`,
    );
    kids.push(`${objects.length} 0 R`);
  }
  objects[1] = `<</Type/Pages/Count ${kids.length}/Kids[${kids.join(' ')}]>>`;
  let body = '%PDF-1.7\n';
  const offsets = objects.map((object, at) => {
    const offset = body.length;
    body += `${at + 1} 0 obj${object}endobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const trailer = `trailer<</Size ${objects.length + 1}/Root 1 0 R${extra}>>\nstartxref\n${body.length}\n%%EOF`;
  return Buffer.from(`${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${trailer}`, 'latin1');
}

const texts = async (...pages: (readonly string[] | null)[]): Promise<string[]> =>
  (await readBytes(pdf(pages), 'a.pdf')).blocks.flatMap((block) => (block.kind === 'page-break' ? [] : [block.text]));

describe('PDF', () => {
  it('埋め込まれていない日本語の字体でも読み、数字の前後の空白を除く', async () => {
    expect(
      await texts(['第 1 条 この規程は、令和 7 年 4 月 1 日から施行する。', '２ 前項の額は、 3 万円とする。']),
    ).toEqual(['第1条 この規程は、令和7年4月1日から施行する。', '２ 前項の額は、3万円とする。']);
  });

  it('ページで折り返された文を、ページをまたいでも一つに戻す', async () => {
    const whole =
      '第1条 この規程は、見本市の職員が公務のために旅行する場合における旅費の支給に関して、必要な事項を定めるものとする。';
    const [first = '', second = ''] = [whole.slice(0, 40), whole.slice(40)];
    const other = '第2条 旅費は、最も経済的な通常の経路及び方法により旅行した場合の旅費によって計算';
    const read = await readBytes(
      pdf([
        ['（目的）', first, second, '（計算）', other],
        ['する。', '第3条 次の条とする。'],
      ]),
      'a.pdf',
    );
    expect(read.blocks).toEqual([
      { kind: 'paragraph', text: '（目的）', page: 1 },
      { kind: 'paragraph', text: whole, page: 1 },
      { kind: 'paragraph', text: '（計算）', page: 1 },
      { kind: 'paragraph', text: `${other}する。`, page: 1 },
      { kind: 'page-break', page: 2 },
      { kind: 'paragraph', text: '第3条 次の条とする。', page: 2 },
    ]);
  });

  it('どの言葉も、それが印刷されているページを指す。ページをまたぐ段落の中でも', async () => {
    const first = '第1条 旅費は、最も経済的な通常の経路及び方法により旅行した場合の旅費によって計算';
    const { text, places } = await readBytes(
      pdf([
        ['（計算）', first],
        ['する。ただし、公務上の必要がある場合は、この限りでない。', '第2条 次の条とする。'],
        ['第3条 終わり。'],
      ]),
      'a.pdf',
    );
    expect(places.map(({ start, end, label }) => [label, text.slice(start, end)])).toEqual([
      ['1ページ', `（計算）\n${first}`],
      ['2ページ', 'する。ただし、公務上の必要がある場合は、この限りでない。\n第2条 次の条とする。'],
      ['3ページ', '第3条 終わり。'],
    ]);
  });

  it('ページ番号と、どのページにもある柱を除く', async () => {
    const page = (number: number): string[] => ['見本市規程集', `第${number}条 本文とする。`, `- ${number} -`];
    expect(await texts(page(1), page(2), page(3))).toEqual([
      '第1条 本文とする。',
      '第2条 本文とする。',
      '第3条 本文とする。',
    ]);
  });

  it('画像だけのページを知らせ、画像だけのPDFは断る', async () => {
    const read = await readBytes(pdf([['文字のページです。'], null]), 'a.pdf');
    expect(read.warnings).toEqual(['2ページは画像だけのため、読み取れませんでした。']);
    for (const [pages, named] of [
      [[null], '1ページが画像だけ'],
      [[null, null], '2ページすべてが画像だけ'],
    ] as const)
      await expect(readBytes(pdf(pages), 'a.pdf')).rejects.toMatchObject({
        code: 'file_unreadable',
        sentence: expect.stringContaining(named),
      });
  });

  it('壊れたPDFは文で断り、次のPDFは読める', async () => {
    await expect(readBytes(Buffer.from('%PDF-1.7\n壊れています'), 'a.pdf')).rejects.toMatchObject({
      code: 'file_unreadable',
      sentence: expect.stringContaining('壊れている'),
    });
    expect(await texts(['読めます。'])).toEqual(['読めます。']);
  });

  it('パスワードで保護されたPDFは、保護を外すよう伝える', async () => {
    const encrypt = `/Encrypt<</Filter/Standard/V 1/R 2/O<${'11'.repeat(32)}>/U<${'22'.repeat(32)}>/P -4>>/ID[<00><00>]`;
    await expect(readBytes(pdf([['秘密です。']], encrypt), 'a.pdf')).rejects.toMatchObject({
      sentence: expect.stringContaining('パスワード'),
    });
  });
});
