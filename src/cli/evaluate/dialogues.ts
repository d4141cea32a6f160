import { readFileSync } from 'node:fs';
import { type AskTools, answerQuestion, citationsOf, type PolicyAnswer } from '../../commands/ask/answerQuestion.ts';
import type { EarlierTurn } from '../../commands/ask/earlierTurns.ts';
import { projectFile } from '../../projectFiles.ts';
import { table } from './table.ts';

/** A conversation about the sample rules; `tuned-…` was looked at while follow-ups were built, `kept-…` was not. */
interface Dialogue {
  readonly id: string;
  readonly turns: readonly {
    readonly ask: string;
    readonly is: 'new' | 'carried' | 'place' | 'more';
    /** 「題名 条」 of the articles of which one answers it. */
    readonly gold: readonly string[];
  }[];
}

const kinds = { carried: 'goes on with the matter', new: 'a new matter', place: '「何条？」', more: '「詳しく」' };

/** Follow-ups of tests/fixtures/dialogues.jsonl: answered with the right article, with and without the turns before. */
export async function evaluateDialogues(tools: AskTools): Promise<string> {
  const dialogues: Dialogue[] = readFileSync(projectFile('tests/fixtures/dialogues.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const counts = new Map<string, { all: number; right: number; alone: number }>();
  for (const { id, turns } of dialogues) {
    const earlier: EarlierTurn[] = [];
    for (const { ask, is, gold } of turns) {
      const answer = await answerOf(tools, ask, earlier);
      if (earlier.length > 0) {
        const key = `${id.split('-')[0]}: ${kinds[is]}`;
        const count = counts.get(key) ?? { all: 0, right: 0, alone: 0 };
        counts.set(key, count);
        count.all += 1;
        if (isRight(tools, answer, gold)) count.right += 1;
        if (isRight(tools, await answerOf(tools, ask, []), gold)) count.alone += 1;
      }
      earlier.push({ question: answer.whole, cited: citationsOf(answer) });
    }
  }
  const rows = [...counts].map(([kind, { all, right, alone }]) => [kind, `${right}/${all}`, `${alone}/${all}`]);
  return table(['follow-ups', 'right article', 'without the turns before'], rows);
}

function answerOf(tools: AskTools, question: string, earlier: readonly EarlierTurn[]): Promise<PolicyAnswer> {
  return answerQuestion(tools, question, earlier, new AbortController().signal);
}

function isRight({ library }: AskTools, answer: PolicyAnswer, gold: readonly string[]): boolean {
  return citationsOf(answer).some(({ document, article }) =>
    gold.includes(`${document} ${library.article(article)?.label}`),
  );
}
