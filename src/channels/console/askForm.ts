import type { Action, Field, FormPart } from '../../answer.ts';

const CANCEL_WORD = '中止';

type Read = (prompt: string) => Promise<string | undefined>;
type Write = (text: string) => void;

/**
 * Asks a form's fields one after another.
 * @returns the action of its submit button with the answers in its data; undefined where the user stops
 */
export async function askForm(form: FormPart, read: Read, write: Write): Promise<Action | undefined> {
  write(`${form.title ?? '順にお尋ねします。'}（やめるときは「${CANCEL_WORD}」）`);
  const values: Record<string, string> = {};
  for (const field of form.fields) {
    const value = await askField(field, read, write);
    if (value === undefined) {
      write('入力を中止しました。');
      return undefined;
    }
    values[field.id] = value;
  }
  const { name, data } = form.submit.action;
  return { name, data: { ...data, ...values } };
}

async function askField(field: Field, read: Read, write: Write): Promise<string | undefined> {
  const options = field.kind === 'choice' ? (field.options ?? []) : [];
  for (const [index, { label }] of options.entries()) write(` ${index + 1}. ${label}`);
  for (;;) {
    const typed = field.kind === 'lines' ? await readLines(field, read) : await read(promptOf(field));
    if (typed === undefined || typed.trim() === CANCEL_WORD) return undefined;
    const value = typed.trim() === '' ? (field.value ?? '') : chosenOf(typed.trim(), options);
    if (value === undefined) write(`1から${options.length}までの番号でお選びください。`);
    else if (value === '' && field.required) write(`${field.label}は必ず入力してください。`);
    else return value;
  }
}

function promptOf({ label, kind, required, example, value }: Field): string {
  const hints = [
    required ? '必須' : '任意',
    kind === 'lines' ? '空行で終わり' : '',
    kind === 'choice' ? '番号で選択' : '',
    example === undefined ? '' : `例：${example}`,
    value === undefined || value === '' ? '' : `そのまま Enter で「${value}」`,
  ];
  return `${label}（${hints.filter((hint) => hint !== '').join('、')}）: `;
}

/** Lines up to an empty one. */
async function readLines(field: Field, read: Read): Promise<string | undefined> {
  const lines: string[] = [];
  for (;;) {
    const line = await read(lines.length === 0 ? promptOf(field) : '… ');
    if (line === undefined && lines.length === 0) return undefined;
    if (line === undefined || line.trim() === '') return lines.join('\n');
    lines.push(line);
    if (line.trim() === CANCEL_WORD) return CANCEL_WORD;
  }
}

function chosenOf(typed: string, options: NonNullable<Field['options']>): string | undefined {
  if (options.length === 0) return typed;
  const number = Number(typed.normalize('NFKC'));
  return (options[number - 1] ?? options.find(({ label, value }) => label === typed || value === typed))?.value;
}
