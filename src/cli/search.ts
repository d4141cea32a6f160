import { KanameError } from '../errors.ts';
import type { Hit } from '../policy/library.ts';
import { createMasking } from '../privacy/createMasking.ts';
import { configFor, type DataDirOption } from './configFor.ts';
import { openRules } from './openRules.ts';
import { printJson, printText, progressBar } from './output.ts';
import { questionsOf } from './questions.ts';

/** `kaname search`: the clauses found for each question, best first, one JSON object a line. */
export async function search(
  question: string | undefined,
  options: DataDirOption & { readonly queries?: string; readonly limit: string; readonly json?: boolean },
): Promise<void> {
  const questions = questionsOf(question, options.queries);
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) {
    throw new KanameError('wrong_call', '--limit は1から1000までの整数で指定してください。');
  }
  const config = configFor(options);
  const { library, meaning } = await openRules(config, 'unless-ingested');
  const progress = progressBar('質問');
  for (const [index, { id, question: asked }] of questions.entries()) {
    const started = performance.now();
    const { hits } = await library.search(createMasking().mask(asked).text, limit);
    const ms = Math.round((performance.now() - started) * 10) / 10;
    if (options.json) printJson({ id, hits: hits.map(shown), ms });
    else printText(hits.map(readable).join('\n') || '該当する条文はありませんでした。');
    if (questions.length > 1) progress.update(index + 1, questions.length);
  }
  progress.stop();
  await meaning.close();
}

function shown({ article, clause, document, score }: Hit) {
  return { article: article.id, clause: clause.id, document: document.title, score, text: clause.text };
}

function readable({ article, clause, document }: Hit): string {
  const caption = article.caption === '' ? '' : `（${article.caption}）`;
  return `${document.title}　${article.label}${clause.label}${caption}\n  ${clause.text}`;
}
