import { KanameError } from '../errors.ts';
import { dayInJapan } from '../japanese/datesOfPeriods.ts';
import type { ClauseRef, Filing, FilingReason, OpenQuestion, QuestionEdit } from './openQuestions.ts';
import { oldestKept, type Retention } from './retention.ts';

const millisecondsOfDay = 24 * 60 * 60 * 1000;
const reasonOrder: readonly FilingReason[] = ['refused', 'thumbs_down', 'filed'];

/** Today in Japan, YYYY-MM-DD. */
export function today({ now }: Retention): string {
  return dayInJapan(now());
}

/** Epoch milliseconds of the end of the day on which a question was last asked or changed. */
export function lastTouched({ last, changed }: OpenQuestion): number {
  return Date.parse(`${last > changed ? last : changed}T00:00:00+09:00`) + millisecondsOfDay;
}

/** True while the retention keeps it; what was approved is the office's own text and stays. */
export function isKept(question: OpenQuestion, retention: Retention): boolean {
  return question.state === 'approved' || lastTouched(question) > oldestKept(retention);
}

/** The question after one more filing. */
export function withFiling(known: OpenQuestion | undefined, filing: Filing, day: string): OpenQuestion {
  const { id, asked, department, reason, nearest, counts } = filing;
  if (known === undefined) {
    return {
      ...{ id, revision: 1, state: 'open', department, question: asked, answer: '', sources: [] },
      ...{ asked, reasons: [reason], count: 1, first: day, last: day, changed: day, nearest },
    };
  }
  return {
    ...known,
    department: known.department === '' ? department : known.department,
    reasons: reasonOrder.filter((one) => one === reason || known.reasons.includes(one)),
    count: known.count + (counts ? 1 : 0),
    last: day,
    nearest: merged(nearest, known.nearest),
  };
}

/** Clauses that are kept of all filings of a question, the latest first. */
const MOST_NEAREST = 8;

function merged(latest: readonly ClauseRef[], known: readonly ClauseRef[]): readonly ClauseRef[] {
  const all = [...latest, ...known];
  const articles = all.map(({ article }) => article);
  return all.filter(({ article }, at) => articles.indexOf(article) === at).slice(0, MOST_NEAREST);
}

/**
 * The question after a person's edit.
 * @throws KanameError `not_found`, `conflict`
 */
export function withEdit(known: OpenQuestion | undefined, edit: QuestionEdit, day: string): OpenQuestion {
  const { id, revision, state, department, question, answer, sources, approval } = edit;
  const content = { state, department, question, answer, sources, ...(approval && { approval }) };
  if (revision === 0) {
    if (known !== undefined) throw changedMeanwhile(id);
    return {
      ...{ id, revision: 1, ...content },
      ...{ asked: question, reasons: [], count: 0, first: day, last: day, changed: day, nearest: [] },
    };
  }
  if (known === undefined) throw new KanameError('not_found', `質問「${id}」が見つかりません。`);
  if (known.revision !== revision) throw changedMeanwhile(id);
  const { approval: _, ...rest } = known;
  return { ...rest, ...content, revision: revision + 1, changed: day };
}

/** Most often asked first, then the latest. */
export function byFrequency(one: OpenQuestion, other: OpenQuestion): number {
  if (one.count !== other.count) return other.count - one.count;
  if (one.last !== other.last) return one.last < other.last ? 1 : -1;
  return one.id < other.id ? -1 : 1;
}

function changedMeanwhile(id: string): KanameError {
  return new KanameError(
    'conflict',
    `質問「${id}」は、読み込んだ後に変更されています。最新の内容を確認してから、もう一度お試しください。`,
  );
}
