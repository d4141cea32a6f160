import { readFile, stat } from 'node:fs/promises';
import { KanameError, toKanameError } from '../errors.ts';
import type { Log } from '../log.ts';
import { decodeText } from '../reading/decodeText.ts';
import { type Directory, isObjectId } from './directory.ts';
import type { CurrentLinks } from './identities.ts';
import type { PeopleUse } from './peopleColumns.ts';
import { type People, readPeople } from './readPeople.ts';

const MAX_BYTES = 20 * 1024 * 1024;

/** The list of people: who belongs where, and who is who. */
export interface PeopleFile extends Directory {
  readonly links: CurrentLinks;
}

/**
 * The people of a CSV file in UTF-8 or Shift_JIS, looked at before every question and read again when it has changed.
 * A new version that cannot be read leaves the last good one in force and is logged once.
 * @throws KanameError `wrong_configuration` where there is no such file or it cannot be read at the start
 */
export async function openPeopleFile(path: string, log: Log, use: PeopleUse = 'departments'): Promise<PeopleFile> {
  let read: Version = await newest(path, use).catch((thrown) => {
    const { sentence } = toKanameError(thrown);
    throw new KanameError(
      'wrong_configuration',
      `環境変数 KANAME_PEOPLE に指定された職員の一覧を確認してください。${sentence}`,
      thrown,
    );
  });
  let complainedOf: string | undefined;
  let looking: Promise<void> | undefined;

  const look = async () => {
    const stamp = await stampOf(path).catch(() => 'missing');
    if (stamp === read.stamp) return;
    try {
      read = await newest(path, use);
      log.info('people file read again', { people: read.people.size, links: read.links.size });
    } catch (thrown) {
      if (complainedOf === stamp) return;
      complainedOf = stamp;
      log.error('people file not read, the one before stays', { reason: toKanameError(thrown).sentence });
    }
  };

  const current = async (): Promise<People> => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    await looking;
    return read;
  };

  return {
    async find(ids) {
      const { people } = await current();
      return ids.map((id) => people.get(isObjectId(id) ? id.toLowerCase() : id));
    },
    links: async () => (await current()).links,
  };
}

interface Version extends People {
  /** Tells one version of the file from another. */
  readonly stamp: string;
}

async function newest(path: string, use: PeopleUse): Promise<Version> {
  let stamp: string;
  let bytes: Uint8Array;
  try {
    // In this order: what is written in between is then seen as another version.
    stamp = await stampOf(path);
    bytes = await readFile(path);
  } catch (cause) {
    if (cause instanceof KanameError) throw cause;
    throw new KanameError('not_found', 'ファイルが見つからないか、読み取る権限がありません。', cause);
  }
  return { stamp, ...readPeople(decodeText(bytes), use) };
}

async function stampOf(path: string): Promise<string> {
  const { mtimeMs, size, ino } = await stat(path);
  if (size > MAX_BYTES) throw new KanameError('input_too_long', 'ファイルが大きすぎます（上限は20MBです）。');
  return `${mtimeMs} ${size} ${ino}`;
}
