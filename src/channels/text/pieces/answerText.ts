import type { Answer, Part } from '../../../answer.ts';
import { BASIS_LABELS, GENERATED_NOTE } from '../../../cards/basis.ts';
import { aboutDocument, citationHeading } from '../../../cards/parts/citations.ts';
import { plainLines } from '../../../cards/plainLines.ts';
import { standingNote } from '../../../policy/standingNote.ts';
import type { Abilities } from '../outgoing.ts';

/** The texts of an answer, in the order in which they are sent. A draft stands alone, so that it can be copied. */
export interface AnswerTexts {
  readonly title: string;
  /** 「（規程に基づく回答）」; empty where there is nothing to say. */
  readonly basis: string;
  readonly before: string;
  readonly drafts: readonly string[];
  readonly after: string;
  /** That AI made it; empty where it did not. */
  readonly note: string;
}

/** What a person reads of an answer; choices and forms are not among it, nor files where they are sent as such. */
export function answerTexts(answer: Answer, abilities: Abilities): AnswerTexts {
  const { parts } = answer;
  const first = parts.findIndex(({ kind }) => kind === 'draft');
  const split = first < 0 ? parts.length : first;
  const badge = BASIS_LABELS[answer.basis];
  let citations = 0;
  const blocks = parts.map((part) => {
    if (part.kind === 'draft') return '';
    if (part.kind !== 'citations') return partText(part, abilities);
    const from = citations;
    citations += part.citations.length;
    return citationsText(part, from);
  });
  return {
    title: answer.title,
    basis: badge === '' ? '' : `（${badge}）`,
    before: joined(blocks.slice(0, split)),
    drafts: parts.flatMap((part) => (part.kind === 'draft' ? [part.text] : [])),
    after: joined(blocks.slice(split)),
    note: answer.generated ? GENERATED_NOTE : '',
  };
}

/** Texts one below the other, with an empty line between them. */
export function joined(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n\n');
}

function partText(part: Part, abilities: Abilities): string {
  if (part.kind === 'file' && abilities.files) return '';
  return plainLines({ parts: [withoutSources(part)] })
    .map(({ lead, text }) => `${lead}${text}`)
    .join('\n');
}

/** Where the items come from is read on request. */
function withoutSources(part: Part): Part {
  if (part.kind === 'list') return { ...part, items: part.items.map(({ source: _, ...item }) => item) };
  if (part.kind === 'table') return { ...part, rows: part.rows.map(({ cells }) => ({ cells })) };
  return part;
}

/** Document, place and quoted words; the whole article is read on request. `from` citations were counted before. */
function citationsText({ title, citations }: Extract<Part, { kind: 'citations' }>, from: number): string {
  const lines = citations.flatMap((citation, index) => [
    citationHeading(citation, from + index + 1),
    `「${citation.quote.trim()}」`,
    ...[standingNote(citation), aboutDocument(citation)].filter((note) => note !== ''),
  ]);
  return [...(title === '' ? [] : [`【${title}】`]), ...lines].join('\n');
}
