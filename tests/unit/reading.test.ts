import { mkdtemp, readFile as readFileBytes, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Encoding from 'encoding-japanese';
import { projectFile } from '../../src/projectFiles.ts';
import { readBytes, readFile } from '../../src/reading/readFile.ts';

const japanese = '（目的）\n第1条　①見本の㈱髙﨑を定める。\n';
const encoded = (text: string, to: 'SJIS' | 'EUCJP' | 'JIS' | 'UTF16LE' | 'UTF16BE'): Uint8Array =>
  Uint8Array.from(Encoding.convert(Encoding.stringToCode(text), { from: 'UNICODE', to }));
const paragraphs = async (text: string, name = 'a.txt'): Promise<string[]> =>
  (await readBytes(Buffer.from(text), name)).blocks.flatMap((block) =>
    block.kind === 'page-break' ? [] : [block.text],
  );

describe('文字コード', () => {
  it.each([
    ['UTF-8', Buffer.from(japanese)],
    ['BOM付きUTF-8', Buffer.from(`\ufeff${japanese}`)],
    ['BOM付きUTF-16LE', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(japanese, 'utf16le')])],
    ['BOMなしUTF-16LE', Buffer.from(`1 a b c d e f g h\n${japanese}`, 'utf16le')],
  ])('%s を読む', async (_, bytes) => {
    const { text } = await readBytes(bytes, 'a.txt');
    expect(text.endsWith(japanese)).toBe(true);
    expect(text.startsWith('\ufeff')).toBe(false);
  });

  it('Shift_JIS を、機種依存文字も含めて読む', async () => {
    const sjis = [0x87, 0x40, 0x87, 0x8a, 0xfb, 0xfc, 0xfa, 0xb1]; // ①㈱髙﨑
    const bytes = Buffer.concat([encoded('見本市の規程\r\n第1条　', 'SJIS'), Buffer.from(sjis)]);
    expect((await readBytes(bytes, 'a.txt')).text).toBe('見本市の規程\r\n第1条　①㈱髙﨑');
  });

  it.each(['EUCJP', 'JIS'] as const)('%s を読む', async (to) => {
    const text = 'この規程は、見本の取扱いに関し必要な事項を定めるものとする。';
    expect((await readBytes(encoded(text, to), 'a.txt')).text).toBe(text);
  });

  it('文字でないバイト列は、分かる文で断る', async () => {
    const noise = Uint8Array.from({ length: 400 }, (_, at) => (at * 73 + 129) % 256);
    await expect(readBytes(noise, 'a.txt')).rejects.toMatchObject({ code: 'file_unreadable' });
  });
});

describe('CSV', () => {
  it('セルを書かれたまま読む。引用符の中の区切りや改行、Shift_JIS、「ID」で始まる表も', async () => {
    const table = 'ID,氏名,備考\r\n0012,"佐藤, 花子","一行目\n二行目"\r\n\r\n3,=1+1,1月2日\r\n';
    for (const bytes of [Buffer.from(`\ufeff${table}`), encoded(table, 'SJIS')]) {
      const { blocks, text } = await readBytes(bytes, '名簿.csv');
      expect(blocks.map((block) => block.kind === 'row' && block.cells)).toEqual([
        ['ID', '氏名', '備考'],
        ['0012', '佐藤, 花子', '一行目 二行目'],
        ['3', '=1+1', '1月2日'],
      ]);
      expect(text.split('\n')).toHaveLength(3);
    }
    expect((await readBytes(Buffer.from('甲\t乙,丙\n'), 'a.tsv')).text).toBe('甲\u3000乙,丙');
  });
});

describe('テキスト', () => {
  it('文章は一字も変えず、段落は行ごとに分ける', async () => {
    const text = '　一行目です。\r\n\r\n二行目です。\r\n';
    const read = await readBytes(Buffer.from(text), 'a.txt');
    expect(read.text).toBe(text);
    expect(read.blocks).toEqual([
      { kind: 'paragraph', text: '一行目です。' },
      { kind: 'paragraph', text: '二行目です。' },
    ]);
  });

  it('一定の幅で折り返された文を一つに戻し、見出しや番号の前では戻さない', async () => {
    const sentence =
      'この規程は見本市の職員が公務のために旅行する場合における旅費の支給に関して必要な事項を定めるものとする。';
    const wrapped = (text: string): string => text.replaceAll(/(.{20})(?=.)/g, '$1\n');
    const lines = [
      wrapped(`第1条　${sentence}`),
      wrapped(`２　${sentence}`),
      '（期間）',
      wrapped(`第2条　${sentence}`),
    ];
    expect(await paragraphs(lines.join('\n'))).toEqual([
      `第1条　${sentence}`,
      `２　${sentence}`,
      '（期間）',
      `第2条　${sentence}`,
    ]);
  });
});

