import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFile } from '../../src/projectFiles.ts';

/** What watchSockets.mjs writes down. */
export interface Watched {
  readonly pid: number;
  readonly kind: 'started' | 'forked' | 'connect' | 'datagram' | 'name' | 'spawned' | 'thread';
  readonly to?: string;
  readonly program?: string;
  readonly child?: number;
  /** The names in its environment. */
  readonly variables?: readonly string[];
}

export interface WatchedBot {
  /** Where the bot listens. */
  readonly url: string;
  readonly output: string;
  watched(): readonly Watched[];
  /** Internet addresses that the kernel was asked to connect or send to, as `address:port`; undefined without strace. */
  traced(): readonly string[] | undefined;
  /** Paths of files that were made or opened for writing, as the kernel was asked; undefined without strace. */
  written(): readonly string[] | undefined;
  /** The folder that holds the data of this bot. */
  readonly folder: string;
  /** Ends the bot; what was written down stays readable until `forget`, which ends it too. */
  stop(): Promise<void>;
  forget(): Promise<void>;
}

const STARTS_WITHIN_MS = 60_000;
const isTraceable = ((): boolean => {
  try {
    execFileSync('strace', ['-f', '-qq', '-o', '/dev/null', '-e', 'trace=connect', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Starts the bot as an office does, on a fresh data directory, with everything that it opens written down. */
export async function startWatchedBot(environment: Readonly<Record<string, string>> = {}): Promise<WatchedBot> {
  // Built beforehand: what the bot writes is looked at too.
  execFileSync(process.execPath, [projectFile('bin/build.mjs')]);
  const folder = mkdtempSync(join(tmpdir(), 'watched-'));
  const [log, trace] = [join(folder, 'watched.jsonl'), join(folder, 'strace.txt')];
  writeFileSync(log, '');
  const node = [process.execPath, '--import', pathToFileURL(join(import.meta.dirname, 'watchSockets.mjs')).href];
  // All processes, native code too; sends are of interest only where they name an address.
  const strace = [
    'strace',
    '-f',
    '-qq',
    '--seccomp-bpf',
    '-e',
    'trace=connect,sendto,sendmsg,sendmmsg,open,openat,creat,mkdir,mkdirat',
    '-o',
    trace,
  ];
  const [program = '', ...args] = [...(isTraceable ? strace : []), ...node, projectFile('bin/kaname.mjs'), 'start'];
  const bot = spawn(program, args, {
    // No .env of the machine is read here.
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      KANAME_DATA_DIR: join(folder, 'data'),
      KANAME_LOG_LEVEL: 'error',
      KANAME_WATCH_FILE: log,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [bot.stdout, bot.stderr]) {
    stream.on('data', (piece: Buffer) => {
      output += piece.toString('utf8');
    });
  }
  const gone = new Promise<void>((resolve) => bot.once('close', () => resolve()));
  const watched = () =>
    readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line): Watched => JSON.parse(line));
  const stop = async () => {
    // Strace would leave the bot running: the bot itself is told.
    const main = watched().find(({ kind }) => kind === 'started')?.pid ?? bot.pid;
    if (main !== undefined && bot.exitCode === null && bot.signalCode === null) process.kill(main, 'SIGTERM');
    await gone;
  };
  const until = Date.now() + STARTS_WITHIN_MS;
  let url: string | undefined;
  while (url === undefined) {
    url = /(http:\/\/127\.0\.0\.1:\d+)\/api\/messages/.exec(output)?.[1];
    if (bot.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error(`The bot did not start: ${output}`);
    }
    if (url === undefined) await new Promise((soon) => setTimeout(soon, 50));
  }
  return {
    url,
    get output() {
      return output;
    },
    watched,
    traced: () => (isTraceable ? addressesIn(readFileSync(trace, 'utf8')) : undefined),
    written: () => (isTraceable ? writtenIn(readFileSync(trace, 'utf8')) : undefined),
    folder,
    stop,
    async forget() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `{sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("192.0.2.1")}`, and its like for IPv6. */
export function addressesIn(trace: string): string[] {
  const v4 = [...trace.matchAll(/sin_port=htons\((\d+)\), sin_addr=inet_addr\("([^"]+)"\)/g)];
  const v6 = [...trace.matchAll(/sin6_port=htons\((\d+)\).*?inet_pton\(AF_INET6, "([^"]+)"/g)];
  return [...v4, ...v6].map(([, port, address]) => `${address}:${port}`);
}

/** `openat(AT_FDCWD, "/path", O_RDWR|O_CREAT)`, and folders that are made. Devices are no files. */
export function writtenIn(trace: string): string[] {
  const opened = [...trace.matchAll(/\b(?:openat\(AT_FDCWD, |open\()"([^"]+)", [A-Z_|]*O_(?:WRONLY|RDWR|CREAT)/g)];
  const made = [...trace.matchAll(/\b(?:mkdirat\(AT_FDCWD, |mkdir\(|creat\()"([^"]+)"/g)];
  return [...opened, ...made].map(([, path = '']) => path).filter((path) => !/^\/(?:dev|proc)\//.test(path));
}
