import { stat } from 'node:fs/promises';
import type { Words } from '../../japanese/words.ts';
import type { Article } from '../document.ts';
import { type ArticleWords, wordsOf } from '../search/articleWords.ts';
import { documentId } from '../structure/readRules.ts';
import { freeId } from './freeId.ts';
import type { ReadBook, SourceFile } from './indexSource.ts';
import type { Skipped } from './ingest.ts';
import { readApart } from './readApart.ts';
import { type RuleFile, ruleFilesUnder } from './ruleFiles.ts';

/** A folder of rules that is only read: what is in it stays in memory, and what changed is read again. */
export interface RulesFolder {
  /**
   * The files as they are now, and sentences about what could not be read of those that were read just now.
   * @throws KanameError `not_found` where there is no such folder
   */
  read(): Promise<{ readonly files: SourceFile[]; readonly skipped: readonly Skipped[] }>;
}

/** A file as it was when it was read. */
interface KnownFile extends SourceFile {
  readonly id: string;
}

/** Articles whose words are found before other work of the process gets a turn. */
const ARTICLES_AT_ONCE = 10;

export function openFolder(path: string, loadWords: () => Promise<Words>): RulesFolder {
  let known = new Map<string, KnownFile>();

  const readChanged = async (file: RuleFile, taken: ReadonlySet<string>, print: string) => {
    const id = known.get(file.path)?.id ?? freeId(documentId(file.relative), taken);
    const { books, notes } = await readApart(file.path, id);
    const words = await loadWords();
    const read: ReadBook[] = [];
    for (const { document, articles } of books) read.push({ document, articles: await withWords(articles, words) });
    return { file: knownFile(file.path, id, print, read), notes };
  };

  return {
    async read() {
      const { files } = await ruleFilesUnder(path);
      // The dictionary of words unpacks beside the reading of the files.
      loadWords().catch(() => {});
      const next = new Map<string, KnownFile>();
      const skipped: Skipped[] = [];
      const taken = new Set([...known.values()].map(({ id }) => id));
      for (const file of files) {
        const print = await printOf(file.path);
        const before = known.get(file.path);
        if (before?.print === print) {
          next.set(file.path, before);
          continue;
        }
        const read = await readChanged(file, taken, print);
        taken.add(read.file.id);
        next.set(file.path, read.file);
        skipped.push(...read.notes.map((reason) => ({ path: file.relative, reason })));
      }
      known = next;
      return { files: [...next.values()], skipped };
    },
  };
}

function knownFile(path: string, id: string, print: string, books: readonly ReadBook[]): KnownFile {
  return {
    // Apart from the same file where it was ingested.
    path: `folder:${path}`,
    id,
    print,
    documents: books.map(({ document }) => document.id),
    isKept: false,
    clauses: () => books.reduce((sum, { articles }) => sum + clausesOf(articles), 0),
    read: (wanted) => books.filter(({ document }) => wanted.has(document.id)),
  };
}

const clausesOf = (articles: ReadBook['articles']): number =>
  articles.reduce((sum, { article }) => sum + article.clauses.length, 0);

async function withWords(articles: readonly Article[], words: Words) {
  const found: { readonly article: Article; readonly words: ArticleWords }[] = [];
  for (const article of articles) {
    found.push({ article, words: wordsOf(article, words) });
    if (found.length % ARTICLES_AT_ONCE === 0) await new Promise((resume) => setImmediate(resume));
  }
  return found;
}

/** Moved or deleted since the folder was listed: tried again the next time. */
async function printOf(path: string): Promise<string> {
  try {
    const { size, mtimeMs } = await stat(path);
    return `${size} ${mtimeMs}`;
  } catch {
    return '';
  }
}
