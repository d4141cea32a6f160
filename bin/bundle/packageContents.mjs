// Which files of node_modules go into the installation bundle: what package-lock.json says is needed to run, as it is
// installed here, for this platform alone.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ os: string, cpu: string, libc: 'glibc' | 'musl' | undefined }} Platform */

/** @returns {Platform} */
export function thisPlatform() {
  const { platform: os, arch: cpu } = process;
  const libc = os !== 'linux' ? undefined : process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
  return { os, cpu, libc };
}

/**
 * The packages to take, as paths from the root.
 * @param {Record<string, object>} locked `packages` of package-lock.json
 * @param {Platform} platform
 * @param {(path: string) => string | undefined} installed the version that lies at a path
 * @throws Error where what is installed is not what the lock says
 */
export function packagesToTake(locked, platform, installed) {
  const wanted = Object.entries(locked).filter(([path, { dev }]) => path !== '' && !dev);
  const fitting = wanted.filter(([path, entry]) => fits(path, entry, platform));
  const wrong = fitting.filter(([path, { version, optional }]) => {
    const found = installed(path);
    return found === undefined ? !optional : found !== version;
  });
  if (wrong.length > 0) {
    const names = wrong.map(([path]) => path.replace(/^node_modules\//, '')).slice(0, 5);
    throw new Error(
      `node_modules が package-lock.json と違います（${names.join('、')}）。「npm ci」を実行してください。`,
    );
  }
  return fitting.map(([path]) => path).filter((path) => installed(path) !== undefined);
}

function fits(path, { os, cpu, libc }, platform) {
  // A lock that was written without this field still says it in the name.
  const libcs = libc ?? (/-musl\w*$/.test(path) ? ['musl'] : /-gnu\w*$/.test(path) ? ['glibc'] : undefined);
  return [
    [os, platform.os],
    [cpu, platform.cpu],
    [libcs, platform.libc],
  ].every(([allowed, mine]) => allowed === undefined || mine === undefined || allowed.includes(mine));
}

/** @returns {string | undefined} the version of the package at this path */
export function installedVersion(root, path) {
  const file = join(root, path, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined;
}

/** What is there to develop with a package, not to run it. */
const FOR_DEVELOPERS = /(?:\.map|\.ts|\.mts|\.cts)$/;

/**
 * The files of a package, without those of the packages inside it (they are packages of their own).
 * @param {Platform} platform
 */
export function filesOfPackage(root, path, platform) {
  const folder = (inside) =>
    readdirSync(join(root, path, inside), { withFileTypes: true }).flatMap((entry) => {
      const inner = inside === '' ? entry.name : `${inside}/${entry.name}`;
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : folder(inner);
      // Links are for the command line (.bin); nothing at run time goes by them.
      return entry.isFile() && isNeeded(path, inner, platform) ? [`${path}/${inner}`] : [];
    });
  return folder('');
}

/** @param {Platform} platform */
export function isNeeded(path, inner, { os, cpu }) {
  // Brings its libraries for every platform.
  const native = path.endsWith('node_modules/onnxruntime-node') && /^bin\/napi-v\d+\/(\w+)\/(\w+)\//.exec(inner);
  if (native) return native[1] === os && native[2] === cpu;
  // The compiler builds Kaname where a source was changed, and reads the declarations of its own library.
  return path.endsWith('node_modules/typescript') ? !inner.endsWith('.map') : !FOR_DEVELOPERS.test(inner);
}
