import Encoding from 'encoding-japanese';
import { KanameError } from '../errors.ts';

const UNKNOWN =
  'このファイルの文字コードを判別できませんでした。UTF-8 または Shift_JIS で保存し直してから、もう一度お試しください。';

/** Names of encoding-japanese and what TextDecoder calls them, in the order in which they are tried. */
const LEGACY = { SJIS: 'shift_jis', EUCJP: 'euc-jp' } as const;

/**
 * Decodes the bytes of a text file: UTF-8 and UTF-16 (by their mark, or by their zero bytes), ISO-2022-JP, Shift_JIS
 * with the signs of Windows (①㈱髙), EUC-JP. The byte order mark is left out, line ends stay as they are. A few broken
 * bytes in UTF-8 become U+FFFD.
 * @throws KanameError `file_unreadable` where the bytes are in none of them
 */
export function decodeText(bytes: Uint8Array): string {
  const encoding = unicodeOf(bytes);
  const text =
    encoding === undefined
      ? (decoded(bytes, 'utf-8') ?? plainUtf16(bytes) ?? nearlyUtf8(bytes) ?? legacyText(bytes))
      : decoded(bytes, encoding);
  if (text === undefined || text.includes('\0')) throw new KanameError('file_unreadable', UNKNOWN);
  return text.replace(/^\ufeff/, '');
}

function unicodeOf(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (Buffer.from(bytes.subarray(0, 4096)).includes('\u001b$')) return 'iso-2022-jp';
  const head = bytes.subarray(0, 512);
  const zeros = (parity: number): number => head.filter((byte, at) => byte === 0 && at % 2 === parity).length;
  // Latin letters, digits and line ends leave one half of each unit zero; kanji like 一 (U+4E00) do so rarely.
  if (zeros(1) > head.length / 32 && zeros(1) > zeros(0) * 4) return 'utf-16le';
  if (zeros(0) > head.length / 32 && zeros(0) > zeros(1) * 4) return 'utf-16be';
  return undefined;
}

/** UTF-16 without its mark and with hardly a Latin letter: kana and 、。 (U+30xx) fill one half of the units. */
function plainUtf16(bytes: Uint8Array): string | undefined {
  const head = bytes.subarray(0, 512);
  const kana = (parity: number): number => head.filter((byte, at) => byte === 0x30 && at % 2 === parity).length;
  const [even, odd] = [kana(0), kana(1)];
  if (Math.max(even, odd) < head.length / 8 || Math.max(even, odd) < Math.min(even, odd) * 8) return undefined;
  return decoded(bytes, even > odd ? 'utf-16be' : 'utf-16le');
}

/** UTF-8 of which a byte here and there is broken: in another encoding hardly a sign would be right. */
function nearlyUtf8(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder().decode(bytes);
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  const right = text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
  return right > broken * 50 ? text : undefined;
}

/** Both may fit; the guess of encoding-japanese, which weighs the kana, decides which is tried first. */
function legacyText(bytes: Uint8Array): string | undefined {
  const guess = Encoding.detect(bytes.subarray(0, 100_000), ['SJIS', 'EUCJP']);
  const order = guess === 'EUCJP' ? [LEGACY.EUCJP, LEGACY.SJIS] : [LEGACY.SJIS, LEGACY.EUCJP];
  for (const encoding of order) {
    const text = decoded(bytes, encoding);
    if (text !== undefined) return text;
  }
  return undefined;
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
