/** Signs no file system of an office takes, controls, and marks that turn the reading direction and hide an ending. */
const UNSAFE = /[<>:"/\\|?*\p{Cc}\p{Cs}\u2028\u2029]/gu;
const INVISIBLE = /\p{Cf}/gu;
/** Names of devices in Windows, with any ending (https://learn.microsoft.com/windows/win32/fileio/naming-a-file). */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;
/** 240 bytes of kanji: file systems take 255 bytes. */
const LONGEST = 80;
const NAMELESS = 'ファイル';

/**
 * A name that every system can keep a file under: no folders, no control or invisible characters, no reserved name, at
 * most 80 characters with the ending kept.
 */
export function safeFileName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(UNSAFE, '_')
    .replace(/\s+/gu, ' ')
    .replace(/[ .]+$/u, '');
  const ending = /\.[a-z0-9]{1,8}$/i.exec(plain)?.[0] ?? '';
  const stem = plain.slice(0, plain.length - ending.length).replace(/^[ .]+/u, '');
  const short = [...stem]
    .slice(0, LONGEST - ending.length)
    .join('')
    .trimEnd();
  const whole = `${/^[_ ]*$/.test(short) ? NAMELESS : short}${ending}`;
  return whole.replace(RESERVED, '_$&');
}

/** The name without its ending: 「通知.docx」 → 「通知」. */
export function stemOf(name: string): string {
  return name.replace(/\.[^.]*$/, '');
}
