import { KanameError, toKanameError } from '../../errors.ts';
import type { RuleLibrary } from '../../policy/library.ts';
import type { AnswerSource, OpenQuestion, QuestionEdit } from '../../stores/openQuestions.ts';
import { answered, approved, dismissed } from '../edits.ts';
import { questionId } from '../questionText.ts';
import { namedSource } from '../sources.ts';
import { placesOf, type Row, stateNamed } from './columns.ts';
import type { NumberedRow } from './tableFile.ts';

/** Bad rows named at once; the rest is counted. */
const MOST_NAMED = 30;

export interface ImportParts {
  readonly known: readonly OpenQuestion[];
  readonly library: RuleLibrary;
  /** Takes personal data out of a question that a person wrote, as it is kept. */
  readonly toKept: (text: string) => string;
  /** ISO day in Japan. */
  readonly today: string;
}

/**
 * What the rows of an edited table change; rows as they were change nothing.
 * @throws KanameError `file_unreadable` with every bad row and what is wrong with it
 */
export async function editsOf(rows: readonly NumberedRow[], parts: ImportParts): Promise<readonly QuestionEdit[]> {
  const edits: QuestionEdit[] = [];
  const wrong: string[] = [];
  const seen = new Map<string, number>();
  for (const { line, row } of rows) {
    try {
      const edit = await editOf(row, parts);
      const id = edit?.id ?? cell(row, 'ID');
      const before = seen.get(id);
      if (before !== undefined) throw bad(`${before}行目と同じ質問です。どちらか一方だけを残してください。`);
      seen.set(id, line);
      if (edit !== undefined) edits.push(edit);
    } catch (thrown) {
      const { code, sentence } = toKanameError(thrown);
      if (code === 'unexpected') throw thrown;
      wrong.push(`${line}行目：${sentence}`);
    }
  }
  if (wrong.length === 0) return edits;
  const rest = wrong.length > MOST_NAMED ? [`ほか${wrong.length - MOST_NAMED}行`] : [];
  const named = [...wrong.slice(0, MOST_NAMED), ...rest].join('\n');
  throw new KanameError('file_unreadable', `次の行を直してください。まだ何も取り込んでいません。\n${named}`);
}

/** What one row changes; undefined where it is as it was. */
async function editOf(row: Row, parts: ImportParts): Promise<QuestionEdit | undefined> {
  const state = stateNamed(cell(row, '状態'));
  if (state === undefined) throw bad('「状態」は、未回答、候補、承認済み、見送りのいずれかにしてください。');
  const current = currentOf(row, parts);
  const question = cell(row, '質問');
  if (question === '') throw bad('「質問」が空です。');
  const content = {
    department: cell(row, '担当課'),
    question: question === current.question ? question : parts.toKept(question),
    answer: cell(row, '回答'),
    sources: await sourcesOf(row, current, parts.library),
  };
  const isSame =
    current.revision > 0 &&
    state === current.state &&
    content.department === current.department &&
    content.question === current.question &&
    content.answer === current.answer &&
    content.sources === current.sources &&
    (state !== 'approved' || cell(row, '承認者') === current.approval?.by);
  if (isSame) return undefined;
  const changed = { ...current, ...content };
  if (state === 'dismissed') return dismissed(changed);
  const withAnswer = content.answer === '' ? undefined : answered(changed, content.answer, content.sources);
  if (state === 'approved') {
    const { id, revision } = current;
    const candidate = withAnswer ?? { id, revision, state: 'candidate' as const, ...content };
    const approval = { by: cell(row, '承認者'), department: content.department, on: parts.today };
    return approved(candidate, approval, parts.library);
  }
  if (withAnswer !== undefined) return { ...withAnswer, state: 'candidate' };
  return { id: current.id, revision: current.revision, state, ...content };
}

/** The question that a row is about, as it was exported; a new one where the row has no id. */
function currentOf(row: Row, { known, toKept }: ImportParts): OpenQuestion {
  const id = cell(row, 'ID');
  if (id === '') return newQuestion(toKept(cell(row, '質問')), known);
  const current = known.find((question) => question.id === id);
  if (current === undefined) throw bad(`IDが「${id}」の質問はありません。新しい質問は、IDを空にしてください。`);
  if (cell(row, '版') !== String(current.revision))
    throw bad('書き出した後に、別の人が変更しています。書き出し直してください。');
  return current;
}

function newQuestion(question: string, known: readonly OpenQuestion[]): OpenQuestion {
  const id = questionId(question);
  if (known.some((one) => one.id === id)) throw bad(`同じ質問がすでにあります（ID：${id}）。その行を直してください。`);
  return {
    ...{ id, revision: 0, state: 'open', department: '', question, answer: '', sources: [] },
    ...{ asked: question, reasons: [], count: 0, first: '', last: '', changed: '', nearest: [] },
  };
}

/** The named sources; those of the question itself where the cell was not changed. */
async function sourcesOf(row: Row, current: OpenQuestion, library: RuleLibrary): Promise<readonly AnswerSource[]> {
  const places = placesIn(cell(row, '根拠'));
  if (places.join('\n') === placesOf(current)) return current.sources;
  const question = cell(row, '質問');
  const sources: AnswerSource[] = [];
  for (const place of places) sources.push(await namedSource(place, question, library));
  return sources;
}

function placesIn(text: string): string[] {
  return text
    .split(/[\n；;]/u)
    .map((place) => place.trim())
    .filter((place) => place !== '');
}

function cell(row: Row, name: string): string {
  return (row[name] ?? '').replaceAll('\r\n', '\n').trim();
}

function bad(sentence: string): KanameError {
  return new KanameError('file_unreadable', sentence);
}
