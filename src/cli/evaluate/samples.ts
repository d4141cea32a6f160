import { readFileSync } from 'node:fs';
import { type AskTools, answerQuestion, citationsOf } from '../../commands/ask/answerQuestion.ts';
import type { Hit } from '../../policy/library.ts';
import { projectFile } from '../../projectFiles.ts';
import { table } from './table.ts';

interface SampleQuestion {
  readonly id: string;
  readonly question: string;
  readonly gold: readonly { readonly document: string; readonly article: string }[];
  readonly answerable: boolean;
}

/** Search, answers and refusals on samples/questions.jsonl, as a Markdown table. */
export async function evaluateSamples(tools: AskTools, most: number): Promise<string> {
  const questions: SampleQuestion[] = readFileSync(projectFile('samples/questions.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .slice(0, most);
  const answerable = questions.filter((question) => question.answerable);
  const count = { first: 0, five: 0, answered: 0, right: 0, refused: 0 };
  const wrong: string[] = [];
  for (const { id, question, gold, answerable: hasAnswer } of questions) {
    const { hits } = await tools.library.search(question, 30);
    const articles = [...new Set(hits.map(nameOf))];
    const rank = articles.findIndex((name) =>
      gold.map(({ document, article }) => `${document} ${article}`).includes(name),
    );
    if (rank === 0) count.first++;
    if (rank >= 0 && rank < 5) count.five++;
    const answer = await answerQuestion(tools, question, [], new AbortController().signal);
    const cited = citationsOf(answer).map(
      ({ document, article }) => `${document} ${tools.library.article(article)?.label}`,
    );
    const right = cited.some((name) => gold.some((one) => `${one.document} ${one.article}` === name));
    if (hasAnswer && answer.grounded) count.answered++;
    if (hasAnswer && right) count.right++;
    if (!hasAnswer && !answer.grounded) count.refused++;
    if (hasAnswer ? !right : answer.grounded) wrong.push(`- ${id} ${question} → ${cited.join('、') || '根拠なし'}`);
  }
  const rows = [
    ['article first', `${count.first}/${answerable.length}`],
    ['article among the first five', `${count.five}/${answerable.length}`],
    ['answered', `${count.answered}/${answerable.length}`],
    ['answered with the right article', `${count.right}/${answerable.length}`],
    ['refused where the rules do not answer', `${count.refused}/${questions.length - answerable.length}`],
  ];
  return [`Model: ${tools.model.name}`, '', table(['sample questions', ''], rows), '', ...wrong].join('\n');
}

function nameOf({ document, article }: Hit): string {
  return `${document.title} ${article.label}`;
}
