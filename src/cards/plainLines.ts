import type { Answer, Citation, Part, Source } from '../answer.ts';
import { joinLines } from '../japanese/joinLines.ts';
import { standingNote } from '../policy/standingNote.ts';
import { aroundQuote } from './article.ts';
import { aboutDocument, citationHeading } from './parts/citations.ts';
import { citationMarks } from './parts/list.ts';

/** One line of an answer as text. `lead` opens it (an indent, a bullet, a number); where it wraps, it goes on under `text`. */
export interface PlainLine {
  readonly lead: string;
  readonly text: string;
}

/** The parts of an answer as lines without mark-up. Choices, forms and the buttons of drafts are not among them. */
export function plainLines(answer: Pick<Answer, 'parts'>): readonly PlainLine[] {
  const blocks = answer.parts.map(linesOf).filter((lines) => lines.length > 0);
  return blocks.flatMap((lines, index) => (index === 0 ? lines : [line(''), ...lines]));
}

/** The parts of an answer as text of at most `limit` characters, cut after a sentence. */
export function plainText(answer: Pick<Answer, 'parts'>, limit: number): string {
  const text = plainLines(answer)
    .map((each) => `${each.lead}${each.text}`)
    .join('\n');
  if (text.length <= limit) return text;
  const head = text.slice(0, limit);
  const border = Math.max(head.lastIndexOf('。'), head.lastIndexOf('\n'));
  return `${head.slice(0, border < limit / 2 ? limit : border + 1).trimEnd()}\n…`;
}

function linesOf(part: Part): readonly PlainLine[] {
  switch (part.kind) {
    case 'text':
      return block(part.text, part.tone === 'heading' ? '● ' : part.tone === 'warning' ? '【注意】' : '');
    case 'list':
      return [
        ...title(part.title),
        ...part.items.flatMap((item, index) => [
          ...block(`${item.text}${citationMarks(item)}`, part.ordered === true ? `${index + 1}. ` : '・'),
          ...sourceLines(item.source),
        ]),
      ];
    case 'citations':
      return [...title(part.title), ...part.citations.flatMap(citationLines)];
    case 'table':
      return [
        ...title(part.title),
        ...part.rows.flatMap(({ cells, source }) => [
          ...block(cells[0] ?? '', '・'),
          ...part.columns.slice(1).flatMap((column, i) => block(cells[i + 1] || '―', `    ${column}：`)),
          ...sourceLines(source),
        ]),
      ];
    case 'draft':
      return [...title(part.label), ...block(part.text)];
    case 'code':
      return [...title('コード'), ...block(part.text)];
    case 'file':
      return [...title(part.name), ...block(part.text)];
    case 'choices':
    case 'form':
      return [];
  }
}

function citationLines(citation: Citation, index: number): readonly PlainLine[] {
  const clause = aroundQuote(citation).quoted.join('\n');
  return [
    ...block(citationHeading(citation, index + 1)),
    ...block(`「${citation.quote}」`, '    '),
    ...(clause === '' || clause === citation.quote ? [] : block(clause, '    条文：')),
    ...block(standingNote(citation), '    '),
    ...block(aboutDocument(citation), '    '),
  ];
}

function sourceLines(source: Source | undefined): readonly PlainLine[] {
  if (source === undefined) return [];
  const place = source.place ? `［${source.place}］` : '';
  return block(joinLines(source.quote, ' '), `    出典${place}：`);
}

function title(text = ''): readonly PlainLine[] {
  return text === '' ? [] : [line(`【${text}】`)];
}

/** The lines of a text, the first one opened by `lead`, the others indented as far. */
function block(text: string, lead = ''): readonly PlainLine[] {
  if (text === '') return [];
  const indent = lead.replace(/[^\x20-\x7e]/gu, '  ').replace(/[\x21-\x7e]/g, ' ');
  return text.split(/\r\n|\r|\n/).map((each, index) => line(each, index === 0 ? lead : indent));
}

function line(text: string, lead = ''): PlainLine {
  return { lead, text };
}
