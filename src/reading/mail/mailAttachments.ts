import type { Attachment } from 'postal-mime';
import { KanameError } from '../../errors.ts';
import type { ReadText } from '../readText.ts';

/** Attachments that are read with a mail; a mail with more names the others. */
const MOST_READ = 5;
const MOST_NAMED = 10;
/** Signatures and pictures within the text are no attachments to a reader. */
const SILENT = /^application\/(?:x-)?pkcs7-signature$|^application\/pgp-signature$/;
const DOCUMENT = /\.(?:txt|md|markdown|html?|csv|tsv|vtt|pdf|docx|docm|xlsx|xlsm|xls|pptx|eml)$/i;

export interface ReadAttachment {
  readonly name: string;
  readonly read: ReadText;
}

export interface MailAttachments {
  /** 「資料.docx、写真.jpg、ほか3件」; empty where there are none. */
  readonly names: string;
  readonly read: readonly ReadAttachment[];
  readonly warnings: readonly string[];
}

/** The attachments of a mail: documents are read, as many as a person would; the others are named. */
export async function readAttachments(
  attachments: readonly Attachment[],
  readBytes: (bytes: Uint8Array, name: string) => Promise<ReadText>,
): Promise<MailAttachments> {
  const shown = attachments.filter(({ related, mimeType }) => !related && !SILENT.test(mimeType));
  const named = shown.map((attachment) => ({ attachment, name: nameOf(attachment) }));
  const documents = named.filter(({ name }) => DOCUMENT.test(name)).slice(0, MOST_READ);
  const read: ReadAttachment[] = [];
  const warnings: string[] = [];
  for (const { attachment, name } of documents) {
    try {
      read.push({ name, read: await readBytes(contentOf(attachment), name) });
    } catch (thrown) {
      if (!(thrown instanceof KanameError)) throw thrown;
      warnings.push(`添付ファイル「${name}」を読み取れませんでした。${thrown.sentence}`);
    }
  }
  const others = named.filter((one) => !documents.includes(one)).map(({ name }) => name);
  if (others.length > 0) warnings.push(`添付ファイル${listed(others)}は読み取っていません。`);
  const notes = read.flatMap(({ name, read: { warnings: own } }) => own.map((note) => `添付「${name}」：${note}`));
  return { names: listed(named.map(({ name }) => name)), read, warnings: [...warnings, ...notes] };
}

function nameOf({ filename, mimeType }: Attachment): string {
  const name = (filename ?? '').replaceAll(/[\p{Cc}\p{Cf}/\\]+/gu, '_').trim();
  if (name !== '') return name.length > 100 ? `${name.slice(0, 80)}…${name.slice(-10)}` : name;
  return mimeType === 'message/rfc822' ? '転送されたメール.eml' : '名前のない添付';
}

function listed(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? `ほか${(names.length - MOST_NAMED).toLocaleString('ja-JP')}件` : '';
  const shown = names.slice(0, MOST_NAMED).map((name) => `「${name}」`);
  return shown.join('') + more;
}

function contentOf({ content }: Attachment): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
}
