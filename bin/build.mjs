// Turns src/*.ts into dist/*.js, once, when a source is newer than the last build. Types are not checked here
// (`npm run types` does), so it takes about two seconds and nothing of it appears on standard output.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'dist', '.built');
const lock = join(root, '.build-lock');
const STALE_LOCK_MS = 60_000;

const sources = (folder = join(root, 'src')) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts') ? [path] : [];
  });

/** What decides whether a build is still true: every source's path, size and time. */
const fingerprint = (files) =>
  files
    .map((file) => {
      const { size, mtimeMs } = statSync(file);
      return `${relative(root, file)} ${size} ${mtimeMs}`;
    })
    .sort()
    .join('\n');

const isBuilt = (print) => existsSync(stamp) && readFileSync(stamp, 'utf8') === print;

/** A folder is made by one process only; a lock left by a process that died is taken over after a minute. */
async function withLock(work) {
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > STALE_LOCK_MS)
        rmSync(lock, { recursive: true, force: true });
      else await new Promise((resume) => setTimeout(resume, 100));
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

async function transpile(files) {
  const { default: ts } = await import('typescript');
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(
    // A file by itself does not tell its module format: it is ESM, as package.json says.
    { ...config.compilerOptions, noEmit: false, module: 'esnext', moduleResolution: 'bundler' },
    root,
  );
  const next = join(root, '.dist-next');
  rmSync(next, { recursive: true, force: true });
  for (const file of files) {
    const out = join(next, relative(join(root, 'src'), file)).replace(/\.ts$/, '.js');
    const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions: options, fileName: file });
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, outputText);
  }
  return next;
}

/** Builds when needed. A tree without sources, or one that cannot be written, runs what was built before. */
export async function build() {
  const files = existsSync(join(root, 'src')) ? sources() : [];
  const print = fingerprint([...files, fileURLToPath(import.meta.url)]);
  if (files.length === 0 || isBuilt(print)) return;
  try {
    await withLock(async () => {
      if (isBuilt(print)) return;
      const next = await transpile(files);
      writeFileSync(join(next, '.built'), print);
      rmSync(join(root, 'dist'), { recursive: true, force: true });
      renameSync(next, join(root, 'dist'));
    });
  } catch (error) {
    if (!['EROFS', 'EACCES', 'EPERM'].includes(error.code) || !existsSync(join(root, 'dist'))) throw error;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
