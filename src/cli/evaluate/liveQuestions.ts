import { basename } from 'node:path';
import { answerQuestion, citationsOf, type PolicyAnswer } from '../../commands/ask/answerQuestion.ts';
import type { LanguageModel } from '../../models/languageModel.ts';
import type { RuleLibrary } from '../../policy/library.ts';
import { type GoldQuestion, isAnswerable, readGoldQuestions } from './goldQuestions.ts';
import { table } from './table.ts';

/** What became of one question. */
interface Outcome {
  readonly question: GoldQuestion;
  /** Whether the rules hold an article that answers it. */
  readonly answerable: boolean;
  readonly answer: PolicyAnswer;
  /** False where the search found too little to ask the model. */
  readonly modelAsked: boolean;
  readonly seconds: number;
}

/**
 * Asks every question of the files over the rules with the connected model: what the checks made of its statements, how
 * many answers cite an official article, and how many questions that the rules do not answer are refused.
 * @param most questions of each file
 * @throws KanameError `file_unreadable` where a file of questions cannot be read
 */
export async function evaluateQuestions(
  { library, model }: { readonly library: RuleLibrary; readonly model: LanguageModel },
  files: readonly string[],
  most: number,
  onQuestion: (line: string) => void,
): Promise<string> {
  const sections: string[] = [`Model: ${model.name}`];
  for (const file of files) {
    const outcomes: Outcome[] = [];
    for (const question of readGoldQuestions(file, most)) {
      const outcome = await ask(question, library, model);
      outcomes.push(outcome);
      onQuestion(lineOf(outcome));
    }
    sections.push(report(basename(file), outcomes), outcomes.map(lineOf).join('\n'));
  }
  return sections.join('\n\n');
}

async function ask(question: GoldQuestion, library: RuleLibrary, model: LanguageModel): Promise<Outcome> {
  let modelAsked = false;
  const watched: LanguageModel = {
    name: model.name,
    writes: model.writes,
    run(task, signal) {
      modelAsked = true;
      return model.run(task, signal);
    },
  };
  const started = performance.now();
  const tools = { library, model: watched };
  const answer = await answerQuestion(tools, question.question, [], new AbortController().signal);
  const seconds = (performance.now() - started) / 1000;
  return { question, answerable: isAnswerable(question, library), answer, modelAsked, seconds };
}

const citesGold = ({ question, answer }: Outcome): boolean =>
  citationsOf(answer).some(({ article }) => question.gold.includes(article));
const foundGold = ({ question, answer }: Outcome): boolean =>
  answer.nearest.some(({ article }) => question.gold.includes(article.id));
/** Statements of the model that are shown; those quoted in its place are not its own. */
const kept = ({ answer }: Outcome): number => (answer.modelTrouble === undefined ? answer.statements.length : 0);

function report(name: string, outcomes: readonly Outcome[]): string {
  const count = (which: (outcome: Outcome) => boolean): string => String(outcomes.filter(which).length);
  const official = outcomes.filter(({ answerable }) => answerable);
  const foreign = outcomes.filter(({ answerable }) => !answerable);
  const of = (part: readonly Outcome[], which: (outcome: Outcome) => boolean): string =>
    `${part.filter(which).length}/${part.length}`;
  const keptInAll = outcomes.reduce((sum, outcome) => sum + kept(outcome), 0);
  const dropped = outcomes.flatMap(({ answer }) => answer.dropped.map(({ reason }) => reason));
  const reasons = [...new Set(dropped)].sort();
  const seconds = outcomes.map((outcome) => outcome.seconds).sort((one, other) => one - other);
  const asked = outcomes.filter(({ modelAsked }) => modelAsked).length;
  const grounded = ({ answer }: Outcome): boolean => answer.grounded;
  const rows = [
    ['questions', String(outcomes.length)],
    ['the model was asked', String(asked)],
    ['statements made', String(keptInAll + dropped.length)],
    ['statements kept', String(keptInAll)],
    ...reasons.map((reason) => [`dropped: ${reason}`, String(dropped.filter((one) => one === reason).length)]),
    ['clauses quoted instead: the model failed', count(({ answer }) => answer.modelTrouble === 'failed')],
    ['clauses quoted instead: nothing could be checked', count(({ answer }) => answer.modelTrouble === 'unchecked')],
    ...(official.length === 0
      ? []
      : [
          ['answered, of those the rules answer', of(official, grounded)],
          ['an official article among the first five', of(official, foundGold)],
          ['answers that cite an official article', of(official.filter(grounded), citesGold)],
          ['questions answered from an official article', of(official, citesGold)],
        ]),
    ...(foreign.length === 0
      ? []
      : [
          ['refused by the search, of those the rules do not answer', of(foreign, ({ modelAsked }) => !modelAsked)],
          [
            'refused by the model, of those it was asked',
            of(
              foreign.filter(({ modelAsked }) => modelAsked),
              (one) => !grounded(one),
            ),
          ],
          ['refused in all', of(foreign, (one) => !grounded(one))],
        ]),
    ['seconds a question, median', (seconds[Math.floor(seconds.length / 2)] ?? 0).toFixed(1)],
    ['seconds a question, longest', (seconds.at(-1) ?? 0).toFixed(1)],
  ];
  return table([name, ''], rows);
}

function lineOf(outcome: Outcome): string {
  const { question, answer, answerable, modelAsked, seconds } = outcome;
  const cited = citationsOf(answer).map(
    ({ article }) => `${article}${question.gold.includes(article) ? ' (official)' : ''}`,
  );
  const notes = [
    answer.grounded ? `cites ${cited.join(', ')}` : `refused by the ${modelAsked ? 'model' : 'search'}`,
    ...(answerable ? [] : ['the rules do not answer']),
    ...answer.dropped.map(({ reason }) => `dropped ${reason}`),
    ...(answer.modelTrouble === undefined ? [] : [`the model ${answer.modelTrouble}`]),
    `${seconds.toFixed(1)} s`,
  ];
  return `- ${question.id} ${question.question.slice(0, 60).replaceAll('\n', ' ')}: ${notes.join('; ')}`;
}
