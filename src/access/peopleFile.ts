import { readFile, stat } from 'node:fs/promises';
import { KanameError, toKanameError } from '../errors.ts';
import type { Log } from '../log.ts';
import { decodeText } from '../reading/decodeText.ts';
import type { Directory, Person } from './directory.ts';
import { readPeople } from './readPeople.ts';

const MAX_BYTES = 20 * 1024 * 1024;

/**
 * The people of a CSV file in UTF-8 or Shift_JIS, looked at before every question and read again when it has changed.
 * A new version that cannot be read leaves the last good one in force and is logged once.
 * @throws KanameError `wrong_configuration` where there is no such file or it cannot be read at the start
 */
export async function openPeopleFile(path: string, log: Log): Promise<Directory> {
  let read: Version = await newest(path).catch((thrown) => {
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
      read = await newest(path);
      log.info('people file read again', { people: read.people.size });
    } catch (thrown) {
      if (complainedOf === stamp) return;
      complainedOf = stamp;
      log.error('people file not read, the one before stays', { reason: toKanameError(thrown).sentence });
    }
  };

  return {
    async find(ids) {
      looking ??= look().finally(() => {
        looking = undefined;
      });
      await looking;
      return ids.map((id) => read.people.get(id.toLowerCase()));
    },
  };
}

interface Version {
  /** Tells one version of the file from another. */
  readonly stamp: string;
  readonly people: ReadonlyMap<string, Person>;
}

async function newest(path: string): Promise<Version> {
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
  return { stamp, people: readPeople(decodeText(bytes)) };
}

async function stampOf(path: string): Promise<string> {
  const { mtimeMs, size, ino } = await stat(path);
  if (size > MAX_BYTES) throw new KanameError('input_too_long', 'ファイルが大きすぎます（上限は20MBです）。');
  return `${mtimeMs} ${size} ${ino}`;
}
