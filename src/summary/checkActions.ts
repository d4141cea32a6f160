import { findDates } from '../japanese/dates.ts';
import { containment, contentBigrams, similarity } from '../models/extractive/bigrams.ts';
import { findDue } from '../models/extractive/due.ts';
import { wordTask } from '../models/extractive/taskWords.ts';
import type { SummarizeResult } from '../models/task.ts';
import { cleanItem } from './cleanItem.ts';
import { compareWithSource } from './compare/compareWithSource.ts';
import type { SourceIndex } from './compare/sourceIndex.ts';
import { contextOf, sourceOf } from './context.ts';
import { dueDateOf } from './dueDate.ts';
import type { Speech } from './speech.ts';
import type { ActionFinding, TracedAction } from './summary.ts';
import type { Tally } from './tally.ts';
import type { Trace } from './trace.ts';

type Given = SummarizeResult['actions'][number];

interface Against {
  readonly speech: Speech;
  readonly source: SourceIndex;
  readonly trace: (text: string, sentence: string) => Trace | undefined;
  readonly today: Date;
  readonly tally: Tally;
}

/**
 * Actions led back to their sentences and compared with them. `who` and `due` stay only where the words stand there (or
 * name the speaker) and belong to this task; a due date that the sentence tells and the model left out is filled in from
 * the sentence. Where the task itself says something else, it is unconfirmed.
 */
export function checkActions(
  actions: readonly Given[],
  against: Against,
): { readonly confirmed: TracedAction[]; readonly unconfirmed: TracedAction[] } {
  const { speech, source, trace, today, tally } = against;
  const checked = actions.flatMap((given): TracedAction[] => {
    const what = cleanItem(given.what);
    if (what === '') return [];
    const found = trace(what, given.sentence);
    if (!found) return tally.drop('untraced');
    const who = given.who.trim();
    const due = given.due.trim();
    const place = sourceOf(speech, found);
    const around = wider(speech, found);
    const findings = compareAction({ who, due, what }, source, found);
    const differs = (field: 'who' | 'due'): boolean => findings.some((one) => one.field === field && one.differs);
    const keptWho = standsIn(who, around) && !differs('who') ? who : '';
    const keptDue = (standsIn(due, around) || sameDay(due, around, today)) && !differs('due') ? due : '';
    if (keptWho !== who || keptDue !== due) tally.add('cleared');
    const told = keptDue || dueIn(place.quote);
    const kept = findings.filter(({ field }) => field === 'what' || (field === 'who' ? keptWho : keptDue) === '');
    return [
      {
        what: told === keptDue ? what : wordTask(what, '', told),
        who: keptWho,
        due: told,
        dueDate: told ? dueDateOf(told, today) : null,
        source: place,
        ...(kept.length > 0 && { findings: kept }),
      },
    ];
  });
  const isUnconfirmed = ({ findings = [] }: TracedAction): boolean => findings.some(({ field }) => field === 'what');
  const inOrder = (list: TracedAction[]): TracedAction[] =>
    once(list, tally).sort((one, other) => one.source.start - other.source.start);
  return {
    confirmed: inOrder(checked.filter((action) => !isUnconfirmed(action))),
    unconfirmed: inOrder(checked.filter(isUnconfirmed)),
  };
}

/** An action as one statement, and its findings by the word they are in. How a task is worded is left to it. */
function compareAction(
  { who, due, what }: { readonly who: string; readonly due: string; readonly what: string },
  source: SourceIndex,
  near: Trace,
): ActionFinding[] {
  const head = who === '' ? '' : `${who}は、`;
  const until = due === '' ? '' : `${due}、`;
  return compareWithSource(`${head}${until}${what}`, source, { near }).flatMap((one): ActionFinding[] => {
    if (one.kind === 'modality') return [];
    const [field, from] =
      one.start < head.length
        ? (['who', 0] as const)
        : one.start < head.length + until.length
          ? (['due', head.length] as const)
          : (['what', head.length + until.length] as const);
    return [{ ...one, field, start: one.start - from, end: one.end - from }];
  });
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
