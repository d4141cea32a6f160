import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The contents of every file below a folder. */
export function filesBelow(folder: string): readonly Buffer[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
}

/** Whether the system shows the processes (Linux). */
export const showsProcesses = existsSync('/proc');

/** The processes that this one started and that still run. */
export function childProcesses(): readonly number[] {
  if (!showsProcesses) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const status = readIfThere(`/proc/${pid}/status`);
      return /\nPPid:\s*(\d+)/.exec(status)?.[1] === String(process.pid) && !/\nState:\s*Z/.test(status);
    });
}

/** Their arguments and environment. */
export function childrenInProcessList(): readonly string[] {
  return childProcesses().map((pid) => readIfThere(`/proc/${pid}/cmdline`) + readIfThere(`/proc/${pid}/environ`));
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
