import PostalMime, { type Email } from 'postal-mime';
import { KanameError } from '../../errors.ts';
import { decodeText } from '../decodeText.ts';

const BOMB =
  'このメールは、部分が何重にも入れ子になっているか、見出しが非常に大きいため、安全のために読み取りを中止しました。本文をテキストファイルに保存し直してください。';
const NO_MAIL = 'このファイルはメール（.eml）の形式ではないようです。メールソフトで保存し直してください。';
const MISNAMED = '文字コードの名前が実際と違うため、中身から判断して読み取りました。';

const OPTIONS = {
  forceRfc822Attachments: true,
  attachmentEncoding: 'arraybuffer',
  maxNestingDepth: 30,
  maxHeadersSize: 8 * 1024 * 1024,
} as const;

export interface ParsedMail {
  readonly mail: Email;
  readonly warnings: readonly string[];
}

/**
 * Reads a mail (RFC 5322, MIME). Where its text makes no sense in the charset that it names, what the bytes look like
 * counts: UTF-8, ISO-2022-JP, Shift_JIS or EUC-JP.
 * @throws KanameError `file_unreadable` where it is no mail, or nested so deeply that it was made to harm
 */
export async function parseMail(bytes: Uint8Array): Promise<ParsedMail> {
  const mail = await parsed(bytes);
  if (!mail.headers.some(({ key }) => /^(?:from|to|subject|date|received|message-id)$/.test(key)))
    throw new KanameError('file_unreadable', NO_MAIL);
  if (!isGarbled(`${mail.text ?? ''}${mail.html ?? ''}`)) return { mail, warnings: [] };
  const { text, html } = await parsed(withoutCharsets(bytes));
  try {
    const mended = {
      ...mail,
      ...(text !== undefined && { text: decodeText(bytesOf(text)) }),
      ...(html !== undefined && { html: decodeText(bytesOf(html)) }),
    };
    const isSame = mended.text === mail.text && mended.html === mail.html;
    return { mail: mended, warnings: isSame ? [] : [MISNAMED] };
  } catch {
    // Parts in several charsets: what the mail names is the better guess.
    return { mail, warnings: [] };
  }
}

async function parsed(bytes: Uint8Array): Promise<Email> {
  try {
    return await PostalMime.parse(bytes, OPTIONS);
  } catch (thrown) {
    throw new KanameError('file_unreadable', BOMB, thrown);
  }
}

/** How ISO-2022-JP (RFC 1468) announces kanji. */
const ESCAPES = ['\u001b$@', '\u001b$B'];

/** Signs that could not be read, escape sequences of ISO-2022-JP, or Japanese bytes taken for Western letters. */
function isGarbled(text: string): boolean {
  if (text.includes('\ufffd') || ESCAPES.some((start) => text.includes(start))) return true;
  const western = text.match(/[\u0080-\u00ff\u0152-\u02dc\u2013-\u2122]/g)?.length ?? 0;
  const japanese = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0;
  return western > 10 && western > text.length / 10 && japanese < western / 10;
}

/** The same mail with every text named windows-1252, which gives every byte a sign of its own. */
function withoutCharsets(bytes: Uint8Array): Uint8Array {
  const raw = Buffer.from(bytes).toString('latin1');
  const renamed = raw.replaceAll(
    /^(content-type:[ \t]*text\/(?:plain|html))[^\r\n;]*((?:;[^\r\n;]*|\r?\n[ \t]+[^\r\n;]*)*)/gim,
    (_, type: string, parameters: string) =>
      `${type}${parameters.replaceAll(/;\s*charset\s*=\s*(?:"[^"\r\n]*"|[^\s;"]*)/gi, '')}; charset=windows-1252`,
  );
  const head = /^[\s\S]*?(?:\r?\n){2}/.exec(renamed)?.[0] ?? renamed;
  const named = /^content-type:/im.test(head) ? '' : 'Content-Type: text/plain; charset=windows-1252\r\n';
  return Buffer.from(`${named}${renamed}`, 'latin1');
}

/** The byte for which each sign of windows-1252 stands (https://encoding.spec.whatwg.org/#windows-1252). */
const BYTES: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 256 }, (_, byte) => [new TextDecoder('windows-1252').decode(Uint8Array.of(byte)), byte]),
);

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (sign) => BYTES.get(sign) ?? 0x3f);
}
