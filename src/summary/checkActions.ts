import { findDates } from '../japanese/dates.ts';
import { containment, contentBigrams, similarity } from '../models/extractive/bigrams.ts';
import { findDue } from '../models/extractive/due.ts';
import { wordTask } from '../models/extractive/taskWords.ts';
import type { SummarizeResult } from '../models/task.ts';
import { cleanItem } from './cleanItem.ts';
import { contextOf, sourceOf } from './context.ts';
import { dueDateOf } from './dueDate.ts';
import { missingFacts } from './facts.ts';
import { reversed } from './negation.ts';
import type { Speech } from './speech.ts';
import type { TracedAction } from './summary.ts';
import type { Tally } from './tally.ts';
import type { Trace } from './trace.ts';

type Given = SummarizeResult['actions'][number];

/**
 * Actions led back to their sentences. `who` and `due` stay only where the words stand there (or name the speaker);
 * a due date that the sentence tells and the model left out is filled in from the sentence.
 */
export function checkActions(
  actions: readonly Given[],
  speech: Speech,
  trace: (text: string, sentence: string) => Trace | undefined,
  today: Date,
  tally: Tally,
): TracedAction[] {
  const checked = actions.flatMap((given): TracedAction[] => {
    const what = cleanItem(given.what);
    if (what === '') return [];
    const found = trace(what, given.sentence);
    if (!found) return tally.drop('untraced');
    const context = contextOf(speech, found);
    const source = sourceOf(speech, found);
    if (missingFacts(what, context, today).length > 0 || reversed(what, source.quote).length > 0)
      return tally.drop('struck');
    const who = given.who.trim();
    const due = given.due.trim();
    const around = wider(speech, found);
    const keptWho = standsIn(who, around) ? who : '';
    const keptDue = standsIn(due, around) || sameDay(due, around, today) ? due : '';
    if (keptWho !== who || keptDue !== due) tally.add('cleared');
    const told = keptDue || dueIn(source.quote);
    return [
      {
        what: told === keptDue ? what : wordTask(what, '', told),
        who: keptWho,
        due: told,
        dueDate: told ? dueDateOf(told, today) : null,
        source,
      },
    ];
  });
  return once(checked, tally).sort((one, other) => one.source.start - other.source.start);
}

/** Who takes a task up, and names the day, may answer a few sentences later. */
function wider(speech: Speech, trace: Trace): string {
  return contextOf(speech, { first: trace.first, last: trace.last + 3 });
}

function dueIn(text: string): string {
  const due = findDue(text);
  return due?.firm ? due.words : '';
}

function standsIn(words: string, text: string): boolean {
  const plain = (value: string): string => value.normalize('NFKC').replace(/\s/gu, '');
  return words === '' || plain(text).includes(plain(words).replace(/(?:さん|様|氏)$/u, ''));
}

function sameDay(words: string, text: string, today: Date): boolean {
  const day = findDates(words, today).find((date) => date.iso)?.iso;
  return day !== undefined && findDates(text, today).some((date) => date.iso === day);
}

function once(actions: readonly TracedAction[], tally: Tally): TracedAction[] {
  const kept: TracedAction[] = [];
  for (const action of actions) {
    const pairs = contentBigrams(action.what);
    const twin = kept.findIndex((other) => {
      const others = contentBigrams(other.what);
      const sameSentence = other.source.start === action.source.start;
      const sameWho = other.who === action.who || other.who === '' || action.who === '';
      const near = sameSentence
        ? Math.max(containment(pairs, others), containment(others, pairs)) >= 0.7
        : similarity(pairs, others) >= 0.85;
      return sameWho && near;
    });
    const other = kept[twin];
    if (!other) {
      kept.push(action);
      continue;
    }
    tally.add('double');
    kept[twin] = {
      ...other,
      who: other.who || action.who,
      due: other.due || action.due,
      dueDate: other.dueDate ?? action.dueDate,
    };
  }
  return kept;
}
