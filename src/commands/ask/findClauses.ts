import type { Found, Hit, RuleLibrary } from '../../policy/library.ts';

const CLAUSES_SEARCHED = 30;
/** What a follow-up gives to the document that the answer before cited: it mostly stays with the matter. */
const SAME_DOCUMENT = 1.1;

export interface FoundClauses extends Found {
  /** The question by which they were found. */
  readonly whole: string;
}

/**
 * Finds clauses for a question, those of the documents that the answer before cited a little nearer.
 * @param carried what a bare 「ボーナスは？」 means if it does not stand by itself
 */
export async function findClauses(
  library: RuleLibrary,
  whole: string,
  cited: readonly Hit[],
  carried: string | undefined,
): Promise<FoundClauses> {
  const found = await nearer(library, whole, cited);
  if (found.answerable || carried === undefined || cited.length === 0) return found;
  const meant = await nearer(library, carried, cited);
  return meant.answerable ? meant : found;
}

async function nearer(library: RuleLibrary, whole: string, cited: readonly Hit[]): Promise<FoundClauses> {
  const found = await library.search(whole, CLAUSES_SEARCHED);
  if (cited.length === 0) return { ...found, whole };
  const documents = new Set(cited.map(({ document }) => document.id));
  const hits = found.hits
    .map((hit) => ({ ...hit, score: hit.score * (documents.has(hit.document.id) ? SAME_DOCUMENT : 1) }))
    .sort((one, other) => other.score - one.score);
  return { ...found, hits, whole };
}
