import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { loadWords } from '../../japanese/words.ts';
import { libraryOver } from '../buildLibrary.ts';
import type { RuleLibrary } from '../library.ts';
import type { FindMeaning } from '../meaning.ts';
import { currentIndex, type RulePlaces } from './indexCurrent.ts';
import type { OpenIndex } from './indexOpen.ts';
import { storeFile } from './ruleStore.ts';

export interface LiveOptions {
  readonly findMeaning?: FindMeaning;
  /** How often it looks whether anything was ingested, and whether a file of the folder changed, in milliseconds. */
  readonly lookMs?: number;
  readonly folderMs?: number;
  /** Told why the rules could not be read anew; the ones before go on being answered from, and it tries again. */
  readonly onTrouble: (thrown: unknown) => void;
  /** Told of every library that takes the place of another. */
  readonly onChange?: (library: RuleLibrary) => void;
}

/**
 * The rules of a process that goes on running: what is ingested meanwhile, by whatever process, is found. What it gives
 * is of the rules as they are at that moment and stays so: a turn keeps to the view it began with.
 */
export interface LiveLibrary extends Pick<RuleLibrary, 'documents' | 'seenBy' | 'size'> {
  current(): RuleLibrary;
  /** Takes over what changed, at once; gives whether anything had. */
  refresh(): Promise<boolean>;
  close(): Promise<void>;
}

const LOOK_MS = 1_000;
const FOLDER_MS = 60_000;
/** After taking over a change it rests so many times as long as that took: a long ingest is followed in few steps. */
const REST = 5;
/** A store without a document is taken for the beginning of an ingest so long, in milliseconds. */
const EMPTY_MS = 30_000;
/** How long closing waits for a change that is being taken over; an index that is being built goes with the process. */
const CLOSE_MS = 2_000;
/** In looks. */
const REST_AFTER_FAILURE = 30;

/** @throws KanameError as `currentIndex` the first time */
export async function openLiveLibrary(places: RulePlaces, options: LiveOptions): Promise<LiveLibrary> {
  const { findMeaning, lookMs = LOOK_MS, folderMs = FOLDER_MS, onTrouble, onChange } = options;
  const closed = new AbortController();
  const words = await loadWords();
  const parts = { ...(findMeaning && { findMeaning }) };
  let looks = await looksOf(places.dataDir);
  let index = await currentIndex(places, words);
  let library = await libraryOver(index.parts, parts);
  let working: Promise<unknown> = Promise.resolve();

  const takeOver = async (isPatient: boolean): Promise<'same' | 'waits' | 'changed'> => {
    const next = await currentIndex(places, words, index);
    if (next === index || closed.signal.aborted) return 'same';
    if (isPatient && !holdsAny(next) && holdsAny(index)) return 'waits';
    library = await libraryOver(next.parts, parts);
    index = next;
    onChange?.(library);
    return 'changed';
  };
  const inTurn = (isPatient: boolean) => {
    const work = working.then(() => takeOver(isPatient));
    working = work.catch(() => {});
    return work;
  };

  const watch = async (): Promise<void> => {
    let [rest, folderAt, emptyAt] = [lookMs, performance.now(), 0];
    for (;;) {
      await wait(rest, undefined, { signal: closed.signal, ref: false });
      const now = await looksOf(places.dataDir);
      const isFolderDue = places.folder !== undefined && performance.now() - folderAt >= folderMs;
      rest = lookMs;
      if (now === looks && !isFolderDue) continue;
      const started = performance.now();
      try {
        const outcome = await inTurn(started - emptyAt < EMPTY_MS || emptyAt === 0);
        emptyAt = outcome === 'waits' ? emptyAt || started : 0;
        // Only now: where it failed or waits, the same looks are reason enough to try again.
        if (outcome !== 'waits') looks = now;
      } catch (thrown) {
        onTrouble(thrown);
        rest = lookMs * REST_AFTER_FAILURE;
      }
      folderAt = isFolderDue ? performance.now() : folderAt;
      rest = Math.max(rest, REST * (performance.now() - started));
    }
  };
  const watching = watch().catch(() => {});

  return {
    current: () => library,
    documents: () => library.documents(),
    seenBy: (view) => library.seenBy(view),
    get size() {
      return library.size;
    },
    refresh: async () => (await inTurn(false)) === 'changed',
    close: async () => {
      closed.abort();
      await watching;
      await Promise.race([working, wait(CLOSE_MS, undefined, { ref: false })]);
    },
  };
}

const holdsAny = ({ files }: OpenIndex): boolean => files.some(({ documents }) => documents.length > 0);

/** Another one whenever something was written into the store: what the files look like costs nothing to see. */
async function looksOf(dataDir: string): Promise<string> {
  const path = join(dataDir, storeFile);
  const looks = await Promise.all(
    [path, `${path}-wal`].map((one) =>
      stat(one, { bigint: true }).then(
        ({ ino, size, mtimeNs }) => `${ino} ${size} ${mtimeNs}`,
        () => '',
      ),
    ),
  );
  return looks.join('\n');
}
