import { KanameError } from '../errors.ts';
import type { RuleLibrary } from '../policy/library.ts';
import type { AnswerSource, Approval, OpenQuestion, QuestionEdit } from '../stores/openQuestions.ts';
import { citationNow } from './sources.ts';

/** Characters of an answer: what is longer is no answer in a chat, and does not fit a cell of Excel with its row. */
const MOST_ANSWER_CHARACTERS = 4000;

/** A question as it is, to be changed; whatever changes in it is no longer approved. */
function unapproved({ id, revision, department, question, answer, sources }: OpenQuestion): QuestionEdit {
  return { id, revision, department, question, answer, sources, state: 'candidate' };
}

/** The candidate with this answer and what it stands on; not approved yet, even where it was. */
export function answered(question: OpenQuestion, answer: string, sources: readonly AnswerSource[]): QuestionEdit {
  if (answer.trim() === '') throw new KanameError('input_empty', '回答が空です。回答の文章を指定してください。');
  if (answer.length > MOST_ANSWER_CHARACTERS) {
    const most = MOST_ANSWER_CHARACTERS.toLocaleString('ja-JP');
    throw new KanameError('input_too_long', `回答は${most}文字までにしてください。`);
  }
  return { ...unapproved(question), answer: answer.trim(), sources };
}

/**
 * The approved question; its sources are checked once more.
 * @throws KanameError `conflict` where something is missing, or a source no longer stands in the rules
 */
export async function approved(
  question: QuestionEdit,
  { by, department, on }: Approval,
  library: RuleLibrary,
): Promise<QuestionEdit> {
  const refuse = (sentence: string): never => {
    throw new KanameError('conflict', sentence);
  };
  if (question.answer === '') refuse('回答がないため、承認できません。先に回答を入力してください。');
  if (question.sources.length === 0) refuse('根拠の条文がないため、承認できません。先に根拠を指定してください。');
  if (by.trim() === '') refuse('承認者の氏名がないため、承認できません。');
  if (department.trim() === '') refuse('担当課が決まっていないため、承認できません。担当課を指定してください。');
  for (const source of question.sources) {
    if ((await citationNow(source, library)) === undefined)
      refuse(`根拠の「${source.title} ${source.label}」が、今の規程の文言と一致しません。根拠を指定し直してください。`);
  }
  const approval = { by: by.trim(), department: department.trim(), on };
  return { ...question, department: approval.department, state: 'approved', approval };
}

/** The question put aside; an approval that it had is taken back. */
export function dismissed(question: OpenQuestion): QuestionEdit {
  return { ...unapproved(question), state: 'dismissed' };
}
