import { describe, expect, it } from '@jest/globals';
import { wordFile } from '../../src/files/wordFile.ts';
import { readBytes } from '../../src/reading/readFile.ts';
import { headers, inCharset, multipartMail, plainMail } from './mails.ts';

const body = '照明を更新する件です。㈱髙﨑から、次のとおり連絡がありました。\r\n工事は12月1日に始めます。\r\n';
const head = [
  '差出人：佐藤 花子 <hanako@example.jp>',
  '宛先：総務課 <soumu@example.jp>、taro@example.jp',
  '日時：2026年11月20日（金）10:05',
  '件名：庁舎照明の件',
];
const read = (bytes: Uint8Array) => readBytes(bytes, '照会.eml');
const said = async (bytes: Uint8Array) => (await read(bytes)).text.split('\n');
/** The words of each place, with its label. */
const placed = async (bytes: Uint8Array) => {
  const { text, places } = await read(bytes);
  return places.map(({ start, end, label }) => [label, text.slice(start, end)]);
};
const quotedPrintable = (bytes: Buffer): string =>
  [...bytes]
    .map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('')
    .replaceAll(/(.{72})/g, '$1=\r\n');

describe('メールを読む', () => {
  const whole = [
    ...head,
    '照明を更新する件です。㈱髙﨑から、次のとおり連絡がありました。',
    '工事は12月1日に始めます。',
  ];

  it.each([
    ['UTF-8', plainMail(body)],
    ['ISO-2022-JP', plainMail(inCharset(body, 'JIS'), 'ISO-2022-JP', '7bit')],
    ['Shift_JIS', plainMail(inCharset(body, 'SJIS'), 'Shift_JIS')],
    ['Windows-31J', plainMail(inCharset(body, 'SJIS'), 'Windows-31J')],
    ['quoted-printable', plainMail(quotedPrintable(Buffer.from(body)), 'utf-8', 'quoted-printable')],
    ['base64', plainMail(inCharset(body, 'JIS').toString('base64'), '"iso-2022-jp"', 'base64')],
  ])('%s：差出人・宛先・日時・件名と本文が、行になる', async (_, bytes) => {
    const mail = await read(bytes);
    expect(mail.text.split('\n')).toEqual(whole);
    expect(mail.title).toBe('庁舎照明の件');
    expect(mail.warnings).toEqual([]);
  });

  it.each([
    ['知らない名前のShift_JIS', inCharset(body, 'SJIS'), 'x-nonsense'],
    ['Shift_JISをUTF-8だという', inCharset(body, 'SJIS'), 'utf-8'],
    ['UTF-8をus-asciiだという', Buffer.from(body), 'us-ascii'],
    ['UTF-8をISO-2022-JPだという', Buffer.from(body), 'iso-2022-jp'],
    ['ISO-2022-JPをUTF-8だという', inCharset(body, 'JIS'), 'utf-8'],
    ['EUC-JPをiso-8859-1だという', inCharset(body, 'EUCJP'), 'iso-8859-1'],
  ])('文字コードの名前が違っても読み、そう知らせる：%s', async (_, bytes, charset) => {
    const mail = await read(plainMail(bytes, charset));
    expect(mail.text).toContain('照明を更新する件です。');
    expect(mail.text).toContain('工事は12月1日に始めます。');
    expect(mail.warnings).toEqual(['文字コードの名前が実際と違うため、中身から判断して読み取りました。']);
  });

  it('文字コードの名前のないShift_JISも読む', async () => {
    const bytes = Buffer.concat([Buffer.from('Subject: memo\r\nFrom: a@example.jp\r\n\r\n'), inCharset(body, 'SJIS')]);
    expect(await said(bytes)).toContain('工事は12月1日に始めます。');
  });

  it('HTMLだけのメールと、HTMLと文章の両方があるメールを読む', async () => {
    const html =
      '<html><head><style>p{}</style></head><body><p>照明を<b>更新</b>する件です。</p><table><tr><td>区分</td><td>額</td></tr></table></body></html>';
    const only = Buffer.from(`${headers('Content-Type: text/html; charset=utf-8')}${html}`);
    expect((await said(only)).slice(4)).toEqual(['照明を更新する件です。', '区分　額']);
    const both = multipartMail(
      [
        { type: 'text/plain; charset=utf-8', content: '照明を更新する件です。文章の版です。' },
        { type: 'text/html; charset=utf-8', content: html },
      ],
      'alternative',
    );
    expect((await said(both)).slice(4)).toEqual(['照明を更新する件です。文章の版です。']);
    const note = multipartMail(
      [
        { type: 'text/plain; charset=utf-8', content: 'HTML' },
        { type: 'text/html; charset=utf-8', content: html },
      ],
      'alternative',
    );
    expect((await said(note)).slice(4)).toEqual(['照明を更新する件です。', '区分　額']);
  });

  it('見出しと本文が、それぞれの場所になる', async () => {
    expect(await placed(plainMail('本文です。\r\n'))).toEqual([
      ['メールの見出し', head.join('\n')],
      ['本文', '本文です。'],
    ]);
  });
});

