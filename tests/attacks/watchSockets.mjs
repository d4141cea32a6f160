// Loaded into a process before anything else (`--import`): writes down every connection that it opens or tries to open,
// every name that it looks up and every process that it starts, one JSON object a line in the file KANAME_WATCH_FILE.
// Processes that it forks are watched too, whatever environment they are given.
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { basename } from 'node:path';
import workerThreads from 'node:worker_threads';

const file = process.env.KANAME_WATCH_FILE;
const record = (event) => appendFileSync(file, `${JSON.stringify({ pid: process.pid, ...event })}\n`);
/** Calls `before` with the arguments, then what was there. */
const watch = (owner, name, before) => {
  const original = owner[name];
  owner[name] = function watched(...args) {
    before(args);
    return original.apply(this, args);
  };
};

record({ kind: 'started', program: basename(process.argv[1] ?? ''), variables: Object.keys(process.env) });

// Below TLS, HTTP, HTTP/2, WebSocket and fetch lies this one function.
watch(net.Socket.prototype, 'connect', ([first, second]) => {
  const given = Array.isArray(first) ? first[0] : first;
  const { host, port, path } = typeof given === 'object' ? given : { port: given, host: second };
  record({ kind: 'connect', to: path ?? `${host ?? 'localhost'}:${port}` });
});
for (const name of ['send', 'connect']) {
  watch(dgram.Socket.prototype, name, (args) =>
    record({ kind: 'datagram', to: args.filter((one) => !Buffer.isBuffer(one)).join(' ') }),
  );
}
const lookups = (owner) => {
  for (const name of Object.keys(owner)) {
    if (!/^(?:lookup|resolve|reverse)/.test(name) || typeof owner[name] !== 'function') continue;
    // A literal address is not asked of anybody.
    watch(owner, name, ([asked]) => net.isIP(String(asked)) === 0 && record({ kind: 'name', to: String(asked) }));
  }
};
lookups(dns);
lookups(dns.promises);
for (const resolver of [dns.Resolver, dns.promises.Resolver]) {
  for (const name of Object.getOwnPropertyNames(resolver.prototype)) {
    if (/^(?:resolve|reverse)/.test(name))
      watch(resolver.prototype, name, ([asked]) => record({ kind: 'name', to: String(asked) }));
  }
}

const { fork } = childProcess;
childProcess.fork = (program, args = [], options = {}) => {
  const child = fork(program, args, {
    ...options,
    execArgv: ['--import', import.meta.url, ...(options.execArgv ?? process.execArgv)],
    env: { ...(options.env ?? process.env), KANAME_WATCH_FILE: file },
  });
  record({ kind: 'forked', child: child.pid, program: basename(String(program)) });
  return child;
};
for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync']) {
  watch(childProcess, name, ([command]) => record({ kind: 'spawned', to: String(command) }));
}
workerThreads.Worker = class extends workerThreads.Worker {
  constructor(...args) {
    record({ kind: 'thread', to: String(args[0]) });
    super(...args);
  }
};
syncBuiltinESMExports();
