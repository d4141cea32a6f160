import type { Part } from '../answer.ts';
import type { NewElementId } from './elementIds.ts';
import { drawChoices } from './parts/choices.ts';
import { drawCitations } from './parts/citations.ts';
import { drawCode } from './parts/code.ts';
import { drawDraft } from './parts/draft.ts';
import { drawFile } from './parts/file.ts';
import { drawForm } from './parts/form.ts';
import { drawList } from './parts/list.ts';
import { drawTable } from './parts/table.ts';
import { drawText } from './parts/text.ts';
import type { CardElement } from './template.ts';

/** The card elements of one part of an answer, from the template of its kind. */
export function drawPart(part: Part, newId: NewElementId): readonly CardElement[] {
  switch (part.kind) {
    case 'text':
      return drawText(part);
    case 'list':
      return drawList(part, newId);
    case 'citations':
      return drawCitations(part, newId);
    case 'table':
      return drawTable(part, newId);
    case 'choices':
      return drawChoices(part);
    case 'form':
      return drawForm(part);
    case 'draft':
      return drawDraft(part);
    case 'code':
      return drawCode(part, newId);
    case 'file':
      return drawFile(part, newId);
  }
}
