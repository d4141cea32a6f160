import type { Line } from './lines.ts';
import { areDepartments, parseReaders, type Readers } from './readers.ts';

const KEY =
  '(?:公開(?:範囲|区分|対象)|閲覧(?:範囲|区分|対象(?:者|部署|課)?|権限|制限|者|部署|課|可能?(?:な)?(?:範囲|者|部署|課|職員)?)?|readers?)';
const KEY_ONLY = new RegExp(`^${KEY}$`, 'i');
/** Words that say so even where they stand alone on a line; 「閲覧」 alone may be anything. */
const KEY_ALONE = /^(?:公開|閲覧)(?:範囲|区分)$/;
const STATED = new RegExp(`^[【〔［\\[（(]?\\s*${KEY}\\s*[:：]\\s*(?<value>.*?)[】〕］\\]）)]?$`, 'i');
/** Not 「令和7年度限り」「できる限り」. */
const MARKED =
  /^(?:(?<who>[^【】〔〕［］（）()。]{0,20}(?:[部課室局係所署館会班者庁職長]|センター|チーム|職員|庁内|[部課室局係所班]内|所属))限り|(?<secret>(?:部|課|庁|組織)?外秘|極?秘))$/;
const BRACKETED = /[【〔［[（(]([^【】〔〕［］[\]（）()]{1,24})[】〕］\]）)]/g;

/** True where a key of front matter tells who may read. */
export function isReadersKey(key: string): boolean {
  return KEY_ONLY.test(key.normalize('NFKC').trim());
}

/** 「人事課限り」「部外秘」, alone on a line, in a folder's or in a file's name. */
function markedReaders(words: string): Readers[] {
  const groups = MARKED.exec(words.normalize('NFKC').trim())?.groups;
  if (groups === undefined) return [];
  return [groups.secret === '庁外秘' ? 'everyone' : parseReaders(groups.who ?? '')];
}

/** What the path of a file says about who may read it: 「【人事課限り】評価要領.docx」「人事課限り/評価要領.docx」. */
export function readersInPath(path: string): Readers[] {
  return path
    .split('/')
    .flatMap((segment) => [
      ...segment.split(/[_＿\s]+/),
      ...[...segment.matchAll(BRACKETED)].map(([, words = '']) => words),
    ])
    .flatMap(markedReaders);
}

/** Lines at the head and at the end of a document in which it may say who may read it. */
const [HEAD, END] = [30, 5];

/** Takes the lines that say who may read a document out of its lines. */
export function takeReaders(lines: readonly Line[]): { readonly stated: Readers[]; readonly lines: Line[] } {
  const stated: Readers[] = [];
  const taken = new Set<number>();
  for (const [at, line] of lines.entries()) {
    if (at >= HEAD && at < lines.length - END) continue;
    const found = readersOf(line, lines[at + 1]);
    if (found === undefined) continue;
    stated.push(found.readers);
    for (let used = 0; used < found.lines; used += 1) taken.add(at + used);
  }
  return { stated, lines: lines.filter((_, at) => !taken.has(at)) };
}

function readersOf(line: Line, next: Line | undefined): { readers: Readers; lines: number } | undefined {
  if (line.cells !== undefined) {
    const [key = '', ...values] = line.cells.filter((cell) => cell.trim() !== '');
    return isReadersKey(key.replace(/[:：]$/, '')) ? { readers: parseReaders(values), lines: 1 } : undefined;
  }
  const text = line.text.normalize('NFKC').trim();
  const value = STATED.exec(text)?.groups?.value;
  // Where nothing follows the colon, or the words stand alone, the next line may say it.
  if (value !== undefined && value !== '') return { readers: parseReaders(value), lines: 1 };
  if (value !== undefined || (line.heading === undefined && KEY_ALONE.test(text))) {
    const readers = parseReaders(next?.text ?? '');
    return areDepartments(readers) ? { readers, lines: 2 } : { readers: [], lines: 1 };
  }
  const [marked] = markedReaders(text.replace(/^[【〔［[（(](.*)[】〕］\]）)]$/, '$1'));
  return marked === undefined ? undefined : { readers: marked, lines: 1 };
}
