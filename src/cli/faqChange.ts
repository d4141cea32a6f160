import { KanameError } from '../errors.ts';
import { answered, approved, dismissed } from '../faq/edits.ts';
import { departmentOf } from '../faq/filing.ts';
import { namedSource } from '../faq/sources.ts';
import type { RuleLibrary } from '../policy/library.ts';
import type { OpenQuestion, QuestionEdit } from '../stores/openQuestions.ts';
import { printQuestion } from './faqShown.ts';
import { type FaqOptions, notesOn, questionNamed, today, toKept, withFaq } from './faqTools.ts';

/** `kaname faq answer`: the words and the source that a person gives; the question becomes a candidate. */
export async function answer(
  id: string,
  options: FaqOptions & { readonly text: string; readonly source: readonly string[]; readonly question?: string },
): Promise<void> {
  await change(id, options, async (question, library) => {
    const asked = options.question === undefined ? question.question : toKept(options.question);
    if (asked === '') throw new KanameError('wrong_call', '--question に質問の文章を指定してください。');
    const sources = [];
    for (const place of options.source) sources.push(await namedSource(place, asked, library));
    return answered({ ...question, question: asked }, options.text, sources);
  });
}

/** `kaname faq approve`: from now on the answer is given first, as long as its sources stand. */
export async function approve(
  id: string,
  options: FaqOptions & { readonly by: string; readonly department?: string },
): Promise<void> {
  await change(id, options, async (question, library) => {
    const owners = question.sources.flatMap(({ document }) => library.document(document) ?? []);
    const department = options.department ?? (question.department || departmentOf(owners));
    const { id: own, revision, state, question: asked, answer: text, sources } = question;
    const edit = { id: own, revision, state, department, question: asked, answer: text, sources };
    return approved(edit, { by: options.by, department, on: today() }, library);
  });
}

/** `kaname faq dismiss`: the question needs no answer, or its answer is given no longer. */
export async function dismiss(id: string, options: FaqOptions): Promise<void> {
  await change(id, options, async (question) => dismissed(question));
}

async function change(
  id: string,
  options: FaqOptions,
  edit: (question: OpenQuestion, library: RuleLibrary) => Promise<QuestionEdit>,
): Promise<void> {
  await withFaq(options, async ({ store, rules }) => {
    const question = await questionNamed(store, id);
    const library = await rules();
    const [saved] = await store.save([await edit(question, library)]);
    if (saved !== undefined) printQuestion(saved, await notesOn(saved, library), options.json);
  });
}
