// `npm run bundle`: one archive that runs on a machine without Node.js, npm, a registry or a network. What is in it,
// and how it is used, says bin/bundle/導入.txt. `--without-node` leaves Node.js out, `--out DIR` says where to.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeArchive } from './bundle/archive.mjs';
import { nodeRuntime } from './bundle/nodeRuntime.mjs';
import { filesOfPackage, installedVersion, packagesToTake, thisPlatform } from './bundle/packageContents.mjs';
import { projectContents } from './bundle/projectContents.mjs';
import { checksum, copyItems, entriesOf, settle, writeChecksums } from './bundle/stage.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Where neither SOURCE_DATE_EPOCH nor git tells the time of the sources. */
const SOME_TIME = 1_767_225_600;
/** The folder that the archive makes: without a version, so that a newer one may be extracted over it. */
const NAME = 'kaname';
const EXECUTABLE = ['kaname', 'runtime/node', 'bin/kaname.mjs'];

try {
  await bundle();
} catch (thrown) {
  const isWrongCall = String(thrown.code).startsWith('ERR_PARSE_ARGS');
  const reason = isWrongCall ? '使えるオプションは --without-node と --out ＜フォルダー＞ です。' : thrown.message;
  console.error(`導入一式を作れませんでした。${reason}`);
  process.exitCode = 1;
}

async function bundle() {
  const started = performance.now();
  const { values } = parseArgs({
    options: { 'without-node': { type: 'boolean' }, out: { type: 'string', default: join(root, 'bundle') } },
  });
  const { version } = read('package.json');
  const platform = thisPlatform();
  const archive = `kaname-${version}-${platform.os}-${platform.cpu}${values['without-node'] ? '-without-node' : ''}.tar.gz`;
  const packages = packagesToTake(read('package-lock.json').packages, platform, (path) => installedVersion(root, path));
  const runtime = values['without-node'] ? [] : nodeRuntime();
  const items = [
    ...[...projectContents(root), ...packages.flatMap((path) => filesOfPackage(root, path, platform))].map((path) => ({
      from: join(root, path),
      to: path,
      executable: EXECUTABLE.includes(path),
    })),
    ...runtime,
    { from: join(root, 'bin/bundle/kaname'), to: 'kaname', executable: true },
  ];

  const out = resolve(values.out);
  mkdirSync(out, { recursive: true });
  const work = mkdtempSync(join(out, '.work-'));
  try {
    const stage = join(work, NAME);
    const time = new Date(sourceTime() * 1000);
    copyItems(stage, items, time);
    writeFileSync(join(stage, '導入.txt'), notes({ version, platform, archive, runtime }));
    // The build remembers sizes and times of its sources, which are fixed by now: the bundle is not built again.
    execFileSync(process.execPath, [join(stage, 'bin/build.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] });
    const count = await writeChecksums(stage);
    settle(stage, time, (path) => EXECUTABLE.includes(path));
    await writeArchive(work, [`${NAME}/`, ...entriesOf(stage).map((path) => `${NAME}/${path}`)], join(work, archive));
    renameSync(join(work, archive), join(out, archive));
    writeFileSync(join(out, `${archive}.sha256`), `${await checksum(join(out, archive))}  ${archive}\n`);
    report(join(out, archive), count, performance.now() - started);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  if (!values['without-node'] && runtime.length === 1) {
    console.error(
      'Node.js のライセンスの文書が見つからなかったため、含まれていません。nodejs.org の LICENSE を添えてください。',
    );
  }
}

function read(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}

/** Seconds since 1970 (https://reproducible-builds.org/specs/source-date-epoch/), else the time of the last commit. */
function sourceTime() {
  if (/^\d+$/.test(process.env.SOURCE_DATE_EPOCH ?? '')) return Number(process.env.SOURCE_DATE_EPOCH);
  try {
    const options = { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    return Number(execFileSync('git', ['log', '-1', '--format=%ct'], options)) || SOME_TIME;
  } catch {
    return SOME_TIME;
  }
}

function notes({ version, platform, archive, runtime }) {
  const values = {
    VERSION: version,
    PLATFORM: `${platform.os}-${platform.cpu}${platform.libc === undefined ? '' : `、${platform.libc}`}`,
    ARCHIVE: archive,
    NODE:
      runtime.length === 0
        ? 'Node.js は含まれていません。Node.js 20 以上を、別に用意してください。'
        : `Node.js ${process.versions.node} を含みます（runtime/node）。`,
    NODE_LICENCE: runtime.length > 1 ? '、runtime/LICENSE ' : ' ',
  };
  return readFileSync(join(root, 'bin/bundle/導入.txt'), 'utf8').replaceAll(
    /\{\{(\w+)\}\}/g,
    (_, name) => values[name],
  );
}

function report(file, count, ms) {
  const megabytes = (statSync(file).size / 1024 / 1024).toFixed(0);
  console.log(`${file} を作りました（${megabytes}MB、${count}個のファイル、${(ms / 1000).toFixed(0)}秒）。`);
}
