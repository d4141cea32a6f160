import { bulkhead } from 'cockatiel';

/** Work under keys: one after another under one key, several keys at a time. */
export interface OrderedWork {
  /** Runs `work` when the earlier work of its key is done and there is a place free; resolves when it is over. */
  run(key: string, work: () => Promise<void>): Promise<void>;
}

/** @param places how many keys may work at a time */
export function createOrderedWork(places: number): OrderedWork {
  const free = bulkhead(places, Number.POSITIVE_INFINITY);
  const lastOf = new Map<string, Promise<void>>();
  return {
    run(key, work) {
      const mine = (lastOf.get(key) ?? Promise.resolve())
        .catch(() => undefined)
        .then(() => free.execute(work))
        .finally(() => {
          if (lastOf.get(key) === mine) lastOf.delete(key);
        });
      lastOf.set(key, mine);
      return mine;
    },
  };
}
