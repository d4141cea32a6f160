// The Node.js that runs this, to be taken along.
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * @returns {{ from: string, to: string, executable?: true }[]} the program and, where it can be found, its licence
 * @throws Error where this Node.js is no single file
 */
export function nodeRuntime() {
  if (process.config.variables.node_shared) {
    throw new Error(
      'この Node.js は一つのファイルにまとまっていないため、持ち出せません。nodejs.org の配布物で実行するか、--without-node を付けてください。',
    );
  }
  const program = process.execPath;
  const licence = [
    join(dirname(program), 'LICENSE'),
    join(dirname(program), '..', 'LICENSE'),
    join(dirname(program), '..', 'share', 'doc', 'nodejs', 'LICENSE'),
    join(dirname(program), '..', 'share', 'doc', 'node', 'LICENSE'),
  ].find((file) => existsSync(file) && basename(file) === 'LICENSE');
  return [
    { from: program, to: 'runtime/node', executable: true },
    ...(licence === undefined ? [] : [{ from: licence, to: 'runtime/LICENSE' }]),
  ];
}
