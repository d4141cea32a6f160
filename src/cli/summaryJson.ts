import type { MaskedText, Masking } from '../privacy/masking.ts';
import type { Finding } from '../summary/compare/finding.ts';
import type { Summary, TracedAction, TracedItem } from '../summary/summary.ts';

/**
 * A summary as `kaname summarize --json` prints it: personal data restored, offsets those of the text that was read.
 * `findings`, where something does not agree with the text, and `unconfirmed`, what was struck for it, come beside the
 * fields of the contract.
 */
export function summaryJson(
  summary: Summary,
  masking: Masking,
  masked: MaskedText,
  readWarnings: readonly string[],
): object {
  const { findings, unconfirmed } = summary;
  const restore = (text: string) => masking.restore(text);
  const found = (list: readonly Finding[] | undefined) =>
    list === undefined || list.length === 0
      ? {}
      : { findings: list.map(({ kind, words, note }) => ({ kind, words: restore(words), note: restore(note) })) };
  const place = ({ source }: Pick<TracedItem, 'source'>) => ({
    start: masked.toOriginal(source.start, 'start'),
    end: masked.toOriginal(source.end, 'end'),
    ...(source.place !== undefined && { place: restore(source.place) }),
  });
  const item = (traced: TracedItem) => ({
    text: restore(traced.text),
    source: place(traced),
    ...found(traced.findings),
  });
  const action = (traced: TracedAction) => ({
    what: restore(traced.what),
    who: restore(traced.who),
    due: restore(traced.due),
    dueDate: traced.dueDate,
    source: place(traced),
    ...found(traced.findings),
  });
  return {
    summary: restore(summary.summary),
    ...found(findings),
    points: summary.points.map(item),
    decisions: summary.decisions.map(item),
    actions: summary.actions.map(action),
    ...(unconfirmed && {
      unconfirmed: { decisions: unconfirmed.decisions.map(item), actions: unconfirmed.actions.map(action) },
    }),
    warnings: [...readWarnings, ...summary.warnings.map(restore)],
  };
}