describe('引用された以前のメール', () => {
  const quotes = async (text: string) => (await placed(plainMail(text))).slice(1);

  it('「>」の付いた行を引用と見て、印を除く', async () => {
    expect(
      await quotes(
        '承知しました。\r\n\r\n2026年11月19日(木) 9:30 鈴木 太郎 <taro@example.jp>:\r\n> 工事の日は\r\n>> いつですか。\r\n\r\n以上です。\r\n',
      ),
    ).toEqual([
      ['本文', '承知しました。'],
      ['引用されたメール（鈴木 太郎、2026年11月19日(木) 9:30）', '工事の日は\nいつですか。'],
      ['本文', '以上です。'],
    ]);
    expect(await quotes('On 2026/11/19 9:30, 鈴木 太郎 wrote:\r\n> いつですか。\r\n12月1日です。\r\n')).toEqual([
      ['引用されたメール（鈴木 太郎、2026/11/19 9:30）', 'いつですか。'],
      ['本文', '12月1日です。'],
    ]);
  });

  it.each(['-----Original Message-----', '-----元のメッセージ-----', '________________________________'])(
    'Outlookの「%s」から後は、以前のメールである',
    async (rule) => {
      const text = `承知しました。\r\n\r\n${rule}\r\n差出人: 鈴木 太郎 <taro@example.jp>\r\n送信日時: 2026年11月19日 9:30\r\n宛先: 佐藤 花子\r\n件名: 照明\r\n\r\n工事の日はいつですか。\r\n`;
      const found = await quotes(text);
      expect(found.map(([label]) => label)).toEqual(['本文', '引用されたメール（鈴木 太郎、2026年11月19日 9:30）']);
      expect(found[1]?.[1]).toContain('工事の日はいつですか。');
    },
  );

  it('HTMLの引用も引用である', async () => {
    const html =
      '<p>承知しました。</p><blockquote><p>工事の日は</p><blockquote>いつですか。</blockquote></blockquote><p>以上です。</p>';
    const bytes = Buffer.from(`${headers('Content-Type: text/html; charset=utf-8')}${html}`);
    expect((await placed(bytes)).slice(1)).toEqual([
      ['本文', '承知しました。'],
      ['引用されたメール', '工事の日は\nいつですか。'],
      ['本文', '以上です。'],
    ]);
  });

  it('日時や「差出人」の付くふつうの文を、引用と取り違えない', async () => {
    const text = '2026年12月1日の日程:\r\n差出人：総務課が送ります。\r\n以上です。\r\n';
    expect((await quotes(text)).map(([label]) => label)).toEqual(['本文']);
  });
});

