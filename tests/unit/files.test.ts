import { read, utils } from '@e965/xlsx';
import { describe, expect, it } from '@jest/globals';
import { csvFile, csvText } from '../../src/files/csvFile.ts';
import { safeFileName } from '../../src/files/fileName.ts';
import { fileOf } from '../../src/files/keptFile.ts';
import { lineLayout } from '../../src/files/lineLayout.ts';
import { wordFile } from '../../src/files/wordFile.ts';
import { readBytes } from '../../src/reading/readFile.ts';
import { scanContainer } from '../../src/reading/zipContainer.ts';

const notice = `　　　　　　　　　　　　　　　　　　　　7見総第123号
　　　　　　　　　　　　　　　　　　　　令和7年11月1日
各課・室長　様
　　　　　　　　　　　　　　　　　　　　総務部長

　　　令和7年度職員防災訓練の実施について（通知）

　このことについて、<下記>のとおり実施しますので、所属職員の参加について御配慮くださいますようお願いします。 "5 & 6"

　　　　　　　　　　　記

1　日時　令和7年11月30日（日）午前9時から
2　場所　市役所前広場
（1）雨天の場合\t中央公民館

【問合せ先】
総務課 𠮷田
以上`;
const lines = (text: string) =>
  text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim().replaceAll('\t', ' ')]));
const parts = async (bytes: Buffer) => {
  const all = await scanContainer(bytes, () => true);
  return (name: string) => all.get(name)?.toString('utf8') ?? '';
};

describe('Word文書にする', () => {
  it('書いたものを読み直すと、同じ行が同じ順に並ぶ', async () => {
    const { text } = await readBytes(await wordFile('通知', notice), '通知.docx');
    expect(text.split('\n')).toEqual(lines(notice));
  });

  it('文書番号・日付・発信者と「以上」は右、「記」は中央に置き、番号は段落の文字のまま残す', async () => {
    const xml = (await parts(await wordFile('通知', notice)))('word/document.xml');
    const paragraphOf = (words: string) => xml.split('<w:p>').find((each) => each.includes(words)) ?? '';
    for (const words of ['7見総第123号', '令和7年11月1日', '総務部長', '以上'])
      expect(paragraphOf(words)).toContain('<w:jc w:val="right"/>');
    expect(paragraphOf('>記<')).toContain('<w:jc w:val="center"/>');
    expect(paragraphOf('各課・室長')).not.toContain('<w:jc ');
    expect(paragraphOf('1　日時')).toMatch(/<w:ind w:left="360" w:hanging="360"\/>/);
    expect(xml).not.toContain('<w:numPr>');
    expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
  });

  it('日本語の書体を名前で指定し、代わりの書体も示す。作成者やAIの印は入れない', async () => {
    const part = await parts(await wordFile('題名', '本文'));
    expect(part('word/styles.xml')).toContain('w:eastAsia="游明朝"');
    expect(part('word/fontTable.xml')).toContain('<w:font w:name="游明朝"><w:altName w:val="ＭＳ 明朝"/>');
    expect(part('docProps/core.xml')).toContain('<dc:title>題名</dc:title>');
    const words = (name: string) => part(name).replaceAll(/<[^>]*>/g, '');
    expect(words('word/document.xml')).toBe('本文');
    expect(words('docProps/core.xml')).not.toMatch(/AI|Kaname|Un-named|要/);
  });

  it('XMLに書けない文字は除き、壊れた文書を作らない', async () => {
    const bytes = await wordFile('題\u0000名', '一行目\u0001\ud800です。\r\n二行目\u000b三行目\f四行目');
    expect((await readBytes(bytes, 'a.docx')).text).toBe('一行目です。\n二行目\n三行目\n四行目');
  });

  it('空の文章でも、開ける文書になる', async () => {
    expect((await parts(await wordFile('', '')))('word/document.xml')).toContain('<w:p/>');
  });

  it('文の途中の長い行や、読点で終わる行は、字下げがあっても右に寄せない', () => {
    expect(lineLayout(`${'　'.repeat(20)}本文が続き、`).kind).toBe('body');
    expect(lineLayout('　このことについて').kind).toBe('body');
    expect(lineLayout('　　　　　　　　復命書')).toEqual({ kind: 'center', text: '復命書' });
    expect(lineLayout('記念式典を行う')).toMatchObject({ kind: 'body', text: '記念式典を行う' });
  });
});

