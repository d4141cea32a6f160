// Lays the files of the bundle out in a folder, alike on every machine: sorted, with fixed rights and times.
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, createReadStream, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** @typedef {{ from: string, to: string, executable?: boolean }} Item `to` is a path from the bundle's root */

/** @param {string} stage @param {readonly Item[]} items @param {Date} time */
export function copyItems(stage, items, time) {
  for (const { from, to, executable } of items) {
    const target = join(stage, to);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(from, target);
    chmodSync(target, executable ? 0o755 : 0o644);
    utimesSync(target, time, time);
  }
}

/** Every file and folder below `stage` as a path from it, folders with a slash at their end, parents first. */
export function entriesOf(stage, folder = '') {
  return readdirSync(join(stage, folder), { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? [`${path}/`, ...entriesOf(stage, path)] : [path];
    });
}

/** What `npm run bundle` did not bring but a build on the spot may write anew. */
const MAY_CHANGE = ['dist/.built'];

/** Writes SHA256SUMS, which `sha256sum -c` and `kaname doctor` read. @returns how many files it names */
export async function writeChecksums(stage) {
  const files = entriesOf(stage).filter((path) => !path.endsWith('/') && !MAY_CHANGE.includes(path));
  const lines = [];
  for (const path of files) lines.push(`${await checksum(join(stage, path))}  ${path}\n`);
  writeFileSync(join(stage, 'SHA256SUMS'), lines.join(''));
  return files.length;
}

/** @returns SHA-256 in hexadecimal */
export async function checksum(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** The same rights and times for what was made in the folder, and for the folders. */
export function settle(stage, time, isExecutable) {
  for (const path of [...entriesOf(stage).reverse(), './']) {
    chmodSync(join(stage, path), path.endsWith('/') || isExecutable(path) ? 0o755 : 0o644);
    utimesSync(join(stage, path), time, time);
  }
}
