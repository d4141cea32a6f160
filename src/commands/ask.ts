import type { ConfirmedAnswer } from '../faq/confirmedAnswers.ts';
import { clauseRefs } from '../faq/filing.ts';
import type { LanguageModel } from '../models/languageModel.ts';
import type { RuleDocument } from '../policy/document.ts';
import type { Hit, RuleLibrary } from '../policy/library.ts';
import { answerQuestion, citationsOf } from './ask/answerQuestion.ts';
import { onAskedDay } from './ask/askedDay.ts';
import { confirmedView, withOffer } from './ask/confirmedView.ts';
import { citedMemory, earlierTurns } from './ask/earlierTurns.ts';
import {
  departmentFor,
  fileChoice,
  fileFromButton,
  fileRefused,
  filingMemory,
  type QuestionTools,
} from './ask/fileQuestion.ts';
import { withContext } from './ask/followUp.ts';
import { answerView, plainAnswer } from './ask/view.ts';
import type { Command, CommandAnswer } from './command.ts';
import { restrictionBy } from './restrictedTurns.ts';
import { textAnswer } from './textAnswer.ts';

/**
 * `規程`: an answer that a department has confirmed, else one from the office's own rules with the clauses it stands on,
 * or the honest word that there is none; such a question is filed for its department.
 */
export function createAsk(model: LanguageModel, questions?: QuestionTools): Command {
  return {
    name: 'ask',
    title: '規程',
    words: ['規定', '例規'],
    remembered: true,
    async *run(input) {
      const { action, history, rules, conversation, turn, signal } = input;
      if (action?.name === 'ask.file') {
        yield await fileFromButton(input, questions);
        return;
      }
      const text = action?.data.text?.trim() ?? input.text;
      if (text === '') {
        yield askBack();
        return;
      }
      const library = await rules();
      const { documents, clauses } = library.size;
      yield { kind: 'progress', text: `規程${documents}件（${clauses.toLocaleString('ja-JP')}の条項）を調べています…` };
      const earlier = earlierTurns(history);
      const questionsBefore = earlier.map(({ question }) => question);
      const whole = withContext(text, questionsBefore);

      // What a department confirmed, it confirmed for the rules of today.
      const isOfToday = onAskedDay(library, text, questionsBefore).asOf === undefined;
      const chosen = action?.name === 'ask.confirmed' ? action.data.id : undefined;
      const confirmed =
        chosen === undefined
          ? action === undefined && isOfToday && (await questions?.confirmed.answerTo(whole, library))
          : await questions?.confirmed.byId(chosen, library);
      if (confirmed) {
        yield given(text, whole, confirmed, library);
        return;
      }

      const found = await answerQuestion({ library, model }, text, earlier, signal);
      if (questions !== undefined && !found.grounded) {
        const nearest = clauseRefs(found.nearest);
        const department = departmentFor(found.nearest);
        await fileRefused(questions, { text: found.whole, nearest, department, conversation, turn });
      }
      const offered =
        action === undefined && isOfToday ? await questions?.confirmed.nearest(found.whole, library) : undefined;
      const filing = questions && fileChoice(turn, found.whole);
      yield {
        kind: 'answer',
        asked: text,
        said: plainAnswer(found),
        answer: withOffer(answerView(found, model.writes, filing), text, offered),
        memory: {
          ...restrictionBy(citationsOf(found).map(({ article }) => documentOf(library, article))),
          ...filingMemory(found.whole, found.nearest),
          ...citedMemory(citationsOf(found)),
        },
      };
    },
  };
}

function given(text: string, whole: string, confirmed: ConfirmedAnswer, library: RuleLibrary): CommandAnswer {
  const { answer, citations } = confirmed;
  const sources = citations.flatMap((citation): Hit[] => {
    const article = library.article(citation.article);
    const document = article && library.document(article.document);
    const clause = article?.clauses.find(({ id }) => id === citation.clause);
    return article && document && clause ? [{ document, article, clause, score: 0 }] : [];
  });
  return {
    kind: 'answer',
    asked: text,
    said: answer,
    answer: confirmedView(text, confirmed),
    memory: {
      ...restrictionBy(sources.map(({ document }) => document)),
      ...filingMemory(whole, sources),
      ...citedMemory(citations),
    },
  };
}

function documentOf(library: RuleLibrary, article: string): RuleDocument | undefined {
  return library.document(library.article(article)?.document ?? '');
}

function askBack(): CommandAnswer {
  const text = '規程について知りたいことを続けてお書きください。例：「規程 有休は何日前までに届ければいいですか」';
  return textAnswer({ command: 'ask', title: '規程の検索', text });
}
