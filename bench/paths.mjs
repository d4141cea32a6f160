import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** A compiled module of Kaname. */
export const fromDist = (file) => import(pathToFileURL(join(root, 'dist', file)).href);
