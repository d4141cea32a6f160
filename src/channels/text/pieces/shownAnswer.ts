import type { Answer } from '../../../answer.ts';
import type { Addressee } from '../addressee.ts';
import { openForm } from '../form/formProgress.ts';
import type { Abilities, Outgoing } from '../outgoing.ts';
import { type DialogueState, nothingYet } from '../state/dialogueState.ts';
import { type Shown, shownOf } from '../state/shown.ts';
import { answerPieces } from './answerPieces.ts';
import { menuPieces, optionsText, type Piece, plainPieces, questionPieces } from './optionPieces.ts';

/** Under an answer whose options could not be remembered. */
const NOT_REMEMBERED =
  '（この回答の選択肢や入力欄を保存できなかったため、お使いいただけません。続きのご用件は、言葉でお送りください。）';

/**
 * What is remembered of an answer; a form that is all there is to do opens with it.
 * @param id the message it answers
 * @param audience the ids of whom it was made for, where it rests on what not everybody may read
 */
export function stateAfter(
  answer: Answer,
  id: string,
  abilities: Abilities,
  audience?: readonly string[],
): DialogueState {
  const shown: Shown = { ...shownOf(answer, abilities), ...(audience && { audience }) };
  const [form] = shown.forms;
  const opens = form !== undefined && !shown.entries.some(({ deed }) => deed.kind === 'form');
  return { ...nothingYet, shown, ...(opens && { form: openForm(id, form) }) };
}

/** An answer in all its pieces: texts, files, and its options or the first question of its form. */
export function shownPieces(
  answer: Answer,
  files: readonly Outgoing[],
  state: DialogueState,
  to: Addressee,
  abilities: Abilities,
): readonly Piece[] {
  const { shown, form } = state;
  const tail = form === undefined && shown !== undefined ? optionsText(shown, abilities) : '';
  return [
    ...plainPieces([...answerPieces(answer, tail, abilities), ...files]),
    ...(form === undefined && shown !== undefined ? menuPieces(shown, 0, abilities) : []),
    ...questionPieces(state, '', to, abilities),
  ];
}

/** The same where nothing could be remembered of it. */
export function unkeptPieces(answer: Answer, files: readonly Outgoing[], abilities: Abilities): readonly Piece[] {
  const { entries, forms } = shownOf(answer, abilities);
  const tail = entries.length + forms.length > 0 ? NOT_REMEMBERED : '';
  return plainPieces([...answerPieces(answer, tail, abilities), ...files]);
}
