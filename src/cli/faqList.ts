import { KanameError } from '../errors.ts';
import { stateNamed } from '../faq/table/columns.ts';
import { printQuestion } from './faqShown.ts';
import { type FaqOptions, notesOn, withFaq } from './faqTools.ts';
import { printText } from './output.ts';

/** `kaname faq list`: the questions for the departments, most frequent first. */
export async function listQuestions(
  options: FaqOptions & { readonly department?: string; readonly state?: string },
): Promise<void> {
  const { department, state: word, json } = options;
  const state = word === undefined ? undefined : stateNamed(word);
  if (word !== undefined && state === undefined) {
    throw new KanameError(
      'wrong_call',
      '--state は、open、candidate、approved、dismissed のいずれかで指定してください。',
    );
  }
  await withFaq(options, async ({ store, rules }) => {
    const found = (await store.list(state)).filter(
      (question) => department === undefined || question.department === department,
    );
    if (found.length === 0) {
      if (!json) printText('該当する質問はありません。');
      return;
    }
    const library = await rules();
    for (const question of found) printQuestion(question, await notesOn(question, library), json);
  });
}
