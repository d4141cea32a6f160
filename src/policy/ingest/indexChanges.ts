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

export function changesSince(base: IndexBase, files: readonly SourceFile[]): Changes {
  const before = new Map(base.files.map((file) => [file.path, file]));
  const documents = new Set<string>();
  for (const file of files) {
    const known = before.get(file.path);
    before.delete(file.path);
    if (isSame(file, known)) continue;
    for (const id of [...(known?.documents ?? []), ...file.documents]) documents.add(id);
  }
  for (const gone of before.values()) for (const id of gone.documents) documents.add(id);
  const dead = base.segment.documents.flatMap(({ id }, at) => (documents.has(id) ? [at] : []));
  return {
    documents,
    dead: new Set(dead),
    files: files.filter((file) => file.documents.some((id) => documents.has(id))),
  };
}

/** True where what changed is little beside the base, so that the base goes on serving. */
export function isSmall({ dead, files }: Changes, { segment }: IndexBase): boolean {
  const most = (segment.firstClause.at(-1) ?? 0) * DELTA_SHARE;
  let clauses = 0;
  for (const [at, document] of segment.documentOf.entries())
    if (dead.has(document)) clauses += (segment.firstClause[at + 1] ?? 0) - (segment.firstClause[at] ?? 0);
  for (const file of files) {
    if (clauses > most) return false;
    clauses += file.clauses();
  }
  return clauses <= most;
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
