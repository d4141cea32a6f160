import type { Citation } from '../answer.ts';
import { answerQuestion, citationsOf, type PolicyAnswer } from '../commands/ask/answerQuestion.ts';
import { plainAnswer } from '../commands/ask/view.ts';
import { composeModel } from '../compose.ts';
import { standingNote } from '../policy/standingNote.ts';
import { createMasking } from '../privacy/createMasking.ts';
import { configFor, type DataDirOption } from './configFor.ts';
import { openRules } from './openRules.ts';
import { printJson, printText, progressBar } from './output.ts';
import { questionsOf } from './questions.ts';

/** `kaname ask`: one answer for each question, one JSON object a line. Questions are masked as in the chat. */
export async function ask(
  question: string | undefined,
  options: DataDirOption & { readonly queries?: string; readonly json?: boolean },
): Promise<void> {
  const questions = questionsOf(question, options.queries);
  const config = configFor(options);
  const { library, meaning } = await openRules(config, 'unless-ingested');
  const tools = { library, model: composeModel(config.model) };
  const progress = progressBar('質問');
  for (const [index, { id, question: asked }] of questions.entries()) {
    const masking = createMasking();
    const answer = await answerQuestion(tools, masking.mask(asked).text, [], new AbortController().signal);
    const result = resultOf(answer, masking.restore);
    if (options.json) printJson({ id, ...result });
    else printText(readable(result, citationsOf(answer)));
    if (questions.length > 1) progress.update(index + 1, questions.length);
  }
  progress.stop();
  await meaning.close();
}

function resultOf(answer: PolicyAnswer, restore: (text: string) => string) {
  return {
    answer: restore(plainAnswer(answer)),
    grounded: answer.grounded,
    citations: citationsOf(answer).map(quoted),
    related: answer.related.map(({ kind, term, citation }) => ({
      kind,
      ...(term !== undefined && { term }),
      ...quoted(citation),
    })),
    nearest: answer.nearest.map(({ article, clause, document, score }) => ({
      article: article.id,
      clause: clause.id,
      document: document.title,
      label: `${article.label}${clause.label}`,
      score,
    })),
  };
}

function quoted({ article, clause, document, label, quote }: Citation) {
  return { article, clause, document, label, quote };
}

/** For people: the answer, and below it each quotation with the place it stands on, or the clauses that came near. */
function readable({ answer, nearest }: ReturnType<typeof resultOf>, citations: readonly Citation[]): string {
  const basis = citations.map((citation) => {
    const note = standingNote(citation);
    return `  根拠：${citation.document} ${citation.label}${note === '' ? '' : `【${note}】`}\n  「${citation.quote}」`;
  });
  const near = citations.length > 0 ? [] : nearest.map(({ document, label }) => `  近い条文：${document} ${label}`);
  return [answer, ...basis, ...near].join('\n');
}
