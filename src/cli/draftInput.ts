import { KanameError } from '../errors.ts';
import type { Genre } from '../writing/genre.ts';
import { readWish } from '../writing/readWish.ts';

export interface DraftInput {
  /** By the ids of the genre's fields, and `wish` for free words. */
  readonly values: Readonly<Record<string, string>>;
  /** Keys of a JSON object that are no field of the genre. */
  readonly unknown: readonly string[];
}

/**
 * The input of `kaname draft`: a JSON object of the genre's fields, by id or label, or free text.
 * @throws KanameError `file_unreadable` for broken JSON, and for values that are neither text, number nor list
 */
export function draftInput(text: string, genre: Genre, now: Date): DraftInput {
  if (!text.trimStart().startsWith('{')) {
    return { values: { ...readWish(genre, text, now), wish: text.trim() }, unknown: [] };
  }
  const values: Record<string, string> = {};
  const unknown: string[] = [];
  for (const [key, value] of Object.entries(parsed(text))) {
    const id = key === 'wish' ? key : genre.fields.find((field) => field.id === key || field.label === key)?.id;
    if (id === undefined) unknown.push(key);
    else if (value !== null) values[id] = written(key, value);
  }
  return { values, unknown };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (cause) {
    throw new KanameError(
      'file_unreadable',
      '入力のファイルがJSONとして正しくありません。括弧、引用符、コンマを確認してください。',
      cause,
    );
  }
}

function written(key: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => written(key, one)).join('\n');
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new KanameError(
    'file_unreadable',
    `入力の項目「${key}」には、文字列、数、またはそれらの配列を指定してください。`,
  );
}
