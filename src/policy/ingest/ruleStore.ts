import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { KanameError } from '../../errors.ts';
import type { Article, RuleDocument } from '../document.ts';
import type { ArticleWords } from '../search/articleWords.ts';

/** One file as it was when it was read. */
export interface KnownFile {
  readonly path: string;
  /** The id its document was given; article JSONL names its own documents. */
  readonly document: string;
  readonly hash: string;
  readonly size: number;
  readonly mtime: number;
  readonly notes: readonly string[];
}

export interface KeptArticle {
  readonly article: Article;
  readonly words: ArticleWords;
}
export interface KeptBook {
  readonly document: RuleDocument;
  readonly articles: readonly KeptArticle[];
}

/** A document, or a part of it, in a file. */
export interface Holding {
  readonly file: string;
  readonly document: string;
}

/** The rules of a data directory, in one SQLite file. */
export interface RuleStore {
  files(): KnownFile[];
  /** Puts what a file holds in the place of what it held before. All or nothing. */
  replace(file: KnownFile, books: readonly KeptBook[]): void;
  /** The content is the same, only the file's date is not. */
  touch(path: string, mtime: number): void;
  remove(paths: readonly string[]): void;
  /** How many documents, articles and clauses the named files hold. */
  count(paths: readonly string[]): { documents: number; articles: number; clauses: number };
  /** The titles of all documents, each once. */
  titles(): string[];
  /** Which documents each file holds. */
  holdings(): Holding[];
  /** @param of these only, in their order; all where it is left out */
  books(of?: readonly Holding[]): KeptBook[];
  close(): void;
}

export const storeFile = 'policies.sqlite';
/** Counts up when documents are read or their words found differently: then everything is read anew. */
const READING = 2;
const schema = `
  CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, document TEXT NOT NULL, hash TEXT NOT NULL, size INTEGER NOT NULL, mtime REAL NOT NULL,
    notes TEXT NOT NULL, reading INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS documents (
    file TEXT NOT NULL REFERENCES files (path) ON DELETE CASCADE, id TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (file, id)
  );
  CREATE TABLE IF NOT EXISTS articles (
    file TEXT NOT NULL, document TEXT NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
    clauses INTEGER NOT NULL, words TEXT NOT NULL, PRIMARY KEY (file, document, position),
    FOREIGN KEY (file, document) REFERENCES documents (file, id) ON DELETE CASCADE
  );`;

/** True where `ingest` has written into the data directory, be it an empty folder. */
export function hasRuleStore(dataDir: string): boolean {
  return existsSync(join(dataDir, storeFile));
}

/** @throws KanameError `store_unavailable` where the file cannot be opened or written */
export function openRuleStore(dataDir: string): RuleStore {
  const database = translate(() => {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const opened = new Database(join(dataDir, storeFile), { timeout: 10_000 });
    opened.pragma('journal_mode = WAL');
    opened.pragma('foreign_keys = ON');
    opened.exec(schema);
    return opened;
  });
  return {
    files: () => translate(() => filesOf(database)),
    replace: (file, books) => translate(() => database.transaction(() => replace(database, file, books)).immediate()),
    touch: (path, mtime) =>
      translate(() => void database.prepare('UPDATE files SET mtime = ? WHERE path = ?').run(mtime, path)),
    remove: (paths) =>
      translate(() => {
        const statement = database.prepare('DELETE FROM files WHERE path = ?');
        database.transaction(() => paths.forEach((path) => void statement.run(path))).immediate();
      }),
    count: (paths) => translate(() => count(database, paths)),
    titles: () =>
      translate(() => {
        const all = database.prepare("SELECT DISTINCT json_extract(body, '$.title') FROM documents").raw();
        return (all.all() as [string][]).map(([title]) => title);
      }),
    holdings: () => translate(() => holdingsOf(database)),
    books: (of) => translate(() => booksOf(database, of)),
    close: () => database.close(),
  };
}

interface FileRow {
  path: string;
  document: string;
  hash: string;
  size: number;
  mtime: number;
  notes: string;
  reading: number;
}

function filesOf(database: Database.Database): KnownFile[] {
  const rows = database.prepare('SELECT * FROM files').all() as FileRow[];
  return rows.map(({ reading, ...row }) => ({
    ...row,
    notes: JSON.parse(row.notes) as string[],
    ...(reading !== READING && { hash: '', size: -1 }),
  }));
}

function replace(database: Database.Database, file: KnownFile, books: readonly KeptBook[]): void {
  database.prepare('DELETE FROM files WHERE path = ?').run(file.path);
  database
    .prepare('INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(file.path, file.document, file.hash, file.size, file.mtime, JSON.stringify(file.notes), READING);
  const document = database.prepare('INSERT INTO documents VALUES (?, ?, ?)');
  const article = database.prepare('INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?)');
  for (const book of books) {
    document.run(file.path, book.document.id, JSON.stringify(book.document));
    for (const [position, { article: one, words }] of book.articles.entries()) {
      const body = JSON.stringify(one);
      article.run(file.path, book.document.id, position, one.id, body, one.clauses.length, JSON.stringify(words));
    }
  }
}

function count(database: Database.Database, paths: readonly string[]) {
  const total = { documents: 0, articles: 0, clauses: 0 };
  const documents = database.prepare('SELECT count(*) AS documents FROM documents WHERE file = ?');
  const articles = database.prepare(
    'SELECT count(*) AS articles, coalesce(sum(clauses), 0) AS clauses FROM articles WHERE file = ?',
  );
  for (const path of paths) {
    const found = { ...(documents.get(path) as object), ...(articles.get(path) as object) } as typeof total;
    total.documents += found.documents;
    total.articles += found.articles;
    total.clauses += found.clauses;
  }
  return total;
}

function holdingsOf(database: Database.Database): Holding[] {
  return database.prepare('SELECT file, id AS document FROM documents ORDER BY file, id').all() as Holding[];
}

function booksOf(database: Database.Database, of: readonly Holding[] = holdingsOf(database)): KeptBook[] {
  const document = database.prepare('SELECT body FROM documents WHERE file = ? AND id = ?');
  const articles = database.prepare(
    'SELECT body, words FROM articles WHERE file = ? AND document = ? ORDER BY position',
  );
  return of.flatMap(({ file, document: id }) => {
    const found = document.get(file, id) as { body: string } | undefined;
    if (found === undefined) return [];
    const rows = articles.all(file, id) as { body: string; words: string }[];
    return [
      {
        document: JSON.parse(found.body) as RuleDocument,
        articles: rows.map(({ body, words }) => ({
          article: JSON.parse(body) as Article,
          words: JSON.parse(words) as ArticleWords,
        })),
      },
    ];
  });
}

function translate<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof KanameError) throw thrown;
    throw new KanameError(
      'store_unavailable',
      '規程の索引のファイルを読み書きできませんでした。データのフォルダー（KANAME_DATA_DIR）の権限と空き容量を確認してください。',
      thrown,
    );
  }
}