describe('添付ファイル', () => {
  it('文書は場所とともに読み、写真は名前だけを挙げて、読んでいないと知らせる', async () => {
    const bytes = multipartMail([
      { type: 'text/plain; charset=utf-8', content: '別添のとおりです。' },
      { type: 'application/octet-stream', name: '計画.docx', content: await wordFile('', '費用は1,200万円です。') },
      { type: 'image/jpeg', name: '写真.jpg', content: Buffer.from('ffd8ff', 'hex') },
      { type: 'text/csv', name: '件数.csv', content: '区分,件数\r\n転入,860\r\n' },
    ]);
    expect((await placed(bytes)).slice(1)).toEqual([
      ['本文', '別添のとおりです。'],
      ['添付「計画.docx」', '【添付「計画.docx」】'],
      ['添付「計画.docx」', expect.stringContaining('費用は1,200万円です。')],
      ['添付「件数.csv」', '【添付「件数.csv」】'],
      ['添付「件数.csv」 1行目', '区分　件数'],
      ['添付「件数.csv」 2行目', '転入　860'],
    ]);
    const { warnings, text } = await read(bytes);
    expect(text).toContain('添付ファイル：「計画.docx」「写真.jpg」「件数.csv」');
    expect(warnings).toEqual(['添付ファイル「写真.jpg」は読み取っていません。']);
  });

  it('読めない添付は、理由を添えて飛ばし、本文は読む', async () => {
    const bytes = multipartMail([
      { type: 'text/plain; charset=utf-8', content: '別添のとおりです。' },
      { type: 'application/pdf', name: '壊れた.pdf', content: '%PDF-1.7 壊れています' },
      { type: 'application/pdf', name: '保護.docx', content: Buffer.from('d0cf11e0a1b11ae1', 'hex') },
    ]);
    const { warnings, text } = await read(bytes);
    expect(text).toContain('別添のとおりです。');
    expect(warnings).toEqual([
      expect.stringMatching(/^添付ファイル「壊れた\.pdf」を読み取れませんでした。.*壊れて.*。$/),
      expect.stringMatching(/^添付ファイル「保護\.docx」を読み取れませんでした。.*パスワード.*。$/),
    ]);
  });

  it('転送されたメールは、その中まで読む。深いものは途中で止める', async () => {
    let mail = plainMail('いちばん奥です。\r\n');
    for (let depth = 0; depth < 5; depth++)
      mail = multipartMail([
        { type: 'text/plain; charset=utf-8', content: `${depth}番目の転送です。` },
        { type: 'message/rfc822', name: '転送.eml', content: mail },
      ]);
    const { text, warnings } = await read(mail);
    expect(text).toContain('3番目の転送です。');
    expect(text).not.toContain('いちばん奥');
    expect(warnings.join('')).toContain('深すぎる');
  });
});

describe('読めないメール', () => {
  it('メールでないものは断る', async () => {
    await expect(read(Buffer.from('ただの文章です。\r\n\r\nメールではありません。'))).rejects.toMatchObject({
      code: 'file_unreadable',
      sentence: expect.stringContaining('形式ではない'),
    });
  });

  it('暗号化されたメールは、そう言って断る', async () => {
    const bytes = Buffer.from(
      `${headers('Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m', 'Content-Transfer-Encoding: base64')}AAAA\r\n`,
    );
    await expect(read(bytes)).rejects.toMatchObject({ sentence: expect.stringContaining('暗号化') });
  });

  it('何重にも入れ子になったメールは、安全のために断る', async () => {
    let text = 'Subject: x\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n';
    for (let at = 0; at < 5000; at++) text += `--b${at}\r\nContent-Type: multipart/mixed; boundary=b${at + 1}\r\n\r\n`;
    await expect(read(Buffer.from(text))).rejects.toMatchObject({
      code: 'file_unreadable',
      sentence: expect.stringMatching(/入れ子.*安全のため.*。$/),
    });
  });

  it('添付が一万個あっても本文を読み、名前は初めの10個と数だけを挙げる', async () => {
    const pieces = Array.from({ length: 10_000 }, (_, at) => ({
      type: 'application/octet-stream',
      name: `${at}.bin`,
      content: 'x',
    }));
    const { text, warnings } = await read(
      multipartMail([{ type: 'text/plain; charset=utf-8', content: '本文です。' }, ...pieces]),
    );
    expect(text).toContain('本文です。');
    expect(text).toContain('「9.bin」ほか9,990件');
    expect(text.length).toBeLessThan(1000);
    expect(warnings.join('')).toContain('ほか9,990件は読み取っていません');
  });

  it('終わりのない折り返しや、引用の始まりに似た行が何万行あっても、すぐに読み終える', async () => {
    const started = Date.now();
    const line = `On 2026/11/19 9:30, ${'a'.repeat(200)}\n`;
    expect((await read(plainMail(line.repeat(20_000)))).text.length).toBeGreaterThan(4_000_000);
    expect((await read(plainMail('差出人: a\n'.repeat(20_000)))).text).toContain('差出人: a');
    expect(Date.now() - started).toBeLessThan(20_000);
  });

  it('添付の名前に仕込まれたパスや改行は、そのまま示さない', async () => {
    const { text } = await read(
      multipartMail([
        { type: 'text/plain', content: 'hello' },
        { type: 'application/x', name: '../../etc\n/a.bin', content: 'x' },
      ]),
    );
    expect(text).toContain('「.._.._etc_a.bin」');
  });
});
