import type { Action, Field, FormPart } from '../../../answer.ts';

/** A form that is being filled in, question by question. */
export interface FormProgress {
  /** Id of the message that opened it; tells its questions' stamps from those of another form. */
  readonly id: string;
  readonly form: FormPart;
  /** What was answered so far, by field id. */
  readonly values: Readonly<Record<string, string>>;
  readonly step: FormStep;
}

export type FormStep =
  /** `mending`: asked again from the confirmation, which follows. */
  | { readonly kind: 'field'; readonly at: number; readonly mending: boolean }
  | { readonly kind: 'confirm' }
  /** Which field is to be mended? */
  | { readonly kind: 'mend' };

/** The first question of a form. */
export function openForm(id: string, form: FormPart): FormProgress {
  return { id, form, values: {}, step: form.fields.length === 0 ? { kind: 'confirm' } : fieldStep(0) };
}

export function fieldStep(at: number, mending = false): FormStep {
  return { kind: 'field', at, mending };
}

export function fieldNow({ form, step }: FormProgress): Field | undefined {
  return step.kind === 'field' ? form.fields[step.at] : undefined;
}

/** What a field holds now: the answer, else what the form came with. */
export function fieldValue({ values }: FormProgress, { id, value = '' }: Field): string {
  return values[id] ?? value;
}

/** A field's value as people read it: the label of an option. */
export function shownValue(progress: FormProgress, field: Field): string {
  const value = fieldValue(progress, field);
  return field.options?.find((option) => option.value === value)?.label ?? value;
}

/** Required fields that hold nothing, from the place `from` on. */
export function missingFields(progress: FormProgress, from = 0): readonly Field[] {
  return progress.form.fields.slice(from).filter((field) => field.required && fieldValue(progress, field) === '');
}

/** What the form's submit button sends. */
export function submitAction(progress: FormProgress): Action {
  const { submit, fields } = progress.form;
  const values = Object.fromEntries(fields.map((field) => [field.id, fieldValue(progress, field)]));
  return { name: submit.action.name, data: { ...submit.action.data, ...values } };
}
