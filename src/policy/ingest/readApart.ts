import { projectFile } from '../../projectFiles.ts';
import { type ApartOptions, createApartProcess } from '../../reading/apart/apartProcess.ts';
import { lostSentence } from '../../reading/apart/lostSentence.ts';
import { type BookPart, booksOfParts, type ReadBooks } from './bookParts.ts';
import type { ReadRequest } from './readingMessages.ts';

/** Reads files of rules in a process of its own, one after the other; a process that a file ended is replaced. */
export interface ApartReader {
  /** As `readBooks`; where the file takes too long or too much memory, that is the note. Never throws. */
  read(path: string, id: string): Promise<ReadBooks>;
  /** Ends the process now; the next file gets a new one. */
  end(): void;
}

const usual: ApartOptions = {
  silentMs: 60_000,
  heapMegabytes: 768,
  idleMs: 5_000,
  processFile: projectFile('dist/policy/ingest/readingProcess.js'),
};

/** Starts its process with the first file and ends it after a while without one. `options` are for tests. */
export function createApartReader(options: Partial<ApartOptions> = {}): ApartReader {
  const child = createApartProcess<ReadRequest, BookPart>({ ...usual, ...options });
  return {
    async read(path, id) {
      const result = await child.run({ path, id });
      if (result.isWhole) return booksOfParts(result.pieces);
      return { books: [], notes: [lostSentence[result.lost]], isCutShort: true };
    },
    end: () => child.end(),
  };
}

let shared: ApartReader | undefined;

/** Reads a file in the process that all callers share. */
export function readApart(path: string, id: string): Promise<ReadBooks> {
  shared ??= createApartReader();
  return shared.read(path, id);
}
