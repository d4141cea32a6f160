import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { grams } from '../search/grams.ts';
import { segmentOf } from '../search/segment.ts';
import { readAbout, readSections, writeSections } from '../search/segmentFile.ts';
import { isWholeSegment } from '../search/segmentSections.ts';
import { fieldWeights } from '../search/weights.ts';
import type { IndexBase } from './indexChanges.ts';
import type { FilePrint } from './indexSource.ts';

/** The index over the ingested rules, beside them in the data directory. It can be made anew at any time. */
export const indexFile = 'rules.index';

/** Counts up when an index is built differently although `fieldWeights` and `grams` are the same. */
const BUILDING = 1;
const sample =
  '第12条の2　テレワーク（ＵＳＢメモリを使う勤務）は、１日 7.5 時間以内とし、取り扱いはhttps://example.jp/a-b.c++に定める。';

interface About {
  readonly making: string;
  readonly files: readonly FilePrint[];
  readonly clauses: number;
}

/** Changes with everything that decides what stands in an index built from the same articles. */
function makingPrint(): string {
  const made = [BUILDING, grams(sample), fieldWeights];
  return createHash('sha256').update(JSON.stringify(made)).digest('base64');
}

/** The kept index; undefined where there is none, or it is damaged, of another format or built in another way. */
export async function readIndex(dataDir: string): Promise<IndexBase | undefined> {
  const path = join(dataDir, indexFile);
  if (aboutOf(await readAbout(path)) === undefined) return undefined;
  const read = await readSections(path);
  const about = aboutOf(read?.about);
  if (read === undefined || about === undefined || !isWholeSegment(read.sections)) return undefined;
  return { segment: segmentOf(read.sections), files: about.files };
}

/** What the kept index was built from, without reading it; undefined where it is of no use. */
export async function readIndexAbout(dataDir: string): Promise<Pick<About, 'files' | 'clauses'> | undefined> {
  return aboutOf(await readAbout(join(dataDir, indexFile)));
}

/** @throws the error of the file system where it cannot be written */
export async function writeIndex(dataDir: string, { segment, files }: IndexBase): Promise<void> {
  const about: About = { making: makingPrint(), files, clauses: segment.passages.length };
  await writeSections(join(dataDir, indexFile), about, segment.sections);
}

function aboutOf(read: unknown): About | undefined {
  const about = read as Partial<About> | undefined;
  return about?.making === makingPrint() && Array.isArray(about.files) ? (about as About) : undefined;
}
