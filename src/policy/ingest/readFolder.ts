import { loadWords } from '../../japanese/words.ts';
import type { RuleBook } from '../document.ts';
import { documentId } from '../structure/readRules.ts';
import { freeId } from './freeId.ts';
import type { Skipped } from './ingest.ts';
import { readBooks } from './readBooks.ts';
import { ruleFilesUnder } from './ruleFiles.ts';

/**
 * Reads a folder of rules into memory; nothing is written.
 * @throws KanameError `not_found` where there is no such folder
 */
export async function readFolder(
  path: string,
): Promise<{ readonly books: readonly RuleBook[]; readonly skipped: readonly Skipped[] }> {
  const { files } = await ruleFilesUnder(path);
  // The dictionary of words unpacks beside the reading of the files.
  const words = loadWords();
  const books: RuleBook[] = [];
  const skipped: Skipped[] = [];
  const ids = new Set<string>();
  for (const file of files) {
    const id = freeId(documentId(file.relative), ids);
    ids.add(id);
    const read = await readBooks(file.path, id);
    books.push(...read.books);
    skipped.push(...read.notes.map((reason) => ({ path: file.relative, reason })));
  }
  await words;
  return { books, skipped };
}
