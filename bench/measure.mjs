import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export const quantile = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
export const short = (value) => (value < 10 ? value.toFixed(1) : String(Math.round(value)));
export const seconds = (ms) => `${short(ms / 1000)} s`;

/** Resident memory of a process in megabytes, and the most it ever had. */
export function memoryOf(pid = process.pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
  return { now: megabytes('VmRSS'), most: megabytes('VmHWM') };
}

export const load = () => readFileSync('/proc/loadavg', 'utf8').split(' ').slice(0, 1).join();

/** Runs a script in a process of its own and gives the JSON it prints last. */
export function inOwnProcess(script, ...args) {
  return run([], script, args);
}

/** The same on one core, where the system can do that. */
export function onOneCore(script, ...args) {
  const pins = spawnSync('taskset', ['-c', '0', 'true']).status === 0;
  return run(pins ? ['taskset', '-c', '0'] : [], script, args);
}

function run(pin, script, args) {
  const [command, ...rest] = [...pin, process.execPath, '--expose-gc', script, ...args];
  const { stdout, status } = spawnSync(command, rest, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${script} ${args[0]} ended with ${status}`);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}
