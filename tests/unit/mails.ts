import Encoding from 'encoding-japanese';

export const inCharset = (text: string, to: 'JIS' | 'SJIS' | 'EUCJP'): Buffer =>
  Buffer.from(Encoding.convert(Encoding.stringToCode(text), { from: 'UNICODE', to }));

const word = (text: string): string => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;

/** The headers of a mail from 佐藤 花子 about 庁舎照明の件, with those of its body behind. */
export const headers = (...more: readonly string[]): string =>
  [
    `From: =?ISO-2022-JP?B?${inCharset('佐藤 花子', 'JIS').toString('base64')}?= <hanako@example.jp>`,
    `To: ${word('総務課')} <soumu@example.jp>, taro@example.jp`,
    'Date: Fri, 20 Nov 2026 01:05:00 +0000',
    `Subject: ${word('庁舎照明の件')}`,
    'MIME-Version: 1.0',
    ...more,
    '',
    '',
  ].join('\r\n');

export const plainMail = (body: Uint8Array | string, charset = 'utf-8', encoding = '8bit'): Buffer =>
  Buffer.concat([
    Buffer.from(headers(`Content-Type: text/plain; charset=${charset}`, `Content-Transfer-Encoding: ${encoding}`)),
    Buffer.from(body),
  ]);

export interface MailPiece {
  readonly type: string;
  readonly content: Uint8Array | string;
  readonly name?: string;
}

/** A mail of several parts, each in base64. */
export function multipartMail(pieces: readonly MailPiece[], kind = 'mixed'): Buffer {
  const parts = pieces.map(({ type, content, name }) =>
    [
      '--b',
      `Content-Type: ${type}`,
      'Content-Transfer-Encoding: base64',
      ...(name === undefined ? [] : [`Content-Disposition: attachment; filename="${word(name)}"`]),
      '',
      Buffer.from(content).toString('base64'),
    ].join('\r\n'),
  );
  return Buffer.from(`${headers(`Content-Type: multipart/${kind}; boundary=b`)}${parts.join('\r\n')}\r\n--b--\r\n`);
}
