import type { DirectFile } from './session.ts';

/**
 * Files that were sent to a group without a word to the bot, kept for who sent them: in a group a file carries no
 * mention, so that 「@要 要約して」 comes after it. Only what they are called and where they lie, never their bytes.
 */
export interface RecentFiles {
  remember(room: string, sender: string, files: readonly DirectFile[]): void;
  /** The files this person sent to this room within the time, once. */
  take(room: string, sender: string): readonly DirectFile[];
  forget(room: string): void;
}

const KEPT_MS = 10 * 60_000;
const MOST_FILES = 10;
const MOST_SENDERS = 1_000;

/** Keeps files for ten minutes, the newest ten of each person. */
export function createRecentFiles(now: () => Date): RecentFiles {
  const kept = new Map<
    string,
    { readonly room: string; readonly files: readonly DirectFile[]; readonly until: number }
  >();
  const keyOf = (room: string, sender: string) => `${room} ${sender}`;
  const take = (room: string, sender: string) => {
    const found = kept.get(keyOf(room, sender));
    kept.delete(keyOf(room, sender));
    return found !== undefined && found.until > now().getTime() ? found.files : [];
  };
  return {
    remember(room, sender, files) {
      const all = [...take(room, sender), ...files].slice(-MOST_FILES);
      kept.set(keyOf(room, sender), { room, files: all, until: now().getTime() + KEPT_MS });
      const oldest = kept.keys().next();
      if (kept.size > MOST_SENDERS && !oldest.done) kept.delete(oldest.value);
    },
    take,
    forget(room) {
      for (const [key, entry] of kept) if (entry.room === room) kept.delete(key);
    },
  };
}
