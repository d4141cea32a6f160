import type { Citation, Part } from '../../answer.ts';
import { type CheckedStatement, citationOf } from '../../policy/citations.ts';
import type { RuleLibrary } from '../../policy/library.ts';
import { type Companion, companionsOf, type Leaning } from '../../policy/related/companions.ts';

/** What comes along with an answer: words of the rules without which its quotations cannot be understood. */
export interface RelatedQuote {
  readonly kind: Companion['kind'];
  /** The term that is defined. */
  readonly term?: string;
  readonly citation: Citation;
  /** Where the quotation stands in the article's text, UTF-16. */
  readonly start: number;
}

const BOUNDS = { each: 2, all: 5, characters: 1500, depth: 1 } as const;

/** What the quotations of an answer refer to and the definitions of their terms, each an exact piece of the rules. */
export function relatedQuotes(
  statements: readonly CheckedStatement[],
  library: RuleLibrary,
  held: (text: string) => number,
): RelatedQuote[] {
  const quoted = statements.flatMap(({ citation }) => leaning(citation, library));
  return companionsOf(quoted, library, held, BOUNDS)
    .map(({ kind, term, hit, slice }) => ({
      kind,
      ...(term !== undefined && { term }),
      citation: citationOf(hit, slice),
      start: slice.start,
    }))
    .filter(({ citation }) => !statements.some((statement) => holds(statement.citation, citation)));
}

function leaning({ article: id, clause: clauseId, quote }: Citation, library: RuleLibrary): Leaning[] {
  const article = library.article(id);
  const document = article && library.document(article.document);
  const clause = article?.clauses.find((one) => one.id === clauseId);
  if (!article || !document || !clause) return [];
  const near = article.text.indexOf(quote, clause.start);
  const start = near < 0 ? article.text.indexOf(quote) : near;
  const hit = { document, article, clause, score: 0 };
  return [start < 0 ? { hit } : { hit, slice: { start, end: start + quote.length } }];
}

function holds(cited: Citation, other: Citation): boolean {
  return cited.article === other.article && cited.quote.includes(other.quote);
}

/** The related words as parts of an answer, closed until they are wanted. */
export function relatedParts(related: readonly RelatedQuote[]): Part[] {
  const list = (title: string, quotes: readonly RelatedQuote[]): Part[] =>
    quotes.length === 0
      ? []
      : [
          {
            kind: 'list',
            title,
            items: quotes.map(({ term, citation, start }) => ({
              text: `${term === undefined ? '' : `「${term}」　`}${placeOf(citation)}`,
              source: { start, end: start + citation.quote.length, quote: citation.quote },
            })),
          },
        ];
  return [
    ...list(
      'この条文が引用する規定',
      related.filter(({ kind }) => kind !== 'definition'),
    ),
    ...list(
      '用語の定義',
      related.filter(({ kind }) => kind === 'definition'),
    ),
  ];
}

function placeOf({ document, label, caption = '' }: Citation): string {
  return `${document} ${label}${caption === '' || caption === label ? '' : `（${caption}）`}`;
}
