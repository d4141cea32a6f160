import { formQuestion } from '../form/formQuestion.ts';
import { asking, replyInForm } from '../form/formStep.ts';
import type { Abilities } from '../outgoing.ts';
import type { DialogueState, StampMemory } from '../state/dialogueState.ts';
import { choose } from './chooseStep.ts';
import { optionsOn } from './optionPages.ts';
import { type Step, sentence } from './step.ts';

/** The press of a stamp's option: the message's id, who pressed, and which option, from 0. */
export interface Press {
  readonly id: string;
  readonly sender: string;
  readonly option: number;
}

const UNKNOWN =
  'この選択肢は古くなったため、お使いいただけません。お手数ですが、もう一度、ご用件を言葉でお送りください。';
const OVER = 'この質問への回答は、もう受け付けていません。';
const NOT_YOURS = 'この質問は、入力中の方にお尋ねしているものです。';

/** What a pressed option means; `stamp` is what is remembered of its stamp. */
export function stepForStamp(
  state: DialogueState,
  stamp: StampMemory | undefined,
  press: Press,
  abilities: Abilities,
): Step {
  if (stamp === undefined) return { state, says: [sentence(UNKNOWN)] };
  if (stamp.kind === 'form') return pressInForm(state, stamp, press, abilities);
  const labels = stamp.shown.entries.map(({ label }) => label);
  const option = optionsOn(labels, stamp.page, abilities)[press.option];
  return option === undefined ? { state, says: [sentence(UNKNOWN)] } : choose(state, stamp.shown, option, press.id);
}

function pressInForm(
  state: DialogueState,
  stamp: Extract<StampMemory, { kind: 'form' }>,
  { sender, option }: Press,
  abilities: Abilities,
): Step {
  if (stamp.sender !== sender) return { state, says: [sentence(NOT_YOURS)] };
  const { form } = state;
  if (form === undefined) return { state, says: [sentence(OVER)] };
  if (form.id !== stamp.form || JSON.stringify(form.step) !== JSON.stringify(stamp.step)) return asking(state, OVER);
  const { labels, yesNo } = formQuestion(form);
  if (yesNo) return replyInForm(state, form, { picked: option });
  const pressed = optionsOn(labels, stamp.page, abilities)[option];
  return pressed === undefined ? asking(state, UNKNOWN) : replyInForm(state, form, pressed);
}
