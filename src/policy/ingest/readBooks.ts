import { toKanameError } from '../../errors.ts';
import { readFile } from '../../reading/readFile.ts';
import type { Article, RuleBook, RuleDocument } from '../document.ts';
import { readArticleJsonl } from '../structure/articleJsonl.ts';
import { readRules } from '../structure/readRules.ts';

/** What a file holds, and sentences about what could not be read of it. */
export interface ReadBooks {
  readonly books: readonly RuleBook[];
  readonly notes: readonly string[];
}

/** Notes about single lines of one file; the rest is counted. */
const MOST_NOTES = 20;

/**
 * Reads one file of rules: article JSONL (one book for each law in it), or any document (one book).
 * @param id the document's id; article JSONL names its own
 * @returns no books and the reason among the notes where the file cannot be read; never throws
 */
export async function readBooks(path: string, id: string): Promise<ReadBooks> {
  try {
    if (path.toLowerCase().endsWith('.jsonl')) return await readJsonl(path);
    const read = await readFile(path);
    const book = readRules(read, { path, id });
    const empty = book.articles.length === 0 ? ['条文または見出しのある文章が見つかりませんでした。'] : [];
    return { books: empty.length > 0 ? [] : [book], notes: [...read.warnings, ...empty] };
  } catch (thrown) {
    return { books: [], notes: [toKanameError(thrown).sentence] };
  }
}

async function readJsonl(path: string): Promise<ReadBooks> {
  const byDocument = new Map<string, { document: RuleDocument; articles: Article[] }>();
  const notes: string[] = [];
  for await (const entry of readArticleJsonl(path)) {
    if (entry.kind === 'problem') {
      notes.push(`${entry.line}行目：${entry.reason}`);
      continue;
    }
    const book = byDocument.get(entry.document.id);
    if (book) book.articles.push(entry.article);
    else byDocument.set(entry.document.id, { document: entry.document, articles: [entry.article] });
  }
  const more = notes.length - MOST_NOTES;
  const told = more > 0 ? [...notes.slice(0, MOST_NOTES), `ほかに${more}行、読み取れない行があります。`] : notes;
  return { books: [...byDocument.values()], notes: told };
}
