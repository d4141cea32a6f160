import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FakeDirectServer, startFakeDirectServer } from '../../bench/direct/fakeDirectServer.mjs';
import { type FakeConnector, personalMessage, startFakeConnector } from '../contracts/fakeConnector.ts';
import { type ScriptedModel, startScriptedModel } from '../contracts/scriptedModelServer.ts';
import { addressesIn, startWatchedBot, type Watched, type WatchedBot, writtenIn } from './watchedBot.ts';

const LONG_MS = 120_000;
const hostOf = (url: string) => new URL(url).host;

async function say(bot: WatchedBot, connector: FakeConnector, text: string): Promise<void> {
  const before = answers(connector);
  const response = await fetch(`${bot.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(personalMessage(text, { serviceUrl: connector.url })),
  });
  expect(response.status).toBeLessThan(300);
  await connector.until((seen) => answers(seen) > before, 30_000);
}

const answers = (connector: FakeConnector) =>
  connector.visible().filter(({ activity, streaming }) => activity.type === 'message' && !streaming).length;

const CONVERSATION = [
  'ヘルプ',
  '有休は何日前までに届ければいいですか',
  '要約 会議を開いた。予算は100万円とする。山田が来週までに名簿を作る。次回は12月に開く。会場は第1会議室とする。',
  '文案 防災訓練のお知らせを作って',
  '履歴',
];

/** Everything that was opened, by whom it was seen: from within every process, and by the kernel. */
const opened = (events: readonly Watched[], kind: Watched['kind']) =>
  events.filter((event) => event.kind === kind).map(({ to }) => to);
const distinct = <T>(items: readonly T[]) => [...new Set(items)].sort();

async function signedIn(bot: WatchedBot): Promise<void> {
  const until = Date.now() + 30_000;
  const state = async () => JSON.parse(await (await fetch(`${bot.url}/readyz`)).text()).logo.direct;
  while ((await state()) !== 'connected' && Date.now() < until) await new Promise((soon) => setTimeout(soon, 100));
}

async function waitFor(bot: WatchedBot, condition: (events: readonly Watched[]) => boolean): Promise<void> {
  const until = Date.now() + 30_000;
  while (!condition(bot.watched()) && Date.now() < until) await new Promise((soon) => setTimeout(soon, 100));
}

describe.each([
  ['同梱のエンジンでは、チャットにだけ', 'extractive'],
  ['庁内の言語モデルでは、チャットとそのサーバーにだけ', 'openai-compatible'],
] as const)('%s接続する', (_, kind) => {
  let connector: FakeConnector;
  let model: ScriptedModel;
  let bot: WatchedBot;
  let events: readonly Watched[];

  beforeAll(async () => {
    connector = await startFakeConnector();
    model = await startScriptedModel([{ kind: 'text', text: 'かしこまりました。' }]);
    bot = await startWatchedBot(
      kind === 'extractive'
        ? {}
        : { KANAME_MODEL: kind, OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_MODEL: 'inside', KANAME_DIRECTORY: 'file' },
    );
    for (const text of CONVERSATION) await say(bot, connector, text);
    // The embedded model makes vectors meanwhile, in a process of its own.
    await waitFor(bot, (seen) => seen.some(({ program }) => program === 'embeddingWorker.js'));
    await bot.stop();
    events = bot.watched();
  }, LONG_MS);

  afterAll(async () => {
    await bot?.forget();
    await connector.close();
    await model.close();
  });

  it('会話は、実際に最後まで進んでいる', () => {
    expect(answers(connector)).toBeGreaterThanOrEqual(CONVERSATION.length);
    expect(bot.output).not.toContain('"level":50');
    expect(model.requests.length > 0).toBe(kind !== 'extractive');
  });

  it('開いたソケットは、話しかけた相手（と、設定したモデル）へのものだけである', () => {
    const allowed = kind === 'extractive' ? [connector.url] : [connector.url, model.url];
    expect(distinct(opened(events, 'connect'))).toEqual(allowed.map(hostOf).sort());
  });

  it('名前を調べず、データグラムを送らず、ほかのプログラムを起こさない', () => {
    for (const kind of ['name', 'datagram', 'spawned', 'thread'] as const) expect(opened(events, kind)).toEqual([]);
  });

  it('ファイルの読み取りや埋め込みモデルの子プロセスも、すべて見張られている', () => {
    const forked = events.filter((event) => event.kind === 'forked');
    const started = events.filter((event) => event.kind === 'started');
    expect(forked.map(({ program }) => program)).toContain('embeddingWorker.js');
    expect(forked.length).toBeGreaterThanOrEqual(2);
    expect(started.map(({ pid }) => pid)).toEqual(expect.arrayContaining(forked.map(({ child }) => child)));
    expect(started).toHaveLength(forked.length + 1);
  });

  it('埋め込みモデルのライブラリに、利用状況の送信を止めるよう、始める前に伝えている', () => {
    const workers = events.filter(({ kind, program }) => kind === 'started' && program === 'embeddingWorker.js');
    expect(workers.length).toBeGreaterThan(0);
    for (const { variables } of workers) expect(variables).toContain('ORT_DISABLE_TELEMETRY');
  });

  it('OSから見ても同じである（strace のある端末で。ライブラリの機械語の部分も含む）', () => {
    const traced = bot.traced();
    if (traced === undefined) return;
    expect(distinct(traced)).toEqual(distinct(opened(events, 'connect')));
  });

  it('データのフォルダーのほかに、何も書かない（識別番号や送信待ちの記録を残すライブラリがないことの確かめ。strace のある端末で）', () => {
    const { folder } = bot;
    expect(bot.written()?.filter((path) => !path.startsWith(folder)) ?? []).toEqual([]);
  });
});

describe('LoGoチャット（direct）では、その接続先にだけ接続する', () => {
  let direct: FakeDirectServer;
  let bot: WatchedBot;

  beforeAll(async () => {
    direct = await startFakeDirectServer();
    bot = await startWatchedBot({
      KANAME_LOGO_TOKEN: direct.token,
      KANAME_LOGO_ENDPOINT: direct.url,
      NODE_EXTRA_CA_CERTS: direct.certificateFile,
    });
    await signedIn(bot);
    const hanako = direct.person('見本 花子');
    const room = direct.pairRoom(hanako);
    const answered = (words: string) =>
      direct.until(() => direct.messages(room).some((one) => one.isBot && String(one.content).includes(words)), 30_000);
    direct.say(room, hanako, '有休は何日前までに届ければいいですか');
    await answered('年次有給休暇');
    const minutes = '予算は100万円とする。山田が来週までに名簿を作る。次回は12月に開く。会場は第1会議室とする。';
    direct.sendFile(room, hanako, { name: '会議.txt', contentType: 'text/plain', bytes: Buffer.from(minutes) });
    await answered('名簿');
    direct.disconnect();
    await direct.until(() => direct.connections() === 0, 30_000);
    await signedIn(bot);
    await bot.stop();
  }, LONG_MS);

  afterAll(async () => {
    await bot?.forget();
    await direct.close();
  });

  it('質問に答え、ファイルを受け取り、切れてつなぎ直しても、相手は一つである', () => {
    expect(distinct(opened(bot.watched(), 'connect'))).toEqual([hostOf(direct.url)]);
    for (const kind of ['name', 'datagram', 'spawned', 'thread'] as const)
      expect(opened(bot.watched(), kind)).toEqual([]);
    const programs = bot.watched().map(({ program }) => program);
    expect(programs.filter((program) => program === 'directProcess.js').length).toBeGreaterThanOrEqual(4);
  });

  it('OSから見ても同じで、データのフォルダーのほかに何も書かない（strace のある端末で）', () => {
    const { folder } = bot;
    expect(distinct(bot.traced() ?? [hostOf(direct.url)])).toEqual([hostOf(direct.url)]);
    expect(bot.written()?.filter((path) => !path.startsWith(folder)) ?? []).toEqual([]);
  });
});

describe('見張り', () => {
  it('straceの記録から、書き込むために開いたファイルを読み取る', () => {
    const trace = [
      '12 openat(AT_FDCWD, "/home/x/.cache/id", O_RDWR|O_CREAT|O_CLOEXEC, 0644) = 20',
      '12 openat(AT_FDCWD, "/etc/hosts", O_RDONLY|O_CLOEXEC) = 3',
      '12 openat(AT_FDCWD, "/dev/null", O_RDWR) = 4',
      '12 mkdir("/home/x/.cache", 0700) = 0',
    ].join('\n');
    expect(writtenIn(trace)).toEqual(['/home/x/.cache/id', '/home/x/.cache']);
  });

  it('実際に開かれた接続、調べた名前、起こしたプログラムを、子プロセスのものも見つける', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'watcher-'));
    const log = join(folder, 'watched.jsonl');
    writeFileSync(
      join(folder, 'child.mjs'),
      `import { createSocket } from 'node:dgram';
       import { lookup } from 'node:dns/promises';
       const socket = createSocket('udp4');
       socket.send('x', 9, '127.0.0.1', () => socket.close());
       await lookup('localhost');
       await fetch('http://127.0.0.1:40001/').catch(() => {});`,
    );
    writeFileSync(
      join(folder, 'parent.mjs'),
      `import { execFileSync, fork } from 'node:child_process';
       import { connect } from 'node:net';
       execFileSync('true');
       connect(2, '127.0.0.1').on('error', () => {});
       fork(${JSON.stringify(join(folder, 'child.mjs'))}, [], { execArgv: [], env: {} });`,
    );
    const preload = pathToFileURL(join(import.meta.dirname, 'watchSockets.mjs')).href;
    await promisify(execFile)(process.execPath, ['--import', preload, join(folder, 'parent.mjs')], {
      env: { PATH: process.env.PATH, KANAME_WATCH_FILE: log },
    });
    const events = readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line): Watched => JSON.parse(line));
    rmSync(folder, { recursive: true });
    expect(distinct(opened(events, 'connect'))).toEqual(['127.0.0.1:2', '127.0.0.1:40001']);
    expect(opened(events, 'name')).toContain('localhost');
    expect(opened(events, 'datagram')).not.toEqual([]);
    expect(opened(events, 'spawned')).toEqual(['true']);
  });

  it('straceの記録から、IPv4とIPv6の相手を読み取る', () => {
    const trace = [
      '12 connect(21, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("192.0.2.1")}, 16) = -1 EINPROGRESS',
      '12 connect(22, {sa_family=AF_INET6, sin6_port=htons(53), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "2001:db8::1", &sin6_addr), sin6_scope_id=0}, 28) = 0',
      '12 connect(23, {sa_family=AF_UNIX, sun_path="/run/x"}, 110) = -1 ENOENT',
    ].join('\n');
    expect(addressesIn(trace)).toEqual(['192.0.2.1:443', '2001:db8::1:53']);
  });
});
