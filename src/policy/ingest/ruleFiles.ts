import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { KanameError } from '../../errors.ts';

/** A file that may hold rules. */
export interface RuleFile {
  /** Absolute, with symbolic links resolved. */
  readonly path: string;
  /** Path within the folder that was named; the name alone where the file itself was named. */
  readonly relative: string;
}

/** Lock files of Office, hidden files and what systems leave behind. */
const notForReading = /^(?:\.|~\$|Thumbs\.db$|desktop\.ini$)/i;

/**
 * The files of a folder and the folders in it, in the order of their names; a file is its own list. Links that lead in a
 * circle are followed once.
 * @throws KanameError `not_found` where there is no such file or folder
 */
export async function ruleFilesUnder(path: string): Promise<{ root: string; folder: boolean; files: RuleFile[] }> {
  try {
    const root = await realpath(resolve(path));
    if ((await stat(root)).isDirectory()) return { root, folder: true, files: await walk(root, '', new Set([root])) };
    return { root, folder: false, files: [{ path: root, relative: basename(root) }] };
  } catch (thrown) {
    throw new KanameError(
      'not_found',
      '指定された規程のフォルダーまたはファイルが見つかりません。場所の書き方と、読み取りの権限を確認してください。',
      thrown,
    );
  }
}

async function walk(folder: string, relative: string, seen: Set<string>): Promise<RuleFile[]> {
  const files: RuleFile[] = [];
  for (const name of (await readdir(folder)).sort()) {
    if (notForReading.test(name)) continue;
    const path = await realpath(join(folder, name)).catch(() => undefined);
    if (path === undefined || seen.has(path)) continue;
    seen.add(path);
    const inside = relative === '' ? name : `${relative}/${name}`;
    const found = await stat(path);
    if (found.isDirectory()) files.push(...(await walk(path, inside, seen)));
    else if (found.isFile()) files.push({ path, relative: inside });
  }
  return files;
}

/** True where a path lies in a folder. */
export function liesIn(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}