describe('Markdown', () => {
  it('見出し・表・強調・前付けを読む', async () => {
    const text =
      '---\ntitle: 見本\nversion: 2\nlist: [1, 二]\nnested: {a: 1}\nempty:\n---\n# 題名\n**太字**と`符号`と[リンク](https://example.jp/)です。\n\n| 区分 | 額 |\n|---|--:|\n| 甲\\|乙 | 1,000円 |\n- (1)　一つ目\n<!-- 消える -->\n';
    const read = await readBytes(Buffer.from(text), 'a.md');
    expect(read.text).toBe(text);
    expect(read.title).toBe('見本');
    expect(read.frontMatter).toEqual({ title: '見本', version: '2', list: '1、二', nested: '{"a":1}', empty: '' });
    expect(read.blocks).toEqual([
      { kind: 'heading', level: 1, text: '題名' },
      { kind: 'paragraph', text: '太字と符号とリンクです。' },
      { kind: 'row', text: '区分　額', cells: ['区分', '額'] },
      { kind: 'row', text: '甲|乙　1,000円', cells: ['甲|乙', '1,000円'] },
      { kind: 'paragraph', text: '(1)　一つ目' },
    ]);
  });

  it('前付けが壊れていても本文を読み、そのことを知らせる', async () => {
    const read = await readBytes(Buffer.from('---\ntitle: "見本\n---\n本文です。\n'), 'a.md');
    expect(read.warnings).toHaveLength(1);
    expect(read.blocks).toEqual([{ kind: 'paragraph', text: '本文です。' }]);
  });

  it('膨らむ別名を使った前付けは展開しない', async () => {
    const bomb = 'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b]\n';
    const read = await readBytes(Buffer.from(`---\n${bomb}---\n本文です。\n`), 'a.md');
    expect(read.blocks).toEqual([{ kind: 'paragraph', text: '本文です。' }]);
    expect(read.warnings).toHaveLength(1);
  });
});

describe('HTML', () => {
  it('本文・見出し・表だけを読み、メニューや台本は読まない', async () => {
    const html = `<!doctype html><html><head><meta charset="utf-8"><title>見本規程</title><style>p{}</style></head><body>
      <nav><ul><li>トップ</li></ul></nav><h1>見本規程</h1><p>一行目<br>二行目</p><script>alert(1)</script>
      <p><ruby>見本<rt>みほん</rt></ruby>の
      続き</p><table><tr><th>区分</th><th>額</th></tr><tr><td>甲</td><td>1,000円</td></tr></table>
      <ol><li>一番</li><li>(1)　二番</li></ol><ul><li>点</li></ul><p hidden>隠す</p><footer>連絡先</footer></body></html>`;
    const read = await readBytes(Buffer.from(html), 'a.html');
    expect(read.title).toBe('見本規程');
    expect(read.blocks).toEqual([
      { kind: 'heading', level: 1, text: '見本規程' },
      { kind: 'paragraph', text: '一行目' },
      { kind: 'paragraph', text: '二行目' },
      { kind: 'paragraph', text: '見本の続き' },
      { kind: 'row', text: '区分　額', cells: ['区分', '額'] },
      { kind: 'row', text: '甲　1,000円', cells: ['甲', '1,000円'] },
      { kind: 'paragraph', text: '1. 一番' },
      { kind: 'paragraph', text: '(1)　二番' },
      { kind: 'paragraph', text: '・点' },
    ]);
  });

  it('例規集の番号と本文を一行にする', async () => {
    const html = `<body><div class="article"><p class="title">（目的）</p><p><span class="num">第1条</span>この規程は、見本を定める。</p></div>
      <div class="clause"><div class="num">２</div><div class="p">次の項とする。</div></div>
      <div class="item"><p class="num">(1)</p><p>号とする。</p></div></body>`;
    expect(await paragraphs(html, 'a.html')).toEqual([
      '（目的）',
      '第1条　この規程は、見本を定める。',
      '２　次の項とする。',
      '(1)　号とする。',
    ]);
  });
});

