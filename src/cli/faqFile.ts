import { rowOf } from '../faq/table/columns.ts';
import { editsOf } from '../faq/table/importRows.ts';
import { readTable, writeTable } from '../faq/table/tableFile.ts';
import { type FaqOptions, notesOn, today, toKept, withFaq } from './faqTools.ts';
import { printJson, printText } from './output.ts';

/** `kaname faq export`: all questions, or those of one department, as a table to edit in Excel. */
export async function exportQuestions(
  file: string,
  options: FaqOptions & { readonly department?: string },
): Promise<void> {
  await withFaq(options, async ({ store, rules }) => {
    const { department, json } = options;
    const found = (await store.list()).filter(
      (question) => department === undefined || question.department === department,
    );
    const library = await rules();
    const rows = [];
    for (const question of found) rows.push(rowOf(question, await notesOn(question, library)));
    writeTable(file, rows);
    if (json) printJson({ questions: rows.length });
    else printText(`${rows.length}件の質問を「${file}」に書き出しました。`);
  });
}

/** `kaname faq import`: takes over what was edited in such a table, all of it or nothing. */
export async function importQuestions(file: string, options: FaqOptions): Promise<void> {
  const rows = await readTable(file);
  await withFaq(options, async ({ store, rules }) => {
    const parts = { known: await store.list(), library: await rules(), toKept, today: today() };
    const edits = await editsOf(rows, parts);
    const saved = await store.save(edits);
    const added = edits.filter(({ revision }) => revision === 0).length;
    const approved = saved.filter(({ state }) => state === 'approved').length;
    const counts = { added, changed: saved.length - added, approved, unchanged: rows.length - saved.length };
    if (options.json) printJson(counts);
    else {
      printText(
        `追加${counts.added}件、変更${counts.changed}件（うち承認済み${approved}件）、変更なし${counts.unchanged}件です。承認した回答は、1分以内に使われます。`,
      );
    }
  });
}
