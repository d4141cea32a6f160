import { Presets, SingleBar } from 'cli-progress';
import { printable } from '../channels/console/printable.ts';

/** One JSON object a line on standard output, which carries nothing else under `--json`. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** A text for the person at the terminal, on standard output. */
export function printText(text: string): void {
  process.stdout.write(`${printable(text)}\n`);
}

/** A note or a complaint for the person at the terminal, on standard error. */
export function complain(sentence: string): void {
  process.stderr.write(`${printable(sentence)}\n`);
}

export interface Progress {
  update(done: number, total: number): void;
  stop(): void;
}

/** A bar on standard error; nothing where that is not a terminal. */
export function progressBar(about: string): Progress {
  if (!process.stderr.isTTY) return { update() {}, stop() {} };
  const bar = new SingleBar(
    { format: `${about} {bar} {value}/{total}`, stream: process.stderr, clearOnComplete: true },
    Presets.shades_classic,
  );
  let started = false;
  return {
    update(done, total) {
      if (started) bar.setTotal(total);
      else bar.start(total, done);
      started = true;
      bar.update(done);
    },
    stop() {
      if (started) bar.stop();
    },
  };
}
