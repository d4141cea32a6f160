import type { Field } from '../../../answer.ts';
import { joinLines } from '../../../japanese/joinLines.ts';
import { type FormProgress, fieldNow, missingFields, shownValue } from './formProgress.ts';
import { ENOUGH, KEEP, SKIP, STOP } from './formWords.ts';

/** A question of a form. `labels` are its options; `yesNo` where it is answered by yes or no. */
export interface FormQuestion {
  /** What stands above it: the answers to be confirmed. */
  readonly above: string;
  readonly question: string;
  readonly labels: readonly string[];
  readonly yesNo: boolean;
}

/** Characters of one answer in the confirmation. */
const SHOWN_VALUE = 200;

/** What is asked now, with all that may be answered. */
export function formQuestion(progress: FormProgress): FormQuestion {
  const { step, form } = progress;
  const field = fieldNow(progress);
  if (field !== undefined)
    return { above: '', question: fieldText(progress, field), labels: fieldLabels(field), yesNo: false };
  if (step.kind === 'mend')
    return {
      above: '',
      question: 'どの項目を直しますか。',
      labels: form.fields.map(({ label }) => label),
      yesNo: false,
    };
  return { above: filledIn(progress), question: confirmText(progress), labels: [], yesNo: true };
}

/** The options of a field; its last one leaves the field out where it may be left out. */
export function fieldLabels({ kind, options = [], required }: Field): readonly string[] {
  if (kind !== 'choice' || options.length === 0) return [];
  return [...options.map(({ label }) => label), ...(required ? [] : [SKIP])];
}

function fieldText(progress: FormProgress, field: Field): string {
  const { step, form } = progress;
  const at = step.kind === 'field' ? step.at : 0;
  const value = shownValue(progress, field);
  const restIsOptional = at > 0 && missingFields(progress, at).length === 0 && at < form.fields.length - 1;
  const isMending = step.kind === 'field' && step.mending;
  const lines = [
    `質問${at + 1}／${form.fields.length}　${field.label}（${field.required ? '必須' : '任意'}）`,
    field.example === undefined ? '' : `例：${field.example}`,
    value === '' ? '' : `現在の内容：${shortened(value)}（このままでよければ「${KEEP}」）`,
    value === '' && !field.required && fieldLabels(field).length === 0 ? `書かないときは「${SKIP}」` : '',
    field.kind === 'lines' ? '何行でも書けます。' : '',
    restIsOptional && !isMending ? `残りの項目を書かずに進むときは「${ENOUGH}」` : '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function filledIn(progress: FormProgress): string {
  const answers = progress.form.fields.map((field, index) => {
    const value = shownValue(progress, field);
    return `${index + 1}. ${field.label}：${value === '' ? '（記入なし）' : shortened(value)}`;
  });
  return answers.length === 0 ? '' : ['ご記入の内容です。', ...answers].join('\n');
}

function confirmText({ form }: FormProgress): string {
  const mend = form.fields.length === 0 ? '' : '直すときは項目の番号も送れます。';
  return `この内容で「${form.submit.label}」に進みます。よろしいですか。\n（${mend}やめるときは「${STOP}」）`;
}

/** A value as it is repeated: on one line, and not in full where it is long. */
export function shortened(value: string, most = SHOWN_VALUE): string {
  const line = joinLines(value, ' ／ ');
  return line.length <= most
    ? line
    : `${[...line].slice(0, most).join('')}…（${value.length.toLocaleString('ja-JP')}文字）`;
}
