import type { Segment } from '../search/segment.ts';
import type { FilePrint, SourceFile } from './indexSource.ts';

/** An index with what it was built from. */
export interface IndexBase {
  readonly segment: Segment;
  readonly files: readonly FilePrint[];
}

/** What is no longer as it was when the base was built. */
export interface Changes {
  /** Ids of documents that have to be read anew, or are gone. */
  readonly documents: ReadonlySet<string>;
  /** Positions of those among the base's documents. */
  readonly dead: ReadonlySet<number>;
  /** Files that hold some of these documents now. */
  readonly files: readonly SourceFile[];
}

/** A delta up to this share of the base's clauses is searched beside it; beyond, everything is indexed anew. */
const DELTA_SHARE = 0.1;

/** Compares the files that the base was built from with those there are now. */
export function changesSince(base: IndexBase, files: readonly SourceFile[]): Changes {
  const { before, now } = changedFiles(base.files, files);
  const documents = new Set([...before, ...now].flatMap((file) => file.documents));
  const dead = base.segment.documents.flatMap(({ id }, at) => (documents.has(id) ? [at] : []));
  return {
    documents,
    dead: new Set(dead),
    files: files.filter((file) => file.documents.some((id) => documents.has(id))),
  };
}

/** Files that changed, came or went: as they were, and as they are. */
export function changedFiles<File extends FilePrint>(before: readonly FilePrint[], files: readonly File[]) {
  const known = new Map(before.map((file) => [file.path, file]));
  const now = files.filter((file) => !isSame(file, known.get(file.path)));
  for (const file of files) if (isSame(file, known.get(file.path))) known.delete(file.path);
  return { before: [...known.values()], now };
}

/** True where what changed is little beside the base, so that the base goes on serving. */
export function isSmall({ dead, files }: Changes, { segment }: IndexBase): boolean {
  let replaced = 0;
  for (const [at, document] of segment.documentOf.entries())
    if (dead.has(document)) replaced += (segment.firstClause[at + 1] ?? 0) - (segment.firstClause[at] ?? 0);
  const clauses = segment.passages.length;
  return replaced <= clauses * DELTA_SHARE && isLittle(files, clauses);
}

/** True where these files hold few clauses beside those of a base. */
export function isLittle(files: readonly SourceFile[], clausesOfBase: number): boolean {
  let clauses = 0;
  for (const file of files) {
    clauses += file.clauses();
    if (clauses > clausesOfBase * DELTA_SHARE) return false;
  }
  return true;
}

/** True where the same files hold the same. */
export function areSame(some: readonly FilePrint[], others: readonly FilePrint[]): boolean {
  const byPath = new Map(others.map((file) => [file.path, file]));
  return some.length === others.length && some.every((file) => isSame(file, byPath.get(file.path)));
}

function isSame(one: FilePrint, other: FilePrint | undefined): boolean {
  if (one.print !== other?.print || one.documents.length !== other.documents.length) return false;
  return one.documents.every((id, at) => id === other.documents[at]);
}