describe('字幕', () => {
  it('話者ごとに発言をまとめる', async () => {
    const vtt =
      'WEBVTT\n\nid/1-0\n00:00:01.000 --> 00:00:03.000\n<v 見本 太郎>始めます。</v>\n\n00:00:03.000 --> 00:00:05.000\n<v 見本 太郎>議題は\n二つです。</v>\n\n00:00:05.000 --> 00:00:06.000\n<v 例田 花子>A &amp; B です。</v>\n\n00:00:06.000 --> 00:00:07.000\n話者なし\n';
    expect(await paragraphs(vtt, 'a.vtt')).toEqual([
      '見本 太郎：始めます。議題は二つです。',
      '例田 花子：A & B です。',
      '話者なし',
    ]);
  });

  it('字幕でないものは断る', async () => {
    await expect(readBytes(Buffer.from('こんにちは'), 'a.vtt')).rejects.toMatchObject({ code: 'file_unreadable' });
  });
});

describe('読めないファイル', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kaname-reading-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each([
    'doc',
    'dotx',
    'rtf',
    'jtd',
    'jtt',
    'ppt',
    'ppsx',
    'xlsb',
    'ods',
    'xdw',
    'msg',
    'zip',
    '7z',
    'rar',
    'png',
    'mp4',
    'exe',
    '',
  ])('.%s は、どうすればよいかを添えて断る', async (ending) => {
    const refused = readBytes(Buffer.from('中身'), ending === '' ? 'README' : `a.${ending}`);
    await expect(refused).rejects.toMatchObject({ code: 'file_unsupported', sentence: expect.stringMatching(/。$/) });
  });

  it('一太郎文書には保存し直し方を示す', async () => {
    await expect(readBytes(Buffer.from('x'), '通知.jtd')).rejects.toMatchObject({
      sentence: '一太郎文書（.jtd）は読み取れません。一太郎で.docx形式かPDFに保存し直してください。',
    });
  });

  it.each([
    ['a.txt', '%PDF-1.7 …'],
    ['a.pdf', 'ただの文章'],
    ['a.docx', 'ただの文章'],
    ['a.xlsx', '<html></html>'],
    ['a.md', 'PK\u0003\u0004'],
    ['a.docx', 'PK\u0003\u0004xl/workbook.xml'],
    ['a.txt', 'Rar!\u001a'],
  ])('%s の中身が末尾と違えば断る', async (name, content) => {
    await expect(readBytes(Buffer.from(content), name)).rejects.toMatchObject({ code: 'file_unreadable' });
  });

  it.each([
    ['png', '89504e470d0a1a0a'],
    ['jpg', 'ffd8ffe000104a46'],
    ['webp', '524946460000000057454250'],
    ['heic', '00000018667479706865696300'],
  ])('名前を変えても、%s は画像だと分かる', async (_, hex) => {
    for (const name of ['a.docx', 'a.txt', 'a'])
      await expect(readBytes(Buffer.from(hex, 'hex'), name)).rejects.toMatchObject({
        sentence: expect.stringContaining('画像'),
      });
  });

  it('末尾のない名前でも、中身から種類が分かるものは読む', async () => {
    const bytes = await readFileBytes(projectFile('samples/policies/契約事務規則.docx'));
    expect((await readBytes(bytes, '契約事務規則')).text).toContain('第1条');
    const pdf = await readFileBytes(projectFile('samples/policies/庁舎管理規則.pdf'));
    expect((await readBytes(pdf, '庁舎管理規則')).text).toContain('第１条');
  });

  it('空のファイル、ないファイル、フォルダーを断る', async () => {
    await expect(readBytes(Buffer.from(''), 'a.txt')).rejects.toMatchObject({ code: 'input_empty' });
    await expect(readBytes(Buffer.from(' \n'), 'a.txt')).rejects.toMatchObject({ code: 'input_empty' });
    await expect(readFile(join(folder, 'none.txt'))).rejects.toMatchObject({ code: 'not_found' });
    await expect(readFile(folder)).rejects.toMatchObject({ code: 'file_unreadable' });
  });

  it('20 MBを超えるファイルは、開かずに断る', async () => {
    const path = join(folder, 'large.txt');
    await writeFile(path, 'x');
    await truncate(path, 20 * 1024 * 1024 + 1);
    await expect(readFile(path)).rejects.toMatchObject({
      code: 'input_too_long',
      sentence: expect.stringContaining('20MB'),
    });
    await expect(readBytes(Buffer.from('長い'), 'a.txt', { maxBytes: 3 })).rejects.toMatchObject({
      code: 'input_too_long',
    });
  });

  it('断る文に、ファイルの場所や例外の言葉を入れない', async () => {
    for (const name of ['none.txt', 'none.docx']) {
      const error: unknown = await readFile(join(folder, name)).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ sentence: expect.not.stringMatching(/[/\\]|Error|ENOENT/) });
    }
  });
});
