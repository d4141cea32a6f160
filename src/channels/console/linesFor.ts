import type { Answer } from '../../answer.ts';
import { BASIS_LABELS, GENERATED_NOTE } from '../../cards/basis.ts';
import { plainLines } from '../../cards/plainLines.ts';
import { shownOf } from '../text/state/shown.ts';
import { terminalAbilities } from './abilities.ts';
import { printable } from './printable.ts';
import { wrapText } from './wrapText.ts';

/**
 * An answer as text for a terminal of `width` cells: title, what it stands on, its parts, its choices numbered in
 * reading order, and the note that AI made it.
 */
export function linesFor(answer: Answer, width = 80): string {
  const badge = BASIS_LABELS[answer.basis];
  const { entries } = shownOf(answer, terminalAbilities);
  const choices = entries.map(({ label }, index) => ({ lead: ` ${index + 1}. `, text: label }));
  const lines = [
    { lead: '■ ', text: answer.title },
    ...(badge === '' ? [] : [{ lead: '   ', text: `（${badge}）` }]),
    { lead: '', text: '' },
    ...plainLines(answer),
    ...(choices.length === 0
      ? []
      : [
          { lead: '', text: '' },
          { lead: '', text: '【番号を入力してお選びください】' },
        ]),
    ...choices,
    ...(answer.generated
      ? [
          { lead: '', text: '' },
          { lead: '※ ', text: GENERATED_NOTE },
        ]
      : []),
  ];
  return lines.flatMap(({ lead, text }) => wrapText(printable(text).replaceAll('\n', ''), lead, width)).join('\n');
}

/** Sentences and questions as text for a terminal of `width` cells. */
export function wrapped(text: string, width: number): string {
  return printable(text)
    .split('\n')
    .flatMap((line) => wrapText(line, '', width))
    .join('\n');
}
