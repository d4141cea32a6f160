import { contentBigrams, similarity } from '../models/extractive/bigrams.ts';
import { decides } from '../models/extractive/decisionCues.ts';
import { ordersModel } from '../models/extractive/modelOrder.ts';
import { shown } from '../models/extractive/sentenceKind.ts';
import { summarize } from '../models/extractive/summarize.ts';
import type { SummarizeResult } from '../models/task.ts';
import { checkActions } from './checkActions.ts';
import { checkText } from './checkText.ts';
import { cleanItem } from './cleanItem.ts';
import { contextOf, heldOn, sourceOf } from './context.ts';
import { missingFacts } from './facts.ts';
import { reversed } from './negation.ts';
import type { Speech } from './speech.ts';
import type { Summary, TracedItem } from './summary.ts';
import { createTally, type Tally } from './tally.ts';
import { createTracer } from './trace.ts';

const mostPoints = 7;

/**
 * Makes a model's summary traceable: every item is led back to its sentence and compared with it; what is not in the
 * text is replaced by the text's own words or taken out, and `warnings` says so.
 *
 * @param now read for days without a year and 「来週」, unless the text names the day of its meeting
 */
export function checkSummary(result: SummarizeResult, speech: Speech, now: Date): Summary {
  const today = heldOn(speech, now);
  const tally = createTally();
  const trace = createTracer(speech);
  if (speech.sentences.some((sentence) => ordersModel(sentence.text))) tally.add('order');

  const item =
    (kind: 'point' | 'decision') =>
    (given: { text: string; sentence: string }): TracedItem[] => {
      const text = cleanItem(given.text);
      if (text === '') return [];
      const found = trace(text, given.sentence);
      if (!found) return tally.drop('untraced');
      const context = contextOf(speech, found);
      const source = sourceOf(speech, found);
      if (missingFacts(text, context, today).length === 0 && reversed(text, source.quote).length === 0)
        return [{ text, source }];
      const own = shown(source.quote);
      if (ordersModel(own) || (kind === 'decision' && !decides(own))) return tally.drop('struck');
      tally.add('replaced');
      return [{ text: own, source }];
    };

  const points = merged(result.points.flatMap(item('point')), tally).slice(0, mostPoints);
  const decisions = merged(result.decisions.flatMap(item('decision')), tally);
  const actions = checkActions(result.actions, speech, trace, today, tally);
  // Only asked where needed: a long text takes the engine a second.
  const extract = (): SummarizeResult => summarize({ kind: 'summarize', sentences: speech.sentences });
  const summary = checkText(result.summary, speech, today, tally) || extract().summary;
  return {
    summary,
    points: points.length > 0 ? points : merged(extract().points.flatMap(item('point')), tally),
    decisions,
    actions,
    warnings: tally.sentences(),
  };
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
