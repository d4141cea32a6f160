import { answerQuestion } from '../commands/ask/answerQuestion.ts';
import { composeModel } from '../compose.ts';
import { KanameError } from '../errors.ts';
import { answered } from '../faq/edits.ts';
import { sourceFrom } from '../faq/sources.ts';
import type { CheckedStatement } from '../policy/citations.ts';
import type { RuleLibrary } from '../policy/library.ts';
import { chooseQuotes } from '../policy/quotes.ts';
import type { AnswerSource } from '../stores/openQuestions.ts';
import { printQuestion } from './faqShown.ts';
import { type FaqOptions, notesOn, questionNamed, withFaq } from './faqTools.ts';
import { complain } from './output.ts';

/** `kaname faq draft`: proposes an answer from the rules, for a person to correct; the question becomes a candidate. */
export async function draftAnswer(id: string, options: FaqOptions): Promise<void> {
  await withFaq(options, async ({ config, store, rules }) => {
    const question = await questionNamed(store, id);
    const library = await rules();
    const tools = { library, model: composeModel(config.model) };
    const found = await answerQuestion(tools, question.question, [], new AbortController().signal);
    const statements = found.grounded ? found.statements : await chooseQuotes(question.question, found.nearest);
    const sources = distinct(statements.flatMap((statement) => sourceOf(statement, library)));
    if (sources.length === 0) {
      throw new KanameError(
        'not_found',
        '近い条文がないため、下書きを作れませんでした。kaname faq answer で、回答と根拠を指定してください。',
      );
    }
    const text = statements.map((statement) => statement.text).join('\n');
    const [saved] = await store.save([answered(question, text, sources)]);
    if (saved !== undefined) printQuestion(saved, await notesOn(saved, library), options.json);
    if (!options.json) {
      const doubt = found.grounded ? '' : '規程からは答えを確かめられなかったため、近い条文を引用しています。';
      complain(`下書きです。${doubt}kaname faq answer ${question.id} で直し、kaname faq approve で承認してください。`);
    }
  });
}

function sourceOf({ citation }: CheckedStatement, library: RuleLibrary): AnswerSource[] {
  const document = library.article(citation.article)?.document;
  return document === undefined ? [] : [sourceFrom(citation, document)];
}

function distinct(sources: readonly AnswerSource[]): readonly AnswerSource[] {
  const keys = sources.map(({ article, quote }) => `${article}\n${quote}`);
  return sources.filter((_, at) => keys.indexOf(keys[at] ?? '') === at);
}
