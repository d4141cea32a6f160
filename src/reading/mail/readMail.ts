import { KanameError } from '../../errors.ts';
import { movedPlaces, type Place } from '../places.ts';
import type { Block, ReadText } from '../readText.ts';
import { joinWrapped } from '../wrappedLines.ts';
import { readAttachments } from './mailAttachments.ts';
import { bodyLines } from './mailBody.ts';
import { headLines } from './mailHead.ts';
import { mailParts } from './mailQuotes.ts';
import { parseMail } from './parseMail.ts';

const ENCRYPTED = /^application\/(?:x-)?pkcs7-mime$|^application\/pgp-encrypted$/;
const LOCKED =
  'このメールは暗号化されているため、読み取れませんでした。メールソフトで開き、本文をテキストファイルに保存してお試しください。';
const HEAD = 'メールの見出し';

/**
 * A mail as a text: who wrote to whom, when and about what, its own words, the mails it quotes, and its attachments that
 * are documents; each is a place.
 * @param readBytes reads an attachment by its name; where a mail within a mail comes, it has to end sometime
 * @throws KanameError `file_unreadable` where it is no mail, encrypted, or made to harm
 */
export async function readMail(
  bytes: Uint8Array,
  readBytes: (bytes: Uint8Array, name: string) => Promise<ReadText>,
): Promise<ReadText> {
  const { mail, warnings } = await parseMail(bytes);
  const lines = bodyLines(mail);
  if (mail.attachments.some(({ mimeType }) => ENCRYPTED.test(mimeType)) && lines.join('').trim() === '')
    throw new KanameError('file_unreadable', LOCKED);
  const attachments = await readAttachments(mail.attachments, readBytes);

  const text = new GrowingText();
  const named = attachments.names === '' ? [] : [`添付ファイル：${attachments.names}`];
  text.add(HEAD, [...headLines(mail), ...named]);
  for (const { label, lines: own } of mailParts(lines)) text.add(label, joinWrapped(own, { full: 0.9, always: false }));
  for (const { name, read } of attachments.read) text.addRead(`添付「${name}」`, read);
  const title = mail.subject?.trim() ?? '';
  return { ...text.made(), ...(title !== '' && { title }), warnings: [...warnings, ...attachments.warnings] };
}

/** A text that is made of parts, each a place. */
class GrowingText {
  readonly #blocks: Block[] = [];
  readonly #places: Place[] = [];
  #text = '';

  add(label: string, lines: readonly string[]): void {
    const filled = lines.map((line) => line.trim()).filter((line) => line !== '');
    if (filled.length === 0) return;
    const start = this.#next();
    this.#text += filled.join('\n');
    this.#places.push({ start, end: this.#text.length, label });
    for (const text of filled) this.#blocks.push({ kind: 'paragraph', text });
  }

  /** An attachment: a line with its name, then its text with its own places. */
  addRead(label: string, { blocks, text, places }: ReadText): void {
    this.add(label, [`【${label}】`]);
    const start = this.#next();
    this.#text += text;
    let at = 0;
    for (const place of places) {
      this.#add(start + at, start + place.start, label);
      this.#places.push(...movedPlaces([place], start, label));
      at = place.end;
    }
    this.#add(start + at, this.#text.length, label);
    this.#blocks.push(...blocks);
  }

  made(): Pick<ReadText, 'blocks' | 'text' | 'places'> {
    return { blocks: this.#blocks, text: this.#text, places: this.#places };
  }

  #add(start: number, end: number, label: string): void {
    if (end - start > 1) this.#places.push({ start, end, label });
  }

  #next(): number {
    if (this.#text !== '') this.#text += '\n';
    return this.#text.length;
  }
}
