import { KanameError } from '../../errors.ts';
import { cleanText } from '../../models/cleanText.ts';
import type { LanguageModel } from '../../models/languageModel.ts';
import type { Genre } from '../../writing/genre.ts';
import { toldIn } from '../../writing/toldIn.ts';
import { unsupportedFacts } from '../../writing/unsupportedFacts.ts';
import type { CommandEvent } from '../command.ts';
import { streamText } from '../streamText.ts';
import { type Material, noMaterial } from './material.ts';
import { draftAnswer } from './view.ts';

export interface WrittenDraft {
  readonly text: string;
  readonly warnings: readonly string[];
}

/**
 * Writes a draft of a genre from the values of its fields, a wish in free words and the material of files; yields the
 * text as it grows.
 * @throws KanameError `input_empty` where nothing was given, and what the model throws
 */
export async function* composeDraft(
  model: LanguageModel,
  genre: Genre,
  given: Readonly<Record<string, string>>,
  signal: AbortSignal,
  material: Material = noMaterial,
): AsyncGenerator<string, WrittenDraft> {
  const values = valuesOf(genre, { ...material.values, ...given });
  const wish = (given.wish ?? '').trim();
  if (wish === '' && Object.keys(values).length === 0 && material.whole === '') {
    throw new KanameError('input_empty', `${genre.name}の項目が入力されていません。一つ以上の項目を入力してください。`);
  }
  const { forModel } = material;
  const task = { kind: 'draft' as const, genre, values, wish, ...(forModel !== '' && { material: forModel }) };
  const written = yield* streamText(model, task, signal);
  const text = cleanText(written.text, written.finish);
  const warnings = [...warningsOf(genre, text, values, wish, material), ...material.notes];
  if (written.finish !== 'stop') warnings.push('文案が長くなったため、途中で区切りました。末尾を確認してください。');
  return { text, warnings };
}

/** Tells of its progress, then yields the draft as an answer. */
export async function* writeDraft(
  model: LanguageModel,
  genre: Genre,
  given: Readonly<Record<string, string>>,
  signal: AbortSignal,
  material: Material = noMaterial,
): AsyncIterable<CommandEvent> {
  yield { kind: 'progress', text: `${genre.name}の文案を作成しています…` };
  const steps = composeDraft(model, genre, given, signal, material);
  let step = await steps.next();
  while (!step.done) {
    if (model.writes) yield { kind: 'partial', text: step.value };
    step = await steps.next();
  }
  const values = Object.entries(valuesOf(genre, given)).map(([id, value]) => `${labelOf(genre, id)}：${value}`);
  const asked = [...values, given.wish ?? ''].filter((line) => line !== '').join('\n');
  yield draftAnswer({
    title: `${genre.name}の文案`,
    draft: step.value.text,
    genre: genre.id,
    given: asked,
    asked: `文案（${genre.name}）\n${asked}`,
    warnings: step.value.warnings,
    basis: 'form',
    below: material.parts,
  });
}

function valuesOf(genre: Genre, given: Readonly<Record<string, string>>): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { id } of genre.fields) {
    const value = given[id]?.trim();
    if (value) values[id] = value;
  }
  return values;
}

function labelOf(genre: Genre, id: string): string {
  return genre.fields.find((field) => field.id === id)?.label ?? id;
}

function warningsOf(
  genre: Genre,
  text: string,
  values: Readonly<Record<string, string>>,
  wish: string,
  material: Material,
): string[] {
  const warnings: string[] = [];
  const missing = genre.fields.filter(({ id, required }) => required && values[id] === undefined);
  const { told, leftOut } = toldIn(text, wish);
  // What was told in free words stands in place of the first field that holds sentences.
  const body = missing.findIndex(({ kind }) => kind === 'lines');
  if (told > leftOut.length && body >= 0) missing.splice(body, 1);
  if (material.forModel !== '') {
    // The model takes from the material what no field gives; what it did not find, it leaves open.
    if (text.includes('【　】')) warnings.push('資料から分からない箇所があります。【　】の箇所を補ってください。');
  } else if (missing.length > 0) {
    warnings.push(
      `入力のない項目があります：${missing.map(({ label }) => label).join('、')}。【　】の箇所を補ってください。`,
    );
  }
  if (leftOut.length > 0)
    warnings.push(`次の内容は、文案に入っていません。必要であれば書き加えてください：${leftOut.join('　')}`);
  const invented = unsupportedFacts(text, [...Object.values(values), wish, genre.template, material.whole]);
  if (invented.length > 0)
    warnings.push(`入力にない数字や日付が含まれています。確認してください：${invented.join('、')}`);
  return warnings;
}