describe('CSVにする', () => {
  const rows = [
    ['佐藤, 花子', '"引用"', '-1,200'],
    ['=1+1', '+81312345678', '@SUM(A1)'],
    ['-2+3', '＝HYPERLINK("x")', '一行目\n二行目'],
    ['\t=1', '0012', '-3.5%'],
  ];

  it('Excelと同じように開くと、文字がそのまま読め、式は式にならず、負の数は数のままである', () => {
    const bytes = csvFile(['氏名', '発言', '金額'], rows);
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const sheet = read(bytes, { type: 'buffer' }).Sheets.Sheet1 ?? {};
    const cells = utils.sheet_to_json<unknown[]>(sheet, { header: 1 });
    expect(cells[0]).toEqual(['氏名', '発言', '金額']);
    expect(cells[1]).toEqual(['佐藤, 花子', '"引用"', -1200]);
    expect(cells[2]).toEqual(["'=1+1", 81312345678, "'@SUM(A1)"]);
    expect(cells[3]).toEqual(["'-2+3", `'＝HYPERLINK("x")`, '一行目\n二行目']);
    for (const cell of Object.values(sheet)) expect(cell).not.toHaveProperty('f');
  });

  it('行の終わりはCRLFで、区切りや引用符を含むセルだけを囲む', () => {
    expect(csvText(['a', 'b'], [['1,2', '"']])).toBe('a,b\r\n"1,2",""""\r\n');
  });
});

describe('残すファイル', () => {
  const part = (name: string, text: string, contentType = 'text/plain') =>
    fileOf({ kind: 'file', name, contentType, text });

  it('.docx はWord文書になる', async () => {
    const { name, contentType, bytes } = await part('通知.docx', notice);
    expect(name).toBe('通知.docx');
    expect(contentType).toBe('application/vnd.openxmlformats-officedocument.wordprocessingml.document');
    expect((await readBytes(bytes, name)).text.split('\n')).toEqual(lines(notice));
    expect((await parts(bytes))('docProps/core.xml')).toContain('<dc:title>通知</dc:title>');
  });

  it('名前に末尾がなければ、種類から補う', async () => {
    const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
    expect((await part('議事録', '本文', docx)).name).toBe('議事録.docx');
    expect((await part('一覧', 'a,b', 'text/csv; charset=utf-8')).name).toBe('一覧.csv');
  });

  it('.csv は、書いた人が忘れていても式を無害にし、二度はしない', async () => {
    const { bytes } = await part('一覧.csv', 'ID,値\n1,=1+1\n"a\nb",-5\n');
    expect(bytes.toString()).toBe('\ufeffID,値\r\n1,\'=1+1\r\n"a\nb",-5\r\n');
    const again = await part('一覧.csv', bytes.toString());
    expect(again.bytes.toString()).toBe(bytes.toString());
  });

  it('.txt はBOMとCRLFで、ほかの形式は文字のまま', async () => {
    expect((await part('履歴.txt', 'あ\nい')).bytes.toString()).toBe('\ufeffあ\r\nい');
    expect((await part('設定.json', '{}\n', 'application/json')).bytes.toString()).toBe('{}\n');
  });

  it.each([
    ['../../etc/passwd', '_.._etc_passwd'],
    ['C:\\temp\\通知.docx', 'C__temp_通知.docx'],
    ['CON.txt', '_CON.txt'],
    ['com¹', '_com¹'],
    ['console.txt', 'console.txt'],
    ['通知\r\n.docx', '通知__.docx'],
    ['通知\u202excod.exe', '通知xcod.exe'],
    ['  . ', 'ファイル'],
    ['.docx', 'ファイル.docx'],
    ['末尾の点. .', '末尾の点'],
  ])('名前 %j は %j になる', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });

  it('長い名前は末尾を残して80文字に収める', () => {
    const name = safeFileName(`${'議'.repeat(300)}.docx`);
    expect(name).toBe(`${'議'.repeat(75)}.docx`);
    expect(Buffer.byteLength(name)).toBeLessThan(255);
  });
});
