import type { Article, RuleDocument } from '../document.ts';
import type { ArticleWords } from '../search/articleWords.ts';
import type { RuleStore } from './ruleStore.ts';

/** What tells whether a file changed since it was indexed. */
export interface FilePrint {
  readonly path: string;
  /** Another one when the file holds something else. */
  readonly print: string;
  /** Ids of the documents in it. */
  readonly documents: readonly string[];
}

/** A file that rules come from. */
export interface SourceFile extends FilePrint {
  /** True where it was ingested, so that an index over it may be kept; false where it lies in a folder that is only read. */
  readonly isKept: boolean;
  /** How many clauses it holds. */
  clauses(): number;
  /** What it holds of these documents, with the base forms that are known. */
  read(documents: ReadonlySet<string>): readonly ReadBook[];
}

/** A book with the base forms of its articles, where they are known. */
export interface ReadBook {
  readonly document: RuleDocument;
  readonly articles: readonly { readonly article: Article; readonly words?: ArticleWords }[];
}

/** The files of an open store; they can be read as long as it is open. */
export function keptFiles(store: RuleStore): SourceFile[] {
  const known = new Map(store.files().map((file) => [file.path, file]));
  const documents = new Map<string, string[]>([...known.keys()].map((path) => [path, []]));
  for (const { file, document } of store.holdings()) documents.get(file)?.push(document);
  return [...documents].map(([path, held]) => ({
    path,
    print: `${known.get(path)?.document}\n${known.get(path)?.hash}`,
    documents: held,
    isKept: true,
    clauses: () => store.count([path]).clauses,
    read: (wanted) =>
      store.books(held.filter((document) => wanted.has(document)).map((document) => ({ file: path, document }))),
  }));
}

/** What is remembered of files when they were indexed. */
export function printsOf(files: readonly FilePrint[]): FilePrint[] {
  return files.map(({ path, print, documents }) => ({ path, print, documents }));
}

/** These files without the documents that the others, which count first, have as well. */
export function withoutTaken(files: readonly SourceFile[], taken: readonly SourceFile[]): SourceFile[] {
  const ids = new Set(taken.flatMap(({ documents }) => documents));
  return files.map((file) => {
    const documents = file.documents.filter((id) => !ids.has(id));
    return { ...file, documents, read: (wanted) => file.read(new Set(documents.filter((id) => wanted.has(id)))) };
  });
}
