// Writes a folder as a .tar.gz, byte for byte the same for the same files. The system's tar does it: GNU's and BSD's
// both take a list of names, and write no more about a file than they are told.
import { execFileSync, spawn } from 'node:child_process';
import { createWriteStream, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/**
 * @param {string} parent the folder that the names are relative to
 * @param {readonly string[]} names files and folders in their order, folders with a slash at their end
 * @param {string} file what is written
 */
export async function writeArchive(parent, names, file) {
  const list = join(dirname(file), `.${process.pid}.names`);
  writeFileSync(list, names.map((name) => `${name.replace(/\/$/, '')}\n`).join(''));
  const isGnu = execFileSync('tar', ['--version'], { encoding: 'utf8' }).includes('GNU');
  const owner = isGnu ? ['--owner=0', '--group=0', '--numeric-owner'] : ['--uid', '0', '--gid', '0', '--numeric-owner'];
  const tar = spawn('tar', ['--format=ustar', '--no-recursion', ...owner, '-cf', '-', '-T', list], {
    cwd: parent,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
  });
  const ended = new Promise((resolve, reject) => {
    tar.once('error', reject);
    tar.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`tar が ${code} で終わりました。`))));
  });
  try {
    // Node writes neither a name nor a time into the head of the file.
    await Promise.all([pipeline(tar.stdout, createGzip({ level: 9 }), createWriteStream(file)), ended]);
  } finally {
    rmSync(list, { force: true });
  }
}
