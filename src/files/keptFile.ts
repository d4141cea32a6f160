import type { FilePart } from '../answer.ts';
import { csvFile } from './csvFile.ts';
import { csvRows } from './csvRows.ts';
import { safeFileName, stemOf } from './fileName.ts';
import { textFile } from './textFile.ts';
import { wordFile } from './wordFile.ts';

/** A file as a channel sends it. */
export interface KeptFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

const KINDS = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  csv: 'text/csv',
  txt: 'text/plain',
} as const;
type Kind = keyof typeof KINDS;

/**
 * Makes the file of which a part of an answer holds the text: .docx, .csv (its formulas disarmed) and .txt by its name,
 * else by its content type; any other text as it stands. The name is made safe and gets the ending of its kind.
 */
export async function fileOf({ name, contentType, text }: FilePart): Promise<KeptFile> {
  const safe = safeFileName(name);
  const kind = kindByName(safe) ?? kindByType(contentType, safe);
  if (kind === undefined) return { name: safe, contentType, bytes: Buffer.from(text) };
  const whole = kindByName(safe) === kind ? safe : safeFileName(`${name}.${kind}`);
  return { name: whole, contentType: KINDS[kind], bytes: await bytesOf(kind, stemOf(whole), text) };
}

function kindByName(name: string): Kind | undefined {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
  return ending === 'docx' || ending === 'csv' || ending === 'txt' ? ending : undefined;
}

/** A name with another ending (.md, .json) says that its text is to stay as it is. */
function kindByType(contentType: string, name: string): Kind | undefined {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase();
  if (type === KINDS.docx) return 'docx';
  if (/\.[a-z0-9]{1,8}$/i.test(name)) return undefined;
  return type === KINDS.csv ? 'csv' : type === KINDS.txt ? 'txt' : undefined;
}

async function bytesOf(kind: Kind, title: string, text: string): Promise<Buffer> {
  if (kind === 'docx') return wordFile(title, text);
  if (kind === 'txt') return textFile(text);
  const [columns = [], ...rows] = csvRows(text);
  return csvFile(columns, rows);
}
