import { optionsOn, type PageOption, pickTyped } from '../meaning/optionPages.ts';
import { type Step, sentence } from '../meaning/step.ts';
import type { Abilities } from '../outgoing.ts';
import type { DialogueState } from '../state/dialogueState.ts';
import type { Shown } from '../state/shown.ts';
import { answerForm, type FormReply } from './answerForm.ts';
import { type FormProgress, openForm } from './formProgress.ts';
import { formQuestion } from './formQuestion.ts';
import { leavesForm, saysStop } from './formWords.ts';

const FORM_LEFT = '項目の入力を中止しました。';
const NO_FILES =
  '項目の入力の途中のため、ファイルは受け取れません。質問にお答えいただくか、「中止」と送ってから、もう一度ファイルをお送りください。';

/** What words mean while a form is open. */
export function wordsInForm(
  state: DialogueState,
  form: FormProgress,
  { text, hasFiles }: { readonly text: string; readonly hasFiles: boolean },
  abilities: Abilities,
): Step {
  if (hasFiles) return asking(state, NO_FILES);
  if (leavesForm(text) && !saysStop(text)) return { ...leaveForm(state), forward: { text } };
  const { labels } = formQuestion(form);
  const picked = pickTyped(text, labels, optionsOn(labels, state.page, abilities));
  return replyInForm(state, form, picked !== undefined && 'option' in picked ? picked.option : { text });
}

/** What an answer to the form's question leads to: typed, or one of its options. */
export function replyInForm(state: DialogueState, form: FormProgress, reply: FormReply | PageOption): Step {
  if ('page' in reply) return asking({ ...state, page: reply.page });
  const turn = answerForm(form, 'choice' in reply ? { picked: reply.choice } : reply);
  // The form stays open until its answer is there: what was filled in survives a failure.
  if (turn.kind === 'send') return { state, says: [], forward: { text: '', action: turn.action } };
  if (turn.kind === 'stopped') return leaveForm(state);
  if (turn.kind === 'unclear') return { state, says: [sentence(turn.said)] };
  return asking({ ...state, form: turn.progress, page: 0 }, turn.said);
}

/** Opens one of the forms of an answer. */
export function startForm(state: DialogueState, shown: Shown, at: number, id: string): Step {
  const form = shown.forms[at];
  return form === undefined ? { state, says: [] } : asking({ ...state, form: openForm(id, form), page: 0 });
}

export function leaveForm({ form: _, ...state }: DialogueState): Step {
  return { state: { ...state, page: 0 }, says: [sentence(FORM_LEFT)] };
}

/** The form's question, after a sentence. */
export function asking(state: DialogueState, said = ''): Step {
  return { state, says: [{ kind: 'question', said }] };
}
