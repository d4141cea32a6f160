import { toKanameError } from '../../errors.ts';
import { readFile } from '../../reading/readFile.ts';
import { readArticleJsonl } from '../structure/articleJsonl.ts';
import { readRules } from '../structure/readRules.ts';
import { type BookPart, booksOfParts, type ReadBooks } from './bookParts.ts';

export type { ReadBooks } from './bookParts.ts';

/** Articles of JSONL that come as one part. */
const ARTICLES_A_PART = 200;

/**
 * Reads one file of rules: article JSONL (one book for each law in it), or any document (one book).
 * @param id the document's id; article JSONL names its own
 * @returns no books and the reason among the notes where the file cannot be read; never throws
 */
export async function readBooks(path: string, id: string): Promise<ReadBooks> {
  const parts: BookPart[] = [];
  for await (const part of readBookParts(path, id)) parts.push(part);
  return booksOfParts(parts);
}

/** The same bit by bit: what a file of a hundred thousand articles holds need not be in memory at once. Never throws. */
export async function* readBookParts(path: string, id: string): AsyncGenerator<BookPart> {
  try {
    if (path.toLowerCase().endsWith('.jsonl')) yield* jsonlParts(path);
    else yield await documentPart(path, id);
  } catch (thrown) {
    yield { notes: [toKanameError(thrown).sentence] };
  }
}

/** Lists of people and the like lie beside rules; what is meant as a rule is a document. */
const TABLES = /\.[ct]sv$/i;
/** A mail may quote a rule; it is none. */
const MAILS = /\.eml$/i;

async function documentPart(path: string, id: string): Promise<BookPart> {
  if (TABLES.test(path))
    return { notes: ['CSVファイルは規程として読み取りません。Excelで.xlsx形式に保存し直してください。'] };
  if (MAILS.test(path))
    return { notes: ['メールは規程として読み取りません。規程の文書ファイルを保存して置いてください。'] };
  const read = await readFile(path);
  const { notes, ...book } = readRules(read, { path, id });
  if (book.articles.length > 0) return { ...book, notes: [...read.warnings, ...notes] };
  return { notes: [...read.warnings, '条文または見出しのある文章が見つかりませんでした。'] };
}

async function* jsonlParts(path: string): AsyncGenerator<BookPart> {
  let part: Required<Pick<BookPart, 'document' | 'articles'>> | undefined;
  for await (const entry of readArticleJsonl(path)) {
    if (entry.kind === 'problem') {
      yield { notes: [`${entry.line}行目：${entry.reason}`], ofLines: true };
      continue;
    }
    const { document, article, readers } = entry;
    if (readers !== undefined) yield { document, articles: [], readers };
    if (part !== undefined && (part.document !== document || part.articles.length === ARTICLES_A_PART)) {
      yield part;
      part = undefined;
    }
    part = { document, articles: [...(part?.articles ?? []), article] };
  }
  if (part !== undefined) yield part;
}
