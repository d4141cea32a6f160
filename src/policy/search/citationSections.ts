import type { Article, RuleDocument } from '../document.ts';
import { indexReferences, type RuleSource } from '../related/referenceIndex.ts';
import { jsonSection } from './segmentSections.ts';

/** Which articles the articles of a segment refer to: by id, since some stand in other segments. */
export interface CitationSections {
  /** Where the references of each article begin among the targets, and the end. */
  readonly 'citations.starts': Uint32Array;
  /** Positions among the ids. */
  readonly 'citations.targets': Uint32Array;
  readonly 'citations.ids': Uint8Array;
}

/** Articles by their position; those of one document stand together. */
interface PlacedArticles {
  readonly documents: readonly RuleDocument[];
  /** Of each article, the position of its document. */
  readonly documentOf: ArrayLike<number>;
  article(position: number): Article | undefined;
}

/** Articles read before other work of the process gets a turn. */
const ARTICLES_AT_ONCE = 50;

/**
 * Reads what each article refers to: about a second for 7,000 articles.
 * @param beside where references out of the segment may lead
 */
export async function citationSections(own: PlacedArticles, beside?: PlacedArticles): Promise<CitationSections> {
  const references = indexReferences(beside === undefined ? sourceOf(own) : joined(sourceOf(own), sourceOf(beside)));
  const ids = new Map<string, number>();
  const [starts, targets]: [number[], number[]] = [[0], []];
  for (let at = 0; at < own.documentOf.length; at++) {
    const article = own.article(at);
    for (const id of article === undefined ? [] : references.referencesOf(article)) {
      const target = ids.get(id) ?? ids.size;
      ids.set(id, target);
      targets.push(target);
    }
    starts.push(targets.length);
    if (at % ARTICLES_AT_ONCE === 0) await new Promise((resume) => setImmediate(resume));
  }
  return {
    'citations.starts': Uint32Array.from(starts),
    'citations.targets': Uint32Array.from(targets),
    'citations.ids': jsonSection([...ids.keys()]),
  };
}

function sourceOf({ documents, documentOf, article }: PlacedArticles): RuleSource {
  const ranges = new Map<string, { readonly from: number; to: number }>();
  for (let at = 0; at < documentOf.length; at++) {
    const id = documents[documentOf[at] ?? -1]?.id ?? '';
    const range = ranges.get(id);
    if (range === undefined) ranges.set(id, { from: at, to: at + 1 });
    else range.to = at + 1;
  }
  return {
    documents,
    articlesOf: (id) => {
      const { from, to } = ranges.get(id) ?? { from: 0, to: 0 };
      return Array.from({ length: to - from }, (_, at) => article(from + at)).filter((one) => one !== undefined);
    },
  };
}

/** A document that both have is the own one. */
function joined(own: RuleSource, beside: RuleSource): RuleSource {
  const ids = new Set(own.documents.map(({ id }) => id));
  return {
    documents: [...own.documents, ...beside.documents.filter(({ id }) => !ids.has(id))],
    articlesOf: (document) => (ids.has(document) ? own : beside).articlesOf(document),
  };
}
