import { KanameError } from '../../errors.ts';
import type { Words } from '../../japanese/words.ts';
import type { SegmentPart } from '../search/segmentTable.ts';
import { buildBase, segmentFrom } from './indexBuild.ts';
import {
  areSame,
  type Changes,
  changedFiles,
  changesSince,
  type IndexBase,
  isLittle,
  isSmall,
} from './indexChanges.ts';
import { readIndex, readIndexAbout, writeIndex } from './indexFile.ts';
import { type FilePrint, keptFiles, printsOf, type SourceFile } from './indexSource.ts';
import { writeIndexAside } from './indexWriter.ts';
import type { RuleStore } from './ruleStore.ts';

/** What is searched, and what it was made of. */
export interface OpenIndex {
  readonly parts: readonly SegmentPart[];
  readonly base: IndexBase;
  readonly files: readonly FilePrint[];
}

/** The ingested rules and where their index is kept. */
export interface KeptRules {
  readonly dataDir: string;
  readonly store: RuleStore;
}

const NOT_BUILT =
  '規程の索引を作り直せませんでした。データのフォルダー（KANAME_DATA_DIR）に書き込めること、空き容量があることを確認してください。それまでは、前の規程でお答えします。';

/** Fewer clauses than these are indexed in this process; it takes less than half a second. */
const FEW_CLAUSES = 3_000;

/**
 * Opens the index over these files: what was built before, with a small segment beside it for what changed since. Where
 * too much changed, or nothing usable is there, it is built anew, and kept if all of it was ingested.
 * @param previous what is open already; it is given back where nothing changed
 */
export async function openIndex(
  files: readonly SourceFile[],
  words: Words,
  kept?: KeptRules,
  previous?: OpenIndex,
): Promise<OpenIndex> {
  if (previous !== undefined && areSame(previous.files, files)) return previous;
  for (const candidate of [async () => previous?.base, async () => kept && readFitting(kept.dataDir, files)]) {
    const base = await candidate();
    const opened = base && (await withChanges(base, files, words));
    if (opened !== undefined) return opened;
  }
  const built = kept && (await buildKept(files, words, kept, previous !== undefined));
  const opened = built && (await withChanges(built, files, words));
  if (opened !== undefined) return opened;
  const base = await buildBase(files, words);
  return { parts: [{ segment: base.segment }], base, files: base.files };
}

/**
 * Builds the kept index anew where too much changed since, so that whoever opens it next need not. What it costs to see
 * that little changed does not depend on how much is kept.
 */
export async function renewIndex(kept: KeptRules, loadWords: () => Promise<Words>): Promise<void> {
  const about = await readIndexAbout(kept.dataDir);
  const files = keptFiles(kept.store);
  if (about !== undefined && isLittle(changedFiles(about.files, files).now, about.clauses)) return;
  await buildKept(files, await loadWords(), kept);
}

/** The kept index, unless so much changed that reading it is of no use. */
async function readFitting(dataDir: string, files: readonly SourceFile[]): Promise<IndexBase | undefined> {
  const about = await readIndexAbout(dataDir);
  const kept = files.filter(({ isKept }) => isKept);
  const fits = about !== undefined && isLittle(changedFiles(about.files, kept).now, about.clauses);
  return fits ? readIndex(dataDir) : undefined;
}

/** The base with what changed since; undefined where that is too much. */
async function withChanges(
  base: IndexBase,
  files: readonly SourceFile[],
  words: Words,
): Promise<OpenIndex | undefined> {
  const changes = changesSince(base, files);
  if (!isSmall(changes, base)) return undefined;
  return { parts: await partsOf(base, changes, words), base, files: printsOf(files) };
}

async function partsOf(base: IndexBase, changes: Changes, words: Words): Promise<SegmentPart[]> {
  const { segment } = base;
  if (changes.documents.size === 0) return [{ segment }];
  const old = { segment, deadDocuments: changes.dead };
  const delta = await segmentFrom(changes.files, changes.documents, words, old);
  return delta.ids.length === 0 ? [old] : [old, { segment: delta }];
}

/**
 * Builds the index of the ingested rules and keeps it; undefined where none of the files was ingested.
 * @param isServing whether questions are answered meanwhile: a large index is not built among them then
 * @throws KanameError `store_unavailable` where it could not be built apart
 */
async function buildKept(
  files: readonly SourceFile[],
  words: Words,
  { dataDir, store }: KeptRules,
  isServing = false,
): Promise<IndexBase | undefined> {
  const ingested = files.filter(({ isKept }) => isKept);
  if (ingested.length === 0) return undefined;
  const { clauses } = store.count(ingested.map(({ path }) => path));
  if (clauses >= FEW_CLAUSES) {
    const read = (await writeIndexAside(dataDir, store, words)) ? await readIndex(dataDir) : undefined;
    if (read !== undefined) return read;
    if (isServing) throw new KanameError('store_unavailable', NOT_BUILT);
  }
  const base = await buildBase(ingested, words);
  // A directory that cannot be written has its index built at every start.
  await writeIndex(dataDir, base).catch(() => {});
  return base;
}
