import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFile } from '../../src/projectFiles.ts';
import { type SettingName, settings } from '../../src/settings.ts';
import { startTeamsWire, type TeamsWire } from './teamsWire.ts';
import { until } from './until.ts';

const STARTS_WITHIN_MS = 90_000;
const STOPS_WITHIN_MS = 15_000;
const VECTORS_WITHIN_MS = 300_000;

export interface Playground {
  /** Of the page. */
  readonly url: string;
  /** Of the bot. */
  readonly dataDir: string;
  readonly wire: TeamsWire;
  /** Resolves when the bot has its vectors: until then it searches by words alone, and answers may still change. */
  untilSearchedByMeaning(): Promise<void>;
  /** Everything the bot and the playground wrote. */
  written(): string;
  /** Stops both, removes the data and frees the ports. */
  stop(): Promise<void>;
}

/**
 * `npm run playground` on free ports and a fresh data directory, with a record of what goes between the bot and the
 * page. No setting of this machine reaches the bot: it runs on its defaults and `chosen`.
 */
export async function startPlayground(chosen: Partial<Record<SettingName, string>> = {}): Promise<Playground> {
  const dataDir = await mkdtemp(join(tmpdir(), 'kaname-browser-'));
  const [botPort, pagePort] = await Promise.all([freePort(), freePort()]);
  const wire = await startTeamsWire(botPort, pagePort);
  // An empty variable counts as unset, and keeps a value of an .env file out.
  const unset = Object.fromEntries(Object.keys(settings).map((name) => [name, '']));
  const child = spawn(process.execPath, [projectFile('bin/playground.mjs')], {
    cwd: projectFile('.'),
    env: {
      ...process.env,
      ...unset,
      ...chosen,
      PORT: String(botPort),
      PLAYGROUND_PORT: String(pagePort),
      KANAME_DATA_DIR: dataDir,
      BOT_ENDPOINT: wire.botEndpoint,
      M365_AGENTS_PLAYGROUND_SERVICE_URL: wire.serviceUrl,
    },
    // A group of its own, so that whatever it started can be stopped with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (output += piece));
  const stop = async () => {
    await stopGroup(child);
    await wire.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${pagePort}/`;
  try {
    await until('the address of the playground', () => output.includes(url) || ended(child), STARTS_WITHIN_MS);
    if (ended(child)) throw new Error(`The playground ended with ${child.exitCode}`);
  } catch (thrown) {
    await stop();
    throw new Error(`${(thrown as Error).message}\n${output}`);
  }
  const untilSearchedByMeaning = () =>
    until(
      'the vectors of the rules',
      () => vectorsAreMade(`http://127.0.0.1:${botPort}/readyz`),
      VECTORS_WITHIN_MS,
    ).then(() => undefined);
  return { url, dataDir, wire, untilSearchedByMeaning, written: () => output, stop };
}

async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  const exited = ended(child) ? Promise.resolve() : once(child, 'exit');
  signalGroup(child.pid, 'SIGTERM');
  const late = setTimeout(() => signalGroup(Number(child.pid), 'SIGKILL'), STOPS_WITHIN_MS);
  await exited;
  clearTimeout(late);
  signalGroup(child.pid, 'SIGKILL');
}

function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // Nothing of the group is left.
  }
}

function ended({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function vectorsAreMade(readyz: string): Promise<boolean> {
  const { vectors } = (await (await fetch(readyz)).json()) as { vectors?: { state: string } };
  return vectors?.state !== 'working';
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
