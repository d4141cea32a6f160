import type { Answer, ChoicesPart, CitationsPart, ListPart, Part, TablePart } from '../answer.ts';
import { cutArticle } from './article.ts';
import { plainText } from './plainLines.ts';

const CUT_FILE = '\n（長いため、ここまでを表示しています。）';
const CLOSED = '長いため、条文の全文や出典など、開いて読む部分の一部を省略しました。';
const TEXT_ONLY = '長いため、途中までを文章だけで表示しています。';
const WITHOUT_BUTTONS = '長いため、ボタンを省略し、文章だけで表示しています。操作は言葉でお送りください。';

/** Characters of a text-only card; the last one fits whatever the answer holds. */
const TEXT_LIMITS = [6000, 3000, 1000];

const ALL = Number.POSITIVE_INFINITY;

/** Shorter forms of an answer, the one that loses least first: cut articles, fewer of them, none, and text only. */
export function* shorterForms(answer: Answer): Generator<Answer> {
  yield eachPart(answer, (part) => openable(part, 1500, ALL));
  yield eachPart(answer, (part) => cutFile(openable(part, 600, ALL), 3000));
  yield closed(eachPart(answer, (part) => cutFile(openable(part, 600, 3), 1000)));
  yield closed(eachPart(answer, (part) => cutFile(openable(part, 600, 1), 1000)));
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

function withoutSources(part: Part): Part {
  if (part.kind === 'list') {
    const items = part.items.map(({ source: _, ...item }) => item);
    return { ...part, items } satisfies ListPart;
  }
  if (part.kind === 'table') {
    const rows = part.rows.map(({ cells }) => ({ cells }));
    return { ...part, rows } satisfies TablePart;
  }
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
