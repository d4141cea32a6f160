// Which of the project's own files go into the installation bundle.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that are taken whole, and files of the root. Tests, benches and what only developers run stay out. */
const FOLDERS = ['src', 'assets', 'adaptive-cards', 'appPackage', 'samples', 'docs', 'infra'];
const FILES = [
  '.env.example',
  '.npmrc',
  'Dockerfile',
  'LICENSE',
  'README.ja.md',
  'README.md',
  'bin/build.mjs',
  'bin/kaname.mjs',
  'package-lock.json',
  'package.json',
  'tsconfig.json',
];
/** What may hold secrets or an office's own data, wherever somebody left it. */
const PRIVATE = [
  /^\.(?!npmrc$|env\.example$)/,
  /^data$/,
  /^node_modules$/,
  /\.(?:pem|key|pfx|p12|crt|log|sqlite|sqlite-wal|sqlite-shm|index|tgz)$/i,
  /^(?!.*\.example\.json$).*\.parameters\.json$/,
  /~$|\.(?:bak|orig|swp)$/,
];

/** Whether a file or folder of this name stays on the machine where it is. */
export const isPrivate = (name) => PRIVATE.some((pattern) => pattern.test(name));

/**
 * Paths from the root, with slashes, sorted. Links are refused: they could lead out of the project.
 * @param {string} root
 */
export function projectContents(root) {
  return [...FILES, ...FOLDERS.flatMap((folder) => filesBelow(root, folder))].sort();
}

function filesBelow(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !isPrivate(name))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return filesBelow(root, path);
      if (!entry.isFile()) throw new Error(`${path} はファイルではないため、導入一式に入れられません。`);
      return [path];
    });
}
