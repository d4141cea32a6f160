import type { Action, Field } from '../../../answer.ts';
import { joinLines } from '../../../japanese/joinLines.ts';
import {
  type FormProgress,
  fieldNow,
  fieldStep,
  fieldValue,
  missingFields,
  shownValue,
  submitAction,
} from './formProgress.ts';
import { fieldLabels, shortened } from './formQuestion.ts';
import { BACK, SKIP, STOP, saysBack, saysEnough, saysKeep, saysNo, saysSkip, saysStop, saysYes } from './formWords.ts';

/** What was typed, or which of the question's options was picked (from 0; yes is 0, no is 1). */
export type FormReply = { readonly text: string } | { readonly picked: number };

export type FormTurn =
  /** Goes on with the question of `progress`, after the sentence `said`. */
  | { readonly kind: 'ask'; readonly progress: FormProgress; readonly said: string }
  /** The same question stands; `said` tells how it is answered. */
  | { readonly kind: 'unclear'; readonly said: string }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'send'; readonly action: Action };

/** What an answer to the form's question leads to. */
export function answerForm(progress: FormProgress, reply: FormReply): FormTurn {
  const text = 'text' in reply ? reply.text.trim() : '';
  if (saysStop(text)) return { kind: 'stopped' };
  if (saysBack(text)) return goBack(progress);
  const field = fieldNow(progress);
  if (field !== undefined) return answerField(progress, field, reply);
  return progress.step.kind === 'mend' ? chooseMended(progress, reply) : confirm(progress, reply);
}

function answerField(progress: FormProgress, field: Field, reply: FormReply): FormTurn {
  const labels = fieldLabels(field);
  const pressed = 'picked' in reply ? field.options?.[reply.picked] : undefined;
  if (pressed !== undefined) return take(progress, field, pressed.value);
  const text = 'picked' in reply ? (labels[reply.picked] ?? '') : reply.text.trim();
  const current = fieldValue(progress, field);
  if (saysEnough(text)) return skipRest(progress, field);
  if (saysSkip(text)) return field.required ? ask(progress, isRequired(field)) : take(progress, field, '');
  if (text === '' || saysKeep(text))
    return current === '' && field.required ? ask(progress, isRequired(field)) : take(progress, field, current);
  if (labels.length === 0) return take(progress, field, field.kind === 'lines' ? text : joinLines(text, ' '));
  const option = field.options?.find(({ label, value }) => label === text || value === text);
  if (option === undefined) return unclear('この質問は、選択肢の番号か言葉でお答えください。');
  return take(progress, field, option.value);
}

function take(progress: FormProgress, field: Field, value: string): FormTurn {
  const values = { ...progress.values, [field.id]: value };
  const taken = { ...progress, values };
  const said =
    value === ''
      ? `${field.label}は、記入なしとします。`
      : `${field.label}：${shortened(shownValue(taken, field), 60)}`;
  return ask({ ...taken, step: nextStep(progress) }, said);
}

function nextStep({ step, form }: FormProgress): FormProgress['step'] {
  if (step.kind !== 'field' || step.mending || step.at + 1 >= form.fields.length) return { kind: 'confirm' };
  return fieldStep(step.at + 1);
}

/** Straight to the confirmation, once every required field holds something. */
function skipRest(progress: FormProgress, field: Field): FormTurn {
  const [missing] = missingFields(progress);
  if (missing === undefined) return ask({ ...progress, step: { kind: 'confirm' } });
  if (missing.id === field.id) return ask(progress, isRequired(field));
  const at = progress.form.fields.indexOf(missing);
  return ask({ ...progress, step: fieldStep(at) }, isRequired(missing));
}

function goBack(progress: FormProgress): FormTurn {
  const { step, form } = progress;
  if (step.kind === 'mend' || (step.kind === 'field' && step.mending))
    return ask({ ...progress, step: { kind: 'confirm' } });
  const at = (step.kind === 'field' ? step.at : form.fields.length) - 1;
  if (at < 0) return ask(progress, `これが最初の質問です。入力をやめるときは「${STOP}」と送ってください。`);
  return ask({ ...progress, step: fieldStep(at) });
}

function confirm(progress: FormProgress, reply: FormReply): FormTurn {
  const { fields } = progress.form;
  const text = 'text' in reply ? reply.text : '';
  const yes = 'picked' in reply ? reply.picked === 0 : saysYes(text);
  if (yes) {
    const [missing] = missingFields(progress);
    if (missing === undefined) return { kind: 'send', action: submitAction(progress) };
    return ask({ ...progress, step: fieldStep(fields.indexOf(missing), true) }, isRequired(missing));
  }
  if (fields.length === 0) return { kind: 'stopped' };
  if ('picked' in reply || saysNo(text)) return ask({ ...progress, step: { kind: 'mend' } });
  const number = Number(text.trim().normalize('NFKC').replace(/番$/, ''));
  if (fields[number - 1] !== undefined) return ask({ ...progress, step: fieldStep(number - 1, true) });
  return unclear(`「はい」か「いいえ」、直す項目の番号（1から${fields.length}まで）のいずれかでお答えください。`);
}

function chooseMended(progress: FormProgress, reply: FormReply): FormTurn {
  if ('picked' in reply && progress.form.fields[reply.picked] !== undefined)
    return ask({ ...progress, step: fieldStep(reply.picked, true) });
  return unclear(`直す項目を、番号か言葉でお答えください。直さないときは「${BACK}」と送ってください。`);
}

function isRequired({ label }: Field): string {
  return `「${label}」は必須の項目です。「${SKIP}」はできませんので、ご記入ください。`;
}

function unclear(said: string): FormTurn {
  return { kind: 'unclear', said };
}

function ask(progress: FormProgress, said = ''): FormTurn {
  return { kind: 'ask', progress, said };
}
