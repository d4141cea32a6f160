import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root: this file runs as src/projectFiles.ts in tests and as dist/projectFiles.js otherwise. */
const root = fileURLToPath(new URL('..', import.meta.url));

/** Absolute path of a file that ships with the project, named from its root: `src/prompts/answer.md`. */
export function projectFile(path: string): string {
  return join(root, path);
}
