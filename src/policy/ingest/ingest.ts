import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { loadWords } from '../../japanese/words.ts';
import { documentId } from '../structure/readRules.ts';
import { freeId } from './freeId.ts';
import { renewIndex } from './indexOpen.ts';
import { wordFinder } from './keptWords.ts';
import { readApart } from './readApart.ts';
import { liesIn, type RuleFile, ruleFilesUnder } from './ruleFiles.ts';
import { type KeptArticle, type KeptBook, type KnownFile, openRuleStore, type RuleStore } from './ruleStore.ts';

export interface Skipped {
  readonly path: string;
  readonly reason: string;
}

export interface IngestResult {
  /** What the named paths hold now, newly read or unchanged. */
  readonly documents: number;
  readonly articles: number;
  readonly clauses: number;
  /** Vectors for the search by meaning; 0 while only words are searched. */
  readonly vectors: number;
  /** Files, or parts of them, that could not be read. */
  readonly skipped: readonly Skipped[];
  readonly ms: number;
}

/**
 * Brings the named files and folders into the data directory: what is new or changed is read, what vanished from a named
 * folder is removed, what did not change is left unread, and files elsewhere are left alone.
 * @throws KanameError `not_found` where a path does not exist, `store_unavailable` where nothing can be written
 */
export async function ingest(
  paths: readonly string[],
  dataDir: string,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<IngestResult> {
  const started = performance.now();
  const named = await Promise.all(paths.map(ruleFilesUnder));
  const files = [...new Map(named.flatMap((one) => one.files).map((file) => [file.path, file])).values()];
  const store = openRuleStore(dataDir);
  try {
    const known = new Map(store.files().map((file) => [file.path, file]));
    const folders = named.filter(({ folder }) => folder).map(({ root }) => root);
    const present = new Set(files.map(({ path }) => path));
    const vanished = [...known.keys()].filter(
      (path) => !present.has(path) && folders.some((folder) => liesIn(path, folder)),
    );
    store.remove(vanished);
    for (const path of vanished) known.delete(path);

    const skipped: Skipped[] = [];
    for (const [done, file] of files.entries()) {
      onProgress(done, files.length);
      const read = await bringIn(file, known, store);
      known.set(file.path, read);
      skipped.push(...read.notes.map((reason) => ({ path: file.relative, reason })));
    }
    onProgress(files.length, files.length);
    await renewIndex({ dataDir, store }, loadWords);
    const counted = store.count([...present]);
    return { ...counted, vectors: 0, skipped, ms: Math.round(performance.now() - started) };
  } finally {
    store.close();
  }
}

/** Moved or deleted since the folder was listed. */
const gone = { size: -1, mtimeMs: 0 };

async function bringIn(
  { path, relative }: RuleFile,
  known: ReadonlyMap<string, KnownFile>,
  store: RuleStore,
): Promise<KnownFile> {
  const before = known.get(path);
  const { size, mtimeMs: mtime } = await stat(path).catch(() => gone);
  if (before && size >= 0 && before.size === size && before.mtime === mtime) return before;
  const hash = await hashOf(path);
  if (before && before.hash === hash) {
    store.touch(path, mtime);
    return { ...before, mtime };
  }
  const others = [...known.values()].filter((file) => file.path !== path).map((file) => file.document);
  const document = before?.document ?? freeId(documentId(relative), new Set(others));
  const { books, notes, isCutShort } = await readApart(path, document);
  // What could not be opened or read to its end this time is tried again the next.
  const isRead = hash !== undefined && !isCutShort;
  const file = { path, document, hash: isRead ? hash : '', size: isRead ? size : -1, mtime, notes };
  const find = wordFinder(store, before?.hash ? path : undefined, loadWords);
  const kept: KeptBook[] = [];
  for (const { document: one, articles } of books) {
    const found: KeptArticle[] = [];
    for (const article of articles) found.push(await find(article));
    kept.push({ document: one, articles: found });
  }
  store.replace(file, kept);
  return file;
}

/** undefined where the file cannot be opened */
async function hashOf(path: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch {
    return undefined;
  }
  return hash.digest('hex');
}
