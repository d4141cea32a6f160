import type { Answer, ChoicesPart, CitationsPart, ListPart, Part, Source, TablePart } from '../answer.ts';
import { cutArticle } from './article.ts';
import { plainText } from './plainLines.ts';

const CUT_FILE = '\n（長いため、ここまでを表示しています。）';
const CLOSED = '長いため、条文の全文や出典など、開いて読む部分の一部を省略しました。';
const TEXT_ONLY = '長いため、途中までを文章だけで表示しています。';
const WITHOUT_BUTTONS = '長いため、ボタンを省略し、文章だけで表示しています。操作は言葉でお送りください。';

/** Characters of a text-only card; the last one fits whatever the answer holds. */
const TEXT_LIMITS = [6000, 3000, 1000];

/** Characters of a source's words that are shown beside where it stands. */
const SOURCE_CHARACTERS = 40;

const ALL = Number.POSITIVE_INFINITY;

/**
 * Shorter forms of an answer, the one that loses least first: cut articles, fewer of them, none; words of sources cut, then
 * only where they stand; text only.
 */
export function* shorterForms(answer: Answer): Generator<Answer> {
  yield eachPart(answer, (part) => openable(part, 1500, ALL));
  yield eachPart(answer, (part) => cutFile(openable(part, 600, ALL), 3000));
  yield closed(eachPart(answer, (part) => cutFile(openable(part, 600, 3), 1000)));
  yield closed(eachPart(answer, (part) => cutFile(openable(part, 600, 1), 1000)));
  yield closed(eachPart(answer, (part) => cutSources(cutFile(openable(part, 0, 0), 300))));
  yield closed(eachPart(answer, (part) => placesBesideItems(cutFile(openable(part, 0, 0), 300))));
  yield closed(eachPart(answer, (part) => withoutSources(cutFile(openable(part, 0, 0), 300))));
  for (const limit of TEXT_LIMITS) yield textOnly(answer, limit, true);
  for (const limit of TEXT_LIMITS) yield textOnly(answer, limit, false);
}

function eachPart(answer: Answer, change: (part: Part) => Part): Answer {
  return { ...answer, title: answer.title.slice(0, 200), parts: answer.parts.map(change) };
}

function closed(answer: Answer): Answer {
  return { ...answer, parts: [...answer.parts, { kind: 'text', text: CLOSED, tone: 'quiet' }] };
}

/** Articles of at most `limit` characters, cut at their clauses, and only for the first `count` citations. */
function openable(part: Part, limit: number, count: number): Part {
  if (part.kind !== 'citations') return part;
  const citations = part.citations.map((citation, index) => ({
    ...citation,
    articleText: index < count ? cutArticle(citation, limit) : '',
  }));
  return { ...part, citations } satisfies CitationsPart;
}

function cutFile(part: Part, limit: number): Part {
  if (part.kind !== 'file' || part.text.length <= limit) return part;
  return { ...part, text: `${part.text.slice(0, limit)}${CUT_FILE}` };
}

function cutSources(part: Part): Part {
  return withSources(part, (source) => {
    const quote = source.quote.trim();
    return { ...source, quote: quote.length <= SOURCE_CHARACTERS ? quote : `${quote.slice(0, SOURCE_CHARACTERS)}…` };
  });
}

/** Where the items come from, without the words to open: it stands in the items themselves. */
function placesBesideItems(part: Part): Part {
  const beside = (text: string, source: Source | undefined) => (source?.place ? `${text}［${source.place}］` : text);
  if (part.kind === 'list') {
    const items = part.items.map(({ source, ...item }) => ({ ...item, text: beside(item.text, source) }));
    return { ...part, items } satisfies ListPart;
  }
  if (part.kind === 'table') {
    const rows = part.rows.map(({ cells: [first = '', ...cells], source }) => ({
      cells: [beside(first, source), ...cells],
    }));
    return { ...part, rows } satisfies TablePart;
  }
  return part;
}

function withoutSources(part: Part): Part {
  return withSources(part, () => undefined);
}

function withSources(part: Part, change: (source: Source) => Source | undefined): Part {
  const changed = <T extends { readonly source?: Source }>({ source: given, ...item }: T) => {
    const source = given && change(given);
    return { ...item, ...(source && { source }) };
  };
  if (part.kind === 'list') return { ...part, items: part.items.map(changed) } satisfies ListPart;
  if (part.kind === 'table') return { ...part, rows: part.rows.map(changed) } satisfies TablePart;
  return part;
}

function textOnly(answer: Answer, limit: number, withButtons: boolean): Answer {
  const choices = answer.parts.filter((part): part is ChoicesPart => part.kind === 'choices');
  return {
    ...answer,
    title: answer.title.slice(0, 200),
    parts: [
      { kind: 'text', text: plainText(answer, limit) },
      { kind: 'text', text: withButtons ? TEXT_ONLY : WITHOUT_BUTTONS, tone: 'quiet' },
      ...(withButtons ? choices : []),
    ],
  };
}
