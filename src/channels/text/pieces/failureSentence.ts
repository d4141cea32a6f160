import type { KanameError } from '../../../errors.ts';
import type { DialogueState } from '../state/dialogueState.ts';

const FORM_STAYS = 'ご記入の内容は残っています。もう一度進めるときは「はい」、やめるときは「中止」と送ってください。';

/** Why there is no answer, and that a form that was sent can be sent again. */
export function failureSentence({ sentence }: KanameError, { form }: DialogueState): string {
  return form === undefined ? sentence : `${sentence}\n${FORM_STAYS}`;
}
