import type { Citation, CitationsPart } from '../../answer.ts';
import { wareki } from '../../japanese/wareki.ts';
import { standingNote } from '../../policy/standingNote.ts';
import { aroundQuote } from '../article.ts';
import type { NewElementId } from '../elementIds.ts';
import { escapeMarkdown } from '../escape.ts';
import { type CardElement, fillElements } from '../template.ts';

/** Numbered quotations; each opens to its whole article. */
export function drawCitations({ title, citations }: CitationsPart, newId: NewElementId): readonly CardElement[] {
  const views = citations.map((citation, index) => ({
    heading: escapeMarkdown(citationHeading(citation, index + 1)),
    quote: escapeMarkdown(`「${citation.quote.trim()}」`),
    standing: escapeMarkdown(standingNote(citation)),
    about: escapeMarkdown(aboutDocument(citation)),
    ...openedArticle(citation, newId),
  }));
  return fillElements('citations', { title: escapeMarkdown(title), citations: views });
}

/** 「[1] 見本市職員休暇規則 第12条第2項（年次有給休暇）」 */
export function citationHeading({ document, label, caption }: Citation, position: number): string {
  const bare = caption?.replace(/^[（(](.*)[）)]$/u, '$1') ?? '';
  return `[${position}] ${document} ${label}${bare === '' ? '' : `（${bare}）`}`;
}

/** 「令和7年4月1日施行 ／ 第3版 ／ 所管：人事課」, of what is known and not in the note on its standing. */
export function aboutDocument({ effective, version, owner, standing }: Citation): string {
  const isTold = standing !== undefined && standing !== 'undated';
  return [
    effective === undefined || isTold ? '' : `${wareki(effective)}施行`,
    isTold && effective === undefined ? '' : (version ?? ''),
    owner === undefined ? '' : `所管：${owner}`,
  ]
    .filter((piece) => piece !== '')
    .join(' ／ ');
}

function openedArticle(citation: Citation, newId: NewElementId) {
  const { before, quoted, after } = aroundQuote(citation);
  return {
    articleId: citation.articleText.trim() === '' ? '' : newId(),
    before: escapeMarkdown(before.join('\n')),
    quoted: escapeMarkdown(quoted.join('\n')),
    after: escapeMarkdown(after.join('\n')),
  };
}
