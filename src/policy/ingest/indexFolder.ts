import { stat } from 'node:fs/promises';
import type { Words } from '../../japanese/words.ts';
import type { Article, RuleBook } from '../document.ts';
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

/** @param path the folder of KANAME_POLICIES, which is only read and whose rules stay in memory */
export function openFolder(path: string, loadWords: () => Promise<Words>): RulesFolder {
  let known = new Map<string, KnownFile>();

  /** Begins to read a file that is new or changed: all of them are asked for at once, and come one after the other. */
  const begun = async (file: RuleFile, taken: Set<string>) => {
    const print = await printOf(file.path);
    const before = known.get(file.path);
    if (before?.print === print) return { file, before };
    const id = before?.id ?? freeId(documentId(file.relative), taken);
    taken.add(id);
    return { file, id, print, reading: readApart(file.path, id) };
  };
  const withWordsFound = async (books: readonly RuleBook[]): Promise<ReadBook[]> => {
    const words = await loadWords();
    const read: ReadBook[] = [];
    for (const { document, articles } of books) read.push({ document, articles: await withWords(articles, words) });
    return read;
  };

  return {
    async read() {
      const { files } = await ruleFilesUnder(path);
      const next = new Map<string, KnownFile>();
      const skipped: Skipped[] = [];
      const taken = new Set([...known.values()].map(({ id }) => id));
      const all: Awaited<ReturnType<typeof begun>>[] = [];
      for (const file of files) all.push(await begun(file, taken));
      // The dictionary of words unpacks beside the reading of the files.
      loadWords().catch(() => {});
      for (const { file, before, id, print, reading } of all) {
        if (before !== undefined) {
          next.set(file.path, before);
          continue;
        }
        const { books, notes } = await reading;
        next.set(file.path, knownFile(file.path, id, print, await withWordsFound(books)));
        skipped.push(...notes.map((reason) => ({ path: file.relative, reason })));
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
