import { readFileSync } from 'node:fs';
import { composeDraft } from '../commands/draft/write.ts';
import { composeModel } from '../compose.ts';
import { KanameError } from '../errors.ts';
import { createMasking } from '../privacy/createMasking.ts';
import { type Genre, genreNamed, loadGenres } from '../writing/genre.ts';
import { readWish } from '../writing/readWish.ts';
import { configFor, type DataDirOption } from './configFor.ts';
import { printJson, printText } from './output.ts';

/** `kaname draft`: a draft of one genre from free text or from a JSON object of the genre's fields. */
export async function draft(
  options: DataDirOption & { readonly genre: string; readonly input: string; readonly json?: boolean },
): Promise<void> {
  const genres = loadGenres();
  const genre = genreNamed(genres, options.genre);
  if (genre === undefined) {
    const known = genres.map(({ id, name }) => `${name}（${id}）`).join('、');
    throw new KanameError('wrong_call', `文書の種類「${options.genre}」はありません。使えるのは ${known} です。`);
  }
  const masking = createMasking();
  const given = Object.fromEntries(
    Object.entries(readInput(options.input, genre)).map(([id, value]) => [id, masking.mask(value).text]),
  );
  const steps = composeDraft(composeModel(configFor(options).model), genre, given, new AbortController().signal);
  let step = await steps.next();
  while (!step.done) step = await steps.next();
  const text = masking.restore(step.value.text);
  const warnings = step.value.warnings.map(masking.restore);
  if (options.json) printJson({ text, findings: [], warnings });
  else printText([text, ...warnings.map((warning) => `※ ${warning}`)].join('\n'));
}

function readInput(file: string, genre: Genre): Readonly<Record<string, string>> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new KanameError('file_unreadable', `入力のファイル「${file}」を読めませんでした。`, cause);
  }
  const fields = fieldsOf(text, genre);
  return fields ?? { ...readWish(genre, text, new Date()), wish: text.trim() };
}

/** The fields of a JSON object, by id or by label; undefined where the text is no such object. */
function fieldsOf(text: string, genre: Genre): Record<string, string> | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const entries = Object.entries(JSON.parse(text) as Record<string, unknown>);
    return Object.fromEntries(
      entries.map(([key, value]) => [genre.fields.find(({ label }) => label === key)?.id ?? key, String(value)]),
    );
  } catch {
    return undefined;
  }
}
