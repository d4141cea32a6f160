import type { Action, Answer, Citation, FormPart, Part, Source } from '../../../answer.ts';
import { cutArticle } from '../../../cards/article.ts';
import { aboutDocument, citationHeading } from '../../../cards/parts/citations.ts';
import { plainLines } from '../../../cards/plainLines.ts';
import { standingNote } from '../../../policy/standingNote.ts';
import { type Abilities, hasStamps } from '../outgoing.ts';

/** What can be done with an answer after it was shown: kept for as long as its sender may come back to it. */
export interface Shown {
  readonly title: string;
  /** The ids of whom it was made for; absent where it rests on what everybody may read. */
  readonly audience?: readonly string[];
  readonly entries: readonly Entry[];
  /** The articles of its citations, in the order of their numbers. */
  readonly clauses: readonly Opened[];
  /** Where the items of its lists and tables come from. */
  readonly sources?: Opened;
  readonly drafts: readonly string[];
  readonly tables: readonly Table[];
  readonly forms: readonly FormPart[];
}

/** A text that is read on request. */
export interface Opened {
  readonly title: string;
  readonly text: string;
}

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** One thing to choose, and what it does. */
export interface Entry {
  readonly label: string;
  readonly deed: Deed;
}

/** Numbers are places in the lists of Shown, from 0. */
export type Deed =
  | { readonly kind: 'action'; readonly action: Action; readonly draft?: number }
  | { readonly kind: 'form'; readonly form: number }
  | { readonly kind: 'word'; readonly draft: number }
  | { readonly kind: 'csv'; readonly table: number }
  | { readonly kind: 'clause'; readonly clause: number }
  | { readonly kind: 'sources' };

type Kept = Omit<Shown, 'entries' | 'audience'>;

/** A table with more rows than this is offered as a file. */
const FEW_ROWS = 5;
/** Characters kept of an article; a longer one is cut at the borders of its clauses, and says so. */
const KEPT_ARTICLE = 20_000;

/** What of an answer is kept, and what is offered beside the answer's own choices. */
export function shownOf(answer: Answer, abilities: Abilities): Shown {
  const { parts, title } = answer;
  const citations = citationsOf(answer);
  const drafts = parts.flatMap((part) => (part.kind === 'draft' ? [part.text] : []));
  const tables = parts.flatMap((part) =>
    part.kind === 'table'
      ? [{ title: part.title ?? title, columns: part.columns, rows: part.rows.map(({ cells }) => cells) }]
      : [],
  );
  const forms = parts.flatMap((part) => (part.kind === 'form' ? [part] : []));
  const sources = sourcesOf(answer);
  const kept = { title, clauses: citations.map(openedClause), drafts, tables, forms, ...(sources && { sources }) };
  const choices = choicesOf(answer);
  const areFormsOffered = forms.length > 1 || choices.length > 0;
  return {
    ...kept,
    entries: [
      ...choices,
      ...(areFormsOffered ? formEntries(kept) : []),
      ...fileEntries(kept, abilities),
      ...readingEntries(kept, abilities),
    ],
  };
}

/** The answer's own choices in reading order; those of a draft take it along. */
function choicesOf({ parts }: Answer): readonly Entry[] {
  let draft = -1;
  return parts.flatMap((part): readonly Entry[] => {
    if (part.kind === 'draft') draft += 1;
    if (part.kind !== 'choices' && part.kind !== 'draft') return [];
    const along = part.kind === 'draft' ? { draft } : {};
    return part.choices.map(({ label, action }) => ({ label, deed: { kind: 'action', action, ...along } }));
  });
}

/** Forms that do not open by themselves. */
function formEntries({ forms }: Kept): readonly Entry[] {
  return forms.map(({ title, submit }, form) => ({ label: title ?? submit.label, deed: { kind: 'form', form } }));
}

function fileEntries({ drafts, tables }: Kept, { files }: Abilities): readonly Entry[] {
  if (!files) return [];
  const words = drafts.map((_, draft): Entry => ({ label: 'Wordファイルで受け取る', deed: { kind: 'word', draft } }));
  const which = (title: string) => (tables.length > 1 ? `「${title}」を` : '');
  const csvs = tables.flatMap(({ rows, title }, table): readonly Entry[] =>
    rows.length > FEW_ROWS ? [{ label: `${which(title)}CSVで受け取る`, deed: { kind: 'csv', table } }] : [],
  );
  return [...words, ...csvs];
}

/** What is read on request stands among the options where they are pressed; typed, it has words of its own. */
function readingEntries({ clauses, sources }: Kept, abilities: Abilities): readonly Entry[] {
  if (!hasStamps(abilities)) return [];
  return [
    ...clauses.map((_, clause): Entry => ({ label: `条文${clause + 1}を見る`, deed: { kind: 'clause', clause } })),
    ...(sources === undefined ? [] : [{ label: '出典を見る', deed: { kind: 'sources' } } as const]),
  ];
}

/** Every citation of an answer; its number is its place, counted from 1 through all its parts. */
export function citationsOf({ parts }: Pick<Answer, 'parts'>): readonly Citation[] {
  return parts.flatMap((part) => (part.kind === 'citations' ? part.citations : []));
}

function openedClause(citation: Citation, index: number): Opened {
  const article = cutArticle(citation, KEPT_ARTICLE).trim();
  const notes = [standingNote(citation), aboutDocument(citation)].filter((note) => note !== '');
  return {
    title: citationHeading(citation, index + 1).replace(/^\[\d+\] /, ''),
    text: [article === '' ? citation.quote : article, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n'),
  };
}

function sourcesOf({ parts, title }: Answer): Opened | undefined {
  const traced = parts.flatMap((part): readonly Part[] => {
    if (part.kind === 'list') return some({ ...part, items: part.items.filter(isTraced) }, part.items.some(isTraced));
    if (part.kind === 'table') return some({ ...part, rows: part.rows.filter(isTraced) }, part.rows.some(isTraced));
    return [];
  });
  if (traced.length === 0) return undefined;
  const lines = plainLines({ parts: traced }).map(({ lead, text }) => `${lead}${text}`);
  return { title: `「${title}」の出典`, text: lines.join('\n') };
}

function isTraced({ source }: { readonly source?: Source }): boolean {
  return source !== undefined;
}

function some<T>(value: T, holds: boolean): readonly T[] {
  return holds ? [value] : [];
}
