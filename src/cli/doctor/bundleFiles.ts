import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { projectFile } from '../../projectFiles.ts';
import { type Finding, good, type MachineCheck, note, wrong } from './check.ts';

/** The list that `npm run bundle` puts into its archive, as sha256sum writes and checks it. */
const LIST = 'SHA256SUMS';
/** Folders that hold nothing but what the bundle brought. */
const OWN_FOLDERS = ['src', 'dist', 'bin', 'node_modules', 'runtime', 'adaptive-cards', 'samples'];
const SHOWN = 5;

/** The files of an installation bundle are those that were packed. Elsewhere there is nothing to look at. */
export const bundleFiles: MachineCheck = {
  id: 'bundle-files',
  title: '導入一式のファイル',
  async run() {
    return existsSync(projectFile(LIST)) ? checkFiles(projectFile('.')) : [];
  },
};

/** @param root the folder that the bundle was extracted to */
export async function checkFiles(root: string): Promise<Finding[]> {
  const listed = [...readFileSync(join(root, LIST), 'utf8').matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm)];
  const sums = new Map(listed.map(([, sum = '', path = '']) => [path, sum]));
  const bad: string[] = [];
  for (const [path, sum] of sums) if ((await sumOf(join(root, path))) !== sum) bad.push(path);
  const left = (await filesOf(root)).filter((path) => !sums.has(path) && path !== 'dist/.built');
  const reinstall =
    '導入一式を確かめたうえで（sha256sum -c）、もう一度展開してください。データ（data）と設定（.env）は残ります。';
  return [
    bad.length === 0
      ? good(`${sums.size.toLocaleString('ja-JP')}個のファイルは、すべて元のままです。`, { files: sums.size })
      : wrong(`${bad.length}個のファイルが、ないか、元と違います：${some(bad)}`, reinstall, { changed: bad }),
    ...(left.length === 0
      ? []
      : [
          note(
            `前の版の残りなど、一覧にないファイルが${left.length}個あります：${some(left)}`,
            '新しいフォルダーに展開し直し、data と .env を移すと除けます（導入.txt の「更新」）。',
            { unlisted: left.slice(0, 100) },
          ),
        ]),
  ];
}

function some(paths: readonly string[]): string {
  return `${paths.slice(0, SHOWN).join('、')}${paths.length > SHOWN ? ' など' : ''}`;
}

/** SHA-256 in hexadecimal; undefined where the file cannot be read. */
async function sumOf(path: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}

async function filesOf(root: string): Promise<string[]> {
  const all = await Promise.all(
    OWN_FOLDERS.filter((folder) => existsSync(join(root, folder))).map((folder) =>
      readdir(join(root, folder), { recursive: true, withFileTypes: true }),
    ),
  );
  return all
    .flat()
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}
