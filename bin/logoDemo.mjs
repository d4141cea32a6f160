// `npm run logo:demo`: a room of LoGo Chat in the terminal. The bot runs as it does in an office, with the vendor's client
// (direct-js); the server it talks to is our fake of the direct platform, on this machine. Its answers can be seen in a
// pair room and in a group, with stamps to press and files to send. Lines may also come from a pipe.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startFakeDirectServer } from '../bench/direct/fakeDirectServer.mjs';
import { lastStamp, messageLines } from '../bench/direct/roomView.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dataDir = join(root, 'data', 'logo-demo');
const LOOK_MS = 100;
/** From a pipe, the next line is taken when the room has been quiet for so long. */
const QUIET_MS = 2_000;
const LONGEST_MS = 300_000;
const TAKEN = /受け付けました。$/;
const USAGE = [
  '【話し方】そのまま入力して送ります。選択肢は番号でも選べます。',
  '  /押す 2        直前のスタンプの2番を押す（はい・いいえは1と2）',
  '  /ファイル 場所  ファイルを送る',
  '  /グループ      グループトークに移る（「@要 …」でボットを呼びます）　/一対一  戻る',
  '  /切断          接続を切ってみる（ボットは自分でつなぎ直します）',
  '  終了           終わる',
].join('\n');

const server = await startFakeDirectServer({ botName: '要' });
const me = server.person('見本 花子');
const colleague = server.person('試験 太郎');
const rooms = { pair: server.pairRoom(me), group: server.groupRoom('総務課', [me, colleague]) };
const nameOf = new Map([server.bot, me, colleague].map(({ id, name }) => [id, name]));
let room = rooms.pair;

// What an earlier demo remembered of its rooms is of no use to this one; the vectors are.
for (const name of ['direct', 'kaname.sqlite', 'kaname.sqlite-shm', 'kaname.sqlite-wal']) {
  rmSync(join(dataDir, name), { recursive: true, force: true });
}
const bot = spawn(process.execPath, [join(root, 'bin', 'kaname.mjs'), 'start'], {
  cwd: root,
  env: {
    ...process.env,
    PORT: '0',
    KANAME_DATA_DIR: dataDir,
    KANAME_LOGO_TOKEN: server.token,
    KANAME_LOGO_ENDPOINT: server.url,
    KANAME_LOGO_PROXY: '',
    KANAME_LOG_LEVEL: process.env.KANAME_LOG_LEVEL || 'error',
    NODE_EXTRA_CA_CERTS: server.certificateFile,
  },
  stdio: ['ignore', 'ignore', 'inherit'],
});
let ended = false;
bot.on('exit', () => {
  ended = true;
});

const seen = new Set();
let changedAt = Date.now();
function look() {
  for (const one of Object.values(rooms)) {
    const fresh = server.messages(one).filter(({ id }) => !seen.has(id));
    for (const message of fresh) {
      seen.add(message.id);
      changedAt = Date.now();
      const lines = messageLines(message, nameOf.get(message.sender) ?? '', server.notes(one));
      if (one === room && lines !== undefined) console.log(lines);
    }
  }
}

/** Mentions typed as 「@要」 become the mark-up a client sends. */
const withMention = (text) => text.replace(/^@要(?:さん)?[\s　]*/u, () => `${server.mention()} さん `);

function send(line) {
  const [word, ...rest] = line.split(/[\s　]+/u);
  const given = rest.join(' ');
  if (word === '/押す') {
    const stamp = lastStamp(server.messages(room));
    const option = Number(given.normalize('NFKC')) - 1;
    if (stamp === undefined || !Number.isInteger(option) || option < 0)
      return console.log('   押せるスタンプがありません。');
    return server.press(stamp.id, option, me);
  }
  if (word === '/ファイル') {
    try {
      const bytes = readFileSync(given);
      return server.sendFile(room, me, { name: basename(given), contentType: 'application/octet-stream', bytes });
    } catch {
      return console.log('   そのファイルは読めません。');
    }
  }
  if (word === '/グループ' || word === '/一対一') {
    room = word === '/グループ' ? rooms.group : rooms.pair;
    return console.log(`   ――― ${room === rooms.group ? 'グループトーク「総務課」' : '一対一のトーク'} ―――`);
  }
  if (word === '/切断') return server.disconnect();
  return server.say(room, me, room === rooms.group ? withMention(line) : line);
}

async function settled() {
  changedAt = Date.now();
  const isWorking = () => TAKEN.test(String(server.messages(room).at(-1)?.content));
  const limit = Date.now() + LONGEST_MS;
  while (Date.now() < limit && (isWorking() || Date.now() - changedAt < QUIET_MS)) await delay(LOOK_MS);
}

console.log('ボットを起動しています…（初めての起動では、少し時間がかかります）');
// What was said before the bot's very first sign-in is not answered: it is complete when the calls after it are done.
const isReady = () => server.calls.some(({ method }) => method === 'start_notification');
while (!ended && !isReady()) await delay(LOOK_MS);
if (!ended) {
  await delay(QUIET_MS);
  const looking = setInterval(look, LOOK_MS);
  console.log(`ボットが接続しました。\n${USAGE}\n`);
  server.say(room, me, 'ヘルプ');
  await settled();
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    if (line.trim() === '終了') break;
    if (line.trim() !== '') send(line.trim());
    if (!process.stdin.isTTY) await settled();
  }
  clearInterval(looking);
  look();
  bot.kill('SIGTERM');
  while (!ended) await delay(LOOK_MS);
}
await server.close();
