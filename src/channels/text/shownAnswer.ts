import type { Answer, FilePart } from '../../answer.ts';
import { fileOf } from '../../files/keptFile.ts';
import type { DialogueState } from './dialogueState.ts';
import { openForm } from './formProgress.ts';
import type { Abilities } from './outgoing.ts';
import { answerPieces, menuPieces, optionsText, type Piece, sayingPieces } from './pieces.ts';
import { shownOf } from './shown.ts';

/** What is remembered of an answer; a single form opens with it. `id` is that of the message it answers. */
export function stateAfter(
  answer: Answer,
  id: string,
  abilities: Abilities,
): Pick<DialogueState, 'shown' | 'page' | 'form'> {
  const shown = shownOf(answer, abilities);
  const [form] = shown.forms;
  return { shown, page: 0, ...(form !== undefined && shown.forms.length === 1 && { form: openForm(id, form) }) };
}

/** Under an answer whose options could not be remembered. */
const WITHOUT_OPTIONS =
  '（選択肢を保存できなかったため、番号などではお選びいただけません。続きのご用件は、言葉でお送りください。）';

/** An answer in all its pieces: texts, files, options, the first question of its form. */
export async function shownPieces(
  answer: Answer,
  state: DialogueState,
  sender: string,
  abilities: Abilities,
): Promise<readonly Piece[]> {
  const { shown, form } = state;
  if (shown === undefined) return answerPieces(answer, WITHOUT_OPTIONS, abilities);
  const tail = form === undefined ? optionsText(shown, abilities) : '';
  const files = abilities.files ? answer.parts.filter((part): part is FilePart => part.kind === 'file') : [];
  const kept = await Promise.all(files.map(fileOf));
  return [
    ...answerPieces(answer, tail, abilities),
    ...kept.map((file): Piece => ({ outgoing: { kind: 'file', ...file } })),
    ...(form === undefined
      ? menuPieces(shown, 0, abilities)
      : await sayingPieces({ kind: 'question' }, state, sender, abilities)),
  ];
}
