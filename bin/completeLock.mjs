// Run after every change of the dependencies: `node bin/completeLock.mjs`.
// A registry that lacks the builds of some packages for other platforms makes npm write a lock without them, and then
// `npm ci` refuses that lock everywhere. This adds what the packages themselves name as optional, by platform.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const path = join(fileURLToPath(new URL('..', import.meta.url)), 'package-lock.json');
const platform = /(?:^|[-/])(android|darwin|freebsd|linux|openharmony|win32)-([a-z0-9_]+)(?:-(.+))?$/;

/** The entry of a build for another platform; undefined for an optional package that is none. */
function platformEntry(name, version, dev) {
  const [, os, cpu, abi = ''] = platform.exec(name) ?? [];
  if (os === undefined) return undefined;
  const libc = os === 'linux' && abi !== '' ? { libc: [abi.startsWith('musl') ? 'musl' : 'glibc'] } : {};
  return { version, cpu: [cpu], ...(dev && { dev: true }), ...libc, optional: true, os: [os] };
}

const lock = JSON.parse(readFileSync(path, 'utf8'));
const known = new Set(Object.keys(lock.packages).map((key) => key.slice(key.lastIndexOf('node_modules/') + 13)));
for (const { optionalDependencies = {}, dev } of Object.values({ ...lock.packages })) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const entry = known.has(name) ? undefined : platformEntry(name, version, dev);
    if (entry) lock.packages[`node_modules/${name}`] = entry;
  }
}
const [root, ...rest] = Object.entries(lock.packages);
rest.sort(([one], [other]) => (one < other ? -1 : 1));
writeFileSync(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries([root, ...rest]) }, null, 2)}\n`);
