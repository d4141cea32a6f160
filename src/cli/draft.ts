import { composeDraft } from '../commands/draft/write.ts';
import { composeModel } from '../compose.ts';
import { KanameError } from '../errors.ts';
import { createMasking } from '../privacy/createMasking.ts';
import { genreNamed, loadGenres } from '../writing/genre.ts';
import { configFor, type DataDirOption } from './configFor.ts';
import { draftInput } from './draftInput.ts';
import { printJson, printText } from './output.ts';
import { textFile } from './textFile.ts';

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
  const { values, unknown } = draftInput(textFile(options.input, '入力のファイル'), genre, new Date());
  const given = Object.fromEntries(Object.entries(values).map(([id, value]) => [id, masking.mask(value).text]));
  const steps = composeDraft(composeModel(configFor(options).model), genre, given, new AbortController().signal);
  let step = await steps.next();
  while (!step.done) step = await steps.next();
  const text = masking.restore(step.value.text);
  const warnings = step.value.warnings.map(masking.restore);
  if (unknown.length > 0) warnings.push(`${genre.name}にない項目は使いませんでした：${unknown.join('、')}`);
  if (options.json) printJson({ text, findings: [], warnings });
  else printText([text, ...warnings.map((warning) => `※ ${warning}`)].join('\n'));
}
