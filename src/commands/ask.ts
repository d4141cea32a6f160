import type { LanguageModel } from '../models/languageModel.ts';
import type { RuleDocument } from '../policy/document.ts';
import type { RuleLibrary } from '../policy/library.ts';
import { answerQuestion, citationsOf } from './ask/answerQuestion.ts';
import { answerView, plainAnswer } from './ask/view.ts';
import type { Command, CommandAnswer } from './command.ts';
import { restrictionBy } from './restrictedTurns.ts';
import { textAnswer } from './textAnswer.ts';

const EARLIER_QUESTIONS = 3;

/** `規程`: an answer from the office's own rules with the clauses it stands on, or the honest word that there is none. */
export function createAsk(model: LanguageModel): Command {
  return {
    name: 'ask',
    title: '規程',
    words: ['規定', '例規'],
    remembered: true,
    async *run({ text, history, rules, signal }) {
      if (text === '') {
        yield askBack();
        return;
      }
      const library = await rules();
      const { documents, clauses } = library.size;
      yield { kind: 'progress', text: `規程${documents}件（${clauses.toLocaleString('ja-JP')}の条項）を調べています…` };
      const earlier = history
        .filter(({ command }) => command === 'ask')
        .slice(-EARLIER_QUESTIONS)
        .map(({ asked }) => asked);
      const found = await answerQuestion({ library, model }, text, earlier, signal);
      yield {
        kind: 'answer',
        asked: text,
        said: plainAnswer(found),
        answer: answerView(found, model.writes),
        memory: restrictionBy(citationsOf(found).map(({ article }) => documentOf(library, article))),
      };
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
