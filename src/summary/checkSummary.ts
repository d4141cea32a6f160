import { loadWords } from '../japanese/words.ts';
import { contentBigrams, similarity } from '../models/extractive/bigrams.ts';
import { ordersModel } from '../models/extractive/modelOrder.ts';
import { shown } from '../models/extractive/sentenceKind.ts';
import { summarize } from '../models/extractive/summarize.ts';
import type { SummarizeResult } from '../models/task.ts';
import { checkActions } from './checkActions.ts';
import { checkText } from './checkText.ts';
import { cleanItem } from './cleanItem.ts';
import { compareWithSource } from './compare/compareWithSource.ts';
import { indexSource } from './compare/sourceIndex.ts';
import { heldOn, sourceOf } from './context.ts';
import type { Speech } from './speech.ts';
import type { Summary, TracedItem } from './summary.ts';
import { createTally, type Tally } from './tally.ts';
import { createTracer } from './trace.ts';

const mostPoints = 7;

/**
 * Makes a model's summary traceable: every item is led back to its sentence and compared with the text. A point that
 * says something else is marked, a decision or an action is struck and kept apart for a person to confirm, what is not in
 * the text at all is taken out, and `warnings` says so.
 *
 * @param now read for days without a year and 「来週」, unless the text names the day of its meeting
 */
export async function checkSummary(result: SummarizeResult, speech: Speech, now: Date): Promise<Summary> {
  const today = heldOn(speech, now);
  const tally = createTally();
  const trace = createTracer(speech);
  const source = indexSource(speech, await loadWords(), today);
  if (speech.sentences.some((sentence) => ordersModel(sentence.text))) tally.add('order');

  const item = (given: { text: string; sentence: string }): TracedItem[] => {
    const text = cleanItem(given.text);
    if (text === '') return [];
    const found = trace(text, given.sentence);
    if (!found) return tally.drop('untraced');
    const findings = compareWithSource(text, source, { near: found });
    const place = sourceOf(speech, found);
    if (findings.length === 0) return [{ text, source: place }];
    // What orders the model about is neither shown nor marked.
    return ordersModel(shown(place.quote)) ? tally.drop('order') : [{ text, source: place, findings }];
  };

  const given = merged(result.points.flatMap(item), tally).slice(0, mostPoints);
  const decisions = merged(result.decisions.flatMap(item), tally);
  const actions = checkActions(result.actions, { speech, source, trace, today, tally });
  // Only asked where needed: a long text takes the engine a second.
  const extract = (): SummarizeResult => summarize({ kind: 'summarize', sentences: speech.sentences });
  const checked = checkText(result.summary, { speech, source, tally });
  const points = given.length > 0 ? given : merged(extract().points.flatMap(item), tally);
  const struck = decisions.filter(isMarked);
  for (const _ of [...points.filter(isMarked), ...(checked.findings.length > 0 ? [checked] : [])]) tally.add('marked');
  for (const _ of [...struck, ...actions.unconfirmed]) tally.add('struck');
  return {
    summary: checked.text || extract().summary,
    ...(checked.findings.length > 0 && { findings: checked.findings }),
    points,
    decisions: decisions.filter((decision) => !isMarked(decision)),
    actions: actions.confirmed,
    ...(struck.length + actions.unconfirmed.length > 0 && {
      unconfirmed: { decisions: struck, actions: actions.unconfirmed },
    }),
    warnings: tally.sentences(),
  };
}

function isMarked({ findings }: TracedItem): boolean {
  return findings !== undefined;
}

/** Items in the order of the text, each said once. */
function merged(items: readonly TracedItem[], tally: Tally): TracedItem[] {
  const kept: { item: TracedItem; pairs: Set<string> }[] = [];
  for (const item of items) {
    const pairs = contentBigrams(item.text);
    const twin = kept.some(
      (other) => similarity(pairs, other.pairs) >= (other.item.source.start === item.source.start ? 0.5 : 0.85),
    );
    if (twin) tally.add('double');
    else kept.push({ item, pairs });
  }
  return kept.map(({ item }) => item).sort((one, other) => one.source.start - other.source.start);
}
