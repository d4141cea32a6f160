import { describeError, type Log } from '../log.ts';
import type { Directory } from './directory.ts';

/** Of everyone who will see a reply, the departments; a person who is not known belongs to none. */
export type Readers = readonly (readonly string[])[];

/** Somebody of whom nothing is known, who may read what everybody may. */
const NOBODY_KNOWN: Readers = [[]];

/**
 * Turns the people who will see a reply into their departments. Whatever cannot be found out (the channel names no
 * audience, the roster or the directory fails, there is no directory) leaves the public documents only.
 */
export function createReadersAmong(directory: Directory | undefined, log: Log) {
  return async (audience: (() => Promise<readonly string[] | undefined>) | undefined): Promise<Readers> => {
    if (directory === undefined || audience === undefined) return NOBODY_KNOWN;
    try {
      const ids = await audience();
      if (ids === undefined || ids.length === 0) return NOBODY_KNOWN;
      const people = await directory.find([...new Set(ids)]);
      return people.length === 0 ? NOBODY_KNOWN : people.map((person) => person?.departments ?? []);
    } catch (thrown) {
      log.warn('departments not known, public documents only', describeError(thrown));
      return NOBODY_KNOWN;
    }
  };
}
